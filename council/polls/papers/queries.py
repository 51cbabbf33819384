"""Reading where the papers of a poll stand."""

from sqlalchemy import func, select

from council.base.db import db
from council.polls.papers.models import Paper

#: States in which a paper is still to be brought back or read.
UNSETTLED = ("out", "read", "conflict")


def waiting(poll_id: int) -> int:
    """How many papers were handed out and are neither counted nor void."""
    query = select(func.count()).where(Paper.poll_id == poll_id, Paper.state.in_(UNSETTLED))
    return db.session.scalar(query) or 0


def by_state(poll_id: int) -> dict[str, int]:
    """How many papers stand in each state."""
    query = select(Paper.state, func.count()).where(Paper.poll_id == poll_id).group_by(Paper.state)
    return dict(db.session.execute(query).tuples().all())
