"""Reading where the papers of a poll stand."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import aliased, selectinload

from council.base.db import db
from council.polls.models import Poll, RollEntry
from council.polls.papers.models import Paper, PaperEntry
from council.residents.models import Person

#: States in which a paper is still to be brought back or read.
UNSETTLED = ("out", "read", "conflict")


def waiting(poll_id: int) -> int:
    """How many papers were handed out and are neither counted nor void."""
    query = select(func.count()).where(Paper.poll_id == poll_id, Paper.state.in_(UNSETTLED))
    return db.session.scalar(query) or 0


def by_state(poll_id: int) -> dict[str, int]:
    """How many papers stand in each state."""
    query = select(Paper.state, func.count()).where(Paper.poll_id == poll_id).group_by(Paper.state)
    return dict(iter(db.session.execute(query)))


def papers_of(poll_id: int, state: str) -> Sequence[Paper]:
    """The papers in one state, by number."""
    query = select(Paper).where(Paper.poll_id == poll_id, Paper.state == state).order_by(Paper.serial)
    return db.session.scalars(query).all()


def conflicts(poll_id: int) -> Sequence[Paper]:
    """The papers that two people read differently, with what each read."""
    query = select(Paper).options(selectinload(Paper.entries).joinedload(PaperEntry.teller))
    return db.session.scalars(query.where(Paper.poll_id == poll_id, Paper.state == "conflict")).all()


def line_of(poll_id: int, entry_id: int) -> tuple[RollEntry, Person] | None:
    """A line of a poll's roll and whose it is."""
    query = select(RollEntry, Person).join(Person, Person.id == RollEntry.person_id)
    row = db.session.execute(query.where(RollEntry.poll_id == poll_id, RollEntry.id == entry_id)).one_or_none()
    return None if row is None else (row[0], row[1])


def held_entry(poll_id: int, entry_id: int, holder_id: int) -> tuple[Poll, RollEntry, Person] | None:
    """The poll, the line and its voter, if `holder_id` holds the proxy for it."""
    found = line_of(poll_id, entry_id)
    if found is None or found[0].holder_id != holder_id:
        return None
    return (db.session.get_one(Poll, poll_id), *found)


class Held(NamedTuple):
    """Somebody's vote that another may give: the line, their name, whether it is given, what it weighs of."""

    entry_id: int
    name: str
    done: bool
    label: str


def held_by(poll_id: int, holder_id: int) -> list[Held]:
    """Whom somebody may vote for."""
    query = (
        select(RollEntry.id, Person.name, RollEntry.marked_at.is_not(None), RollEntry.label)
        .join(Person, Person.id == RollEntry.person_id)
        .where(RollEntry.poll_id == poll_id, RollEntry.holder_id == holder_id)
        .order_by(RollEntry.id)
    )
    return [Held(entry_id, name, bool(done), label) for entry_id, name, done, label in db.session.execute(query)]


def proxies_of(poll_id: int) -> list[tuple[str, str, bool]]:
    """The proxies of a poll: (voter, holder, whether it was used). Both names are published, as the law asks."""
    holder = aliased(Person)
    used = and_(RollEntry.channel == "proxy", RollEntry.marked_at.is_not(None))
    query = (
        select(Person.name, holder.name, used)
        .join(Person, Person.id == RollEntry.person_id)
        .join(holder, holder.id == RollEntry.holder_id)
        .where(RollEntry.poll_id == poll_id)
        .order_by(RollEntry.id)
    )
    return [(giver, held, bool(was_used)) for giver, held, was_used in db.session.execute(query)]


def helped(poll_id: int) -> Sequence[str]:
    """Whose vote somebody else entered for them, by name: never what was chosen."""
    query = select(Person.name).join(RollEntry, RollEntry.person_id == Person.id)
    query = query.where(RollEntry.poll_id == poll_id, RollEntry.channel == "helper")
    return db.session.scalars(query.order_by(RollEntry.id)).all()


def weighs(poll_id: int) -> bool:
    """Whether votes on the roll count differently, e.g. by floor area."""
    return bool(db.session.scalar(select(exists().where(RollEntry.poll_id == poll_id, RollEntry.weight != 1))))
