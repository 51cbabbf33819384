"""Lists of polls, and the people on a roll."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, and_, case, func, or_, select

from council.base.db import db
from council.organisation.models import Place
from council.permits.actor import Actor
from council.permits.permission import reach
from council.polls.models import Ballot, Exclusion, Poll, PollState, RollEntry, Secrecy
from council.polls.permissions import PollAct
from council.polls.rules import LEAST_OF_A_CLASS
from council.residents.models import Household, Person


def polls_within(actor: Actor, *, show: str) -> Select[Poll]:
    """The polls that somebody sees in a list: open ones first by their deadline, then the newest.

    Args:
        show: `open` for those that are on or planned, `past` for those that are over.
    """
    paths = (*reach(actor, PollAct.VIEW), *reach(actor, PollAct.PAPERS))
    mine = select(RollEntry.poll_id).where(RollEntry.person_id == actor.person_id)
    here = or_(Poll.id.in_(mine), *(Place.path.startswith(path) for path in paths), _above_home(actor))
    query = select(Poll).join(Place, Place.id == Poll.place_id).where(here, Poll.subject_kind.in_(("place", "issue")))
    if show == "past":
        return query.where(Poll.state.in_((PollState.CLOSED, PollState.PUBLISHED))).order_by(Poll.id.desc())
    runs = reach(actor, PollAct.RUN)
    drafts = and_(Poll.state == PollState.DRAFT, or_(*(Place.path.startswith(path) for path in runs), Poll.id < 0))
    first = case((Poll.state == PollState.OPEN, 0), else_=1)
    query = query.where(or_(Poll.state == PollState.OPEN, drafts))
    return query.order_by(first, Poll.closes_at.is_(None), Poll.closes_at, Poll.id.desc())


def _above_home(actor: Actor):  # type: ignore[no-untyped-def]
    """Polls of the estate that somebody lives in, and of what lies above it."""
    ids = [int(part) for part in actor.home.split("/") if part]
    return Poll.place_id.in_(ids)


def excluded_from(poll_id: int) -> Sequence[Exclusion]:
    """Who does not vote in a poll, and why."""
    query = select(Exclusion).join(Exclusion.person).where(Exclusion.poll_id == poll_id).order_by(Exclusion.id)
    return db.session.scalars(query).all()


def people_named(place: Place, name: str) -> Sequence[Person]:
    """The people of a place with this name, for somebody who excludes one of them."""
    query = select(Person).join(Place, Place.id == Person.place_id).where(Place.path.startswith(place.path))
    return db.session.scalars(query.where(Person.name == name.strip(), Person.left_on.is_(None)).limit(10)).all()


def roll_lines(poll_id: int, search: str = "") -> Select[RollEntry, Person, str]:
    """The roll with each person and door, by name searched; to be paged."""
    query = (
        select(RollEntry, Person, Household.door)
        .join(Person, Person.id == RollEntry.person_id)
        .outerjoin(Household, Household.id == Person.household_id)
        .where(RollEntry.poll_id == poll_id)
        .order_by(RollEntry.id)
    )
    wanted = search.strip()
    if wanted:
        like = f"%{wanted.replace('%', '').replace('_', '')}%"
        query = query.where(or_(Person.name.like(like), Person.initials.like(like.lower()), Household.door.like(like)))
    return query


def turnout_by_building(poll_id: int) -> Sequence[Row[str, int, int]]:
    """Building, voters, votes in; buildings whose figures would tell about single people are left out."""
    voters, votes = func.count(), func.count(RollEntry.marked_at)
    query = (
        select(Place.name, voters, votes)
        .select_from(RollEntry)
        .join(Person, Person.id == RollEntry.person_id)
        .join(Place, Place.id == Person.place_id)
        .where(RollEntry.poll_id == poll_id)
        .group_by(Place.id, Place.name, Place.path)
        .having(voters >= LEAST_OF_A_CLASS)
        .order_by(Place.path)
    )
    return db.session.execute(query).all()


def reasons_of(poll: Poll) -> list[tuple[str, list[str]]]:
    """The reasons that voters gave, by choice and without names; only where a group is large enough not to tell.

    So also in a vote by name: who voted how is known there, and a group of one would tell whose reason it is. Never in
    a secret poll, where none are kept.
    """
    if poll.secrecy == Secrecy.SECRET:
        return []
    query = select(Ballot.choice, Ballot.marks, Ballot.reason).where(Ballot.poll_id == poll.id, Ballot.reason != "")
    groups: dict[str, list[str]] = {}
    for choice, marks, reason in db.session.execute(query.order_by(Ballot.reason)):
        groups.setdefault(marks or choice, []).append(reason)
    return [(choice, reasons) for choice, reasons in groups.items() if len(reasons) >= LEAST_OF_A_CLASS]
