"""Reading where the papers of a poll stand."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from council.base.db import db
from council.polls.papers.models import Paper, PaperEntry

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
