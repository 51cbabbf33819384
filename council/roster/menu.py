"""This room's entry among what can be administered."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from council.roster.permissions import RosterAct
from council.web.admin_menu import administers

administers(
    title=_l("Roster: import, lots, merging"),
    sentence=_l("Bring in a table of people, look it over first; flats, areas, owners; merge two records."),
    address=lambda: url_for("roster.imports"),
    permission=RosterAct.IMPORT,
    icon="list",
    order=51,
)
