"""Reading clocks and categories."""

from collections.abc import Sequence

from sqlalchemy import select

from council.base.db import db
from council.issues.models import Issue, IssueCategory, IssueClock

#: The category that counts until one is known.
OTHER = "other"


def running(issue_id: int) -> IssueClock | None:
    """The clock that runs for an issue, if one does."""
    query = select(IssueClock).where(IssueClock.issue_id == issue_id, IssueClock.ended_at.is_(None))
    return db.session.scalar(query)


def clocks_of(issue_id: int) -> Sequence[IssueClock]:
    """The clocks of an issue, earliest first."""
    query = select(IssueClock).where(IssueClock.issue_id == issue_id).order_by(IssueClock.id)
    return db.session.scalars(query).all()


def categories(*, retired: bool = False) -> Sequence[IssueCategory]:
    """The categories in their order; with `retired` also those no longer in use."""
    query = select(IssueCategory).order_by(IssueCategory.position, IssueCategory.id)
    return db.session.scalars(query if retired else query.where(IssueCategory.retired.is_(False))).all()


def category_by_code(code: str) -> IssueCategory | None:
    """The category with this code."""
    return db.session.scalar(select(IssueCategory).where(IssueCategory.code == code))


def limits_of(issue: Issue) -> IssueCategory:
    """The category whose limits count for an issue."""
    if issue.category_id is not None:
        return db.session.get_one(IssueCategory, issue.category_id)
    other = category_by_code(OTHER)
    assert other is not None  # the migration made it, and it cannot be removed
    return other
