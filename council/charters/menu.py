"""This room's entries among what can be administered."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from council.charters.permissions import CharterAct, ProcedureAct
from council.web.admin_menu import administers

administers(
    title=_l("Charters and compacts"),
    sentence=_l("Write them, ask the residents, record the resolution, file them, bring them into force."),
    address=lambda: url_for("charters.index"),
    permission=CharterAct.WRITE,
    icon="doc",
    order=70,
)
administers(
    title=_l("Procedures"),
    sentence=_l("By which rule each body decides, and where a place is stricter than the law."),
    address=lambda: url_for("charters.procedures"),
    permission=ProcedureAct.CHOOSE,
    icon="flag",
    order=72,
)
