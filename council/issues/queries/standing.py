"""How many issues stand where, from the counters: the heads of lists, and the parts of a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select, true
from sqlalchemy.orm import aliased

from council.base import clock
from council.base.db import db
from council.issues.lists import OPEN, STATES, Tab, estates_handled, not_disputes
from council.issues.models import Issue, IssueStanding
from council.issues.states import IssueState
from council.organisation.models import Place
from council.permits.actor import Actor


@dataclass(frozen=True)
class Figures:
    """What the head of the list says: issues by tab, and those of today, due today, late."""

    by_tab: Mapping[Tab, int]
    new_today: int
    due_today: int
    late: int


def figures(estates: Sequence[Place], actor: Actor) -> Figures:
    """All figures of the head and the tabs, in one query. Disputes that `actor` does not handle are not counted."""
    ids, handled = [estate.id for estate in estates], estates_handled(actor, estates)
    here = Issue.estate_id.in_(ids) & not_disputes(actor, estates)
    now = clock.now()
    today = clock.start_of_day(now)
    days = select(
        _count(Issue.reporter_id == actor.person_id).label("mine"),
        _count(here, Issue.raised_at >= today).label("new_today"),
        _count(here, Issue.due_at >= now, Issue.due_at < today + timedelta(days=1)).label("due_today"),
        _count(here, Issue.due_at < now).label("late"),
    ).cte("days")
    standing = (
        select(IssueStanding.state, func.sum(IssueStanding.n).label("n"))
        .join(Place, Place.id == IssueStanding.place_id)
        .where(Place.estate_id.in_(ids), or_(IssueStanding.restricted.is_(False), Place.estate_id.in_(handled)))
        .group_by(IssueStanding.state)
        .subquery()
    )
    # the days also where nothing stands
    query = select(days, standing.c.state, standing.c.n).outerjoin(standing, true())
    rows: Sequence[Any] = db.session.execute(query).all()
    by_state = {row.state: row.n for row in rows}
    by_tab = {tab: sum(by_state.get(state, 0) for state in STATES[tab]) for tab in Tab} | {Tab.MINE: rows[0].mine}
    return Figures(by_tab, rows[0].new_today, rows[0].due_today, rows[0].late)


def _sum(wish: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((wish, IssueStanding.n), else_=0)), 0)


def _count(*wishes: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(Issue).where(*wishes).scalar_subquery()


# --- parts of a place


@dataclass(frozen=True)
class Spot:
    """A part of a place: how many issues are open there, late, and solved."""

    code: str
    name: str
    open: int
    late: int
    solved: int


def spots(place: Place) -> list[Spot]:
    """The parts of a place (what lies directly below it) with their issues, in two queries: a map without a map."""
    part, inside = aliased(Place), aliased(Place)
    query = (
        select(
            part.id,
            part.code,
            part.name,
            _sum(IssueStanding.state.in_(OPEN)),
            _sum(IssueStanding.state.in_(STATES[Tab.SOLVED])),
        )
        .join(inside, inside.path.startswith(part.path))
        .join(IssueStanding, (IssueStanding.place_id == inside.id) & IssueStanding.restricted.is_(False))
        .where(part.parent_id == place.id)
        .group_by(part.id, part.code, part.name, part.position)
        .order_by(part.position, part.code)
    )
    late = _late_by_part(place)
    return [
        Spot(code, name, opened, late.get(key, 0), solved)
        for key, code, name, opened, solved in db.session.execute(query)
    ]


def _late_by_part(place: Place) -> dict[int, int]:
    part, inside = aliased(Place), aliased(Place)
    late = (
        select(Issue.place_id, func.count().label("n"))
        .where(
            Issue.due_at.is_not(None), Issue.due_at < clock.now(), Issue.state.in_(OPEN), Issue.restricted.is_(False)
        )
        .group_by(Issue.place_id)
        .subquery()
    )
    query = (
        select(part.id, func.sum(late.c.n))
        .join(inside, inside.path.startswith(part.path))
        .join(late, late.c.place_id == inside.id)
        .where(part.parent_id == place.id)
        .group_by(part.id)
    )
    return {key: int(n) for key, n in db.session.execute(query)}


def open_in(path: str, *, solved: bool) -> int:
    """How many issues a place's public list holds: those that are open, or those that are solved."""
    states: frozenset[IssueState] = STATES[Tab.SOLVED] if solved else OPEN
    query = select(func.coalesce(func.sum(IssueStanding.n), 0)).join(Place, Place.id == IssueStanding.place_id)
    query = query.where(
        Place.path.startswith(path), IssueStanding.restricted.is_(False), IssueStanding.state.in_(states)
    )
    return db.session.scalar(query) or 0
