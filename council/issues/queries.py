"""Reading issues, one at a time or for other rooms. Lists stand in `lists`."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from council.base.db import db
from council.issues.models import Feedback, Issue, IssuePhoto, Support


def issue_by_number(number: str) -> Issue | None:
    """The issue with this number, however it was typed (`gy-2026-0137`)."""
    return db.session.scalar(select(Issue).where(Issue.number == number.strip().upper()))


def photos_of(issue_id: int) -> Sequence[IssuePhoto]:
    """The photos of an issue, in their order."""
    query = select(IssuePhoto).where(IssuePhoto.issue_id == issue_id).order_by(IssuePhoto.position)
    return db.session.scalars(query).all()


def supports(issue_id: int, person_id: int) -> bool:
    """Whether this person supports this issue."""
    query = select(Support.id).where(Support.issue_id == issue_id, Support.person_id == person_id)
    return db.session.scalar(query) is not None


def supporters(issue_id: int) -> Sequence[int]:
    """The ids of those who support an issue, earliest first."""
    query = select(Support.person_id).where(Support.issue_id == issue_id).order_by(Support.id)
    return db.session.scalars(query).all()


def feedback_rounds(issue_id: int) -> int:
    """How often the reporter has answered."""
    return db.session.scalar(select(func.count()).select_from(Feedback).where(Feedback.issue_id == issue_id)) or 0


def feedbacks(issue_id: int) -> Sequence[Feedback]:
    """What the reporter answered, first answer first."""
    return db.session.scalars(select(Feedback).where(Feedback.issue_id == issue_id).order_by(Feedback.round)).all()


def my_issues(person_id: int, *, limit: int = 3, states: Collection[str] | None = None) -> Sequence[Issue]:
    """The newest issues that this person raised, in `states` if given: for the home page."""
    query = select(Issue).where(Issue.reporter_id == person_id)
    if states is not None:
        query = query.where(Issue.state.in_(states))
    return db.session.scalars(query.order_by(Issue.id.desc()).limit(limit)).all()
