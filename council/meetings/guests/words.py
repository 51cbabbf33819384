"""As what guests come, in words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from council.meetings.guests.models import Capacity

CAPACITIES: Mapping[str, object] = {
    Capacity.RESIDENT: _l("Resident"),
    Capacity.OBSERVER: _l("Observer"),
    Capacity.PARTNER: _l("Partner unit"),
}


def capacity_words(capacity: str) -> str:
    """`联创单位`: as what somebody came."""
    return str(CAPACITIES[Capacity(capacity)])


def observer_words(capacity: str, whence: str) -> str:
    """What stands behind a guest's name in a list of those in attendance, where observer goes without saying."""
    said = "" if capacity == Capacity.OBSERVER else capacity_words(capacity)
    return _("%(capacity)s, %(whence)s", capacity=said, whence=whence) if said and whence else said or whence
