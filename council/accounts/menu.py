"""This room's entries among what can be administered."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from council.accounts.permissions import AccountAct
from council.residents.permissions import LINK_MAKERS
from council.web.admin_menu import administers

administers(
    title=_l("Sign-in slips"),
    sentence=_l("Print a slip for each door of a building: whoever lives there scans it and is signed in."),
    address=lambda: url_for("accounts.slips"),
    permission=AccountAct.MAKE_SLIPS,
    icon="qr",
    order=54,
)
administers(
    title=_l("At the door"),
    sentence=_l("Before a meeting: find somebody, show a code, and they are signed in on their own phone."),
    address=lambda: url_for("accounts.at_the_door"),
    may=lambda actor: any(held.office in LINK_MAKERS for held in actor.holdings),
    icon="enter",
    order=56,
)
