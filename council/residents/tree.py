"""What of this room lies in places: people, offices, teams."""

from typing import Any

from flask_babel import ngettext
from sqlalchemy import Select, func, or_, select

from council.base import clock
from council.base.db import db
from council.organisation.hooks import belongs, completes
from council.organisation.models import Place
from council.residents import team_words  # noqa: F401  (its sentences)
from council.residents.models import Appointment, Household, Person
from council.residents.teams import Team, TeamKind, places_with


def _count(model: Any, path: str) -> Select[Any]:
    query = select(func.count()).select_from(model).join(Place, Place.id == model.place_id)
    return query.where(Place.path.startswith(path))


def people(path: str, *, ever: bool = False) -> int:
    """How many people live at or below a path; or ever did."""
    query = _count(Person, path)
    if not ever:
        query = query.where(Person.left_on.is_(None), Person.merged_into_id.is_(None))
    return db.session.scalar(query) or 0


def households(path: str) -> int:
    """How many doors there are at or below a path."""
    return db.session.scalar(_count(Household, path)) or 0


def offices(path: str, *, ever: bool = False) -> int:
    """How many offices are held for the places at or below a path; or ever were."""
    query = _count(Appointment, path)
    if not ever:
        today = clock.today()
        query = query.where(or_(Appointment.until.is_(None), Appointment.until >= today))
    return db.session.scalar(query) or 0


def teams(path: str, *, ever: bool = False) -> int:
    """How many teams work at or below a path; or ever did."""
    query = _count(Team, path)
    return db.session.scalar(query if ever else query.where(Team.ended_on.is_(None))) or 0


belongs(
    now=people, ever=lambda path: people(path, ever=True), words=lambda n: ngettext("1 person", "%(num)d people", n)
)
belongs(now=households, ever=households, words=lambda n: ngettext("1 household", "%(num)d households", n))
belongs(
    now=offices,
    ever=lambda path: offices(path, ever=True),
    words=lambda n: ngettext("1 office", "%(num)d offices", n),
)
belongs(now=teams, ever=lambda path: teams(path, ever=True), words=lambda n: ngettext("1 team", "%(num)d teams", n))

completes("vanguard", lambda: places_with(TeamKind.VANGUARD))
completes("grid", lambda: places_with(TeamKind.GRID))
