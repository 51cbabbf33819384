"""This room's entries among what can be administered."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from council.permits.actor import STAFF
from council.web.admin_menu import administers

administers(
    title=_l("Offices"),
    sentence=_l("Who holds which office and until when: appoint, replace, end."),
    address=lambda: url_for("residents.offices.index"),
    may=lambda actor: any(held.office in STAFF for held in actor.holdings),
    icon="star",
    order=52,
)
