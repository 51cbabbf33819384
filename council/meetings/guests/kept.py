"""What is kept about guests: their names go after a while, the minutes keep what the council approved."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from council.meetings.guests.models import Guest
from council.privacy.hooks import Sweep, expires
from council.privacy.kept import removing


def _old(before: datetime) -> Select[Any]:
    return select(Guest.id).where(Guest.arrived_at < before)


expires(
    "guests",
    365,
    Sweep(_old, removing(Guest)),
    title=_l("Names of guests at meetings"),
    reason=_l("Approved minutes keep who was there; the list at the door is no longer needed."),
    minimum=30,
)
