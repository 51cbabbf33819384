"""The hub's own entries, and those of rooms whose pages lie here. Other rooms have a `menu.py` of their own."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from council.admin.permissions import AdminAct
from council.calendar.permissions import CalendarAct
from council.deliberation.permissions import TalkAct
from council.issues.permissions import IssueSettingAct
from council.organisation.permissions import PlaceAct
from council.residents.permissions import LINK_MAKERS
from council.web.admin_menu import administers

administers(
    title=_l("Places"),
    sentence=_l("Sub-district, communities, estates, grids, buildings: add, rename, move, split, close."),
    address=lambda: url_for("admin.places"),
    permission=PlaceAct.MANAGE_TREE,
    icon="place",
    order=10,
)
administers(
    title=_l("Teams"),
    sentence=_l("The vanguard service team and the grid team of each grid, and patrols: who leads, who is in them."),
    address=lambda: url_for("admin.teams"),
    permission=PlaceAct.MANAGE_TEAMS,
    icon="people",
    order=20,
)
administers(
    title=_l("Partner units"),
    sentence=_l("Police post, water company, school: whom to call there, and for what."),
    address=lambda: url_for("admin.units"),
    permission=PlaceAct.MANAGE_UNITS,
    icon="link",
    order=30,
)
administers(
    title=_l("Venues"),
    sentence=_l("Where people meet: address, opening hours, rooms and seats."),
    address=lambda: url_for("admin.venues"),
    permission=PlaceAct.MANAGE_VENUES,
    icon="home",
    order=32,
)
administers(
    title=_l("Hotlines"),
    sentence=_l("Three numbers for each estate, on every page and as a sheet for the wall."),
    address=lambda: url_for("admin.hotlines"),
    permission=PlaceAct.MANAGE_HOTLINES,
    icon="phone",
    order=34,
)
administers(
    title=_l("Settings"),
    sentence=_l("What holds at a place and below it, such as who may speak and vote."),
    address=lambda: url_for("admin.settings"),
    permission=PlaceAct.CHANGE_SETTINGS,
    icon="sort",
    order=40,
)
administers(
    title=_l("People and sign-in links"),
    sentence=_l("Find somebody, make a link that signs them in once, sign a lost phone out."),
    address=lambda: url_for("residents.people"),
    may=lambda actor: any(held.office in LINK_MAKERS for held in actor.holdings),
    icon="user",
    order=50,
)
administers(
    title=_l("Journal"),
    sentence=_l("Everything that was done, by whom and when. Nothing in it can be changed."),
    address=lambda: url_for("admin.journal"),
    permission=AdminAct.READ_JOURNAL,
    icon="list",
    order=90,
)
administers(
    title=_l("Who may do what"),
    sentence=_l("Every permission in plain words. Everyone can read it."),
    address=lambda: url_for("admin.permits"),
    icon="lock",
    order=95,
)
administers(
    title=_l("Kinds of issues"),
    sentence=_l("Categories, and how many hours each step of them may take."),
    address=lambda: url_for("admin.categories"),
    permission=IssueSettingAct.CATEGORIES,
    icon="list",
    order=42,
)
administers(
    title=_l("Ready answers"),
    sentence=_l("Sentences that officers answer issues with."),
    address=lambda: url_for("admin.answers"),
    permission=IssueSettingAct.TEMPLATES,
    icon="chat",
    order=44,
)
administers(
    title=_l("Words to look at"),
    sentence=_l("What neighbours reported, and appeals against hiding."),
    address=lambda: url_for("deliberation.queue"),
    permission=TalkAct.MODERATE,
    icon="flag",
    order=45,
)
administers(
    title=_l("Working days"),
    sentence=_l("Days off and working days beside the published calendar."),
    address=lambda: url_for("admin.calendar"),
    permission=CalendarAct.CHANGE,
    icon="cal",
    order=46,
)
