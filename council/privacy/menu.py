"""This room's entries among what can be administered."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from council.permits.actor import Actor, Office
from council.privacy.access import HANDLERS
from council.web.admin_menu import administers


def _administers_all(actor: Actor) -> bool:
    """Retention and the operator hold for the whole installation."""
    return any(held.office is Office.ADMINISTRATOR and held.path.count("/") == 2 for held in actor.holdings)


administers(
    title=_l("Requests for deletion"),
    sentence=_l("People who want their data gone: answer within 15 days."),
    address=lambda: url_for("privacy.requests"),
    may=lambda actor: any(held.office in HANDLERS for held in actor.holdings),
    icon="lock",
    order=60,
)
administers(
    title=_l("How long data is kept"),
    sentence=_l("For each kind of data the days until it goes by itself."),
    address=lambda: url_for("privacy.retention"),
    may=_administers_all,
    icon="clock",
    order=62,
)
administers(
    title=_l("Who answers for the data"),
    sentence=_l("The name and contact that stand on the privacy notice."),
    address=lambda: url_for("privacy.retention", _anchor="operator"),
    may=_administers_all,
    icon="user",
    order=64,
)
