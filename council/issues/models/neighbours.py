"""What neighbours and the reporter say of an issue: supports, feedback."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ScalarSelect, Text, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment, db
from council.issues.models.issue import Issue
from council.issues.rules.alike import SECONDS_PER_SUPPORT
from council.media.hooks import refers_to_photos
from council.media.models import Photo
from council.residents.models import Person
from council.roster.hooks import moves_with_person


class Support(Base):
    """“I have it too”: once a person and issue."""

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("issue_id", "person_id"),)

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[Moment]


class Feedback(Base):
    """What the reporter said when asked whether it is solved; one row for each time it was asked."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("issue_id", "round"),
        CheckConstraint("solved IN ('yes','partly','no')", name="solved"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    )

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    #: 1 for the first asking, 2 after a reopening
    round: Mapped[int]
    solved: Mapped[Code]
    #: 1 (very bad) to 5 (very good); None where nobody gave one
    score: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"), index=True)
    #: None for a visitor without an account
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]

    photo: Mapped[Photo | None] = relationship()


refers_to_photos(Feedback.photo_id)


def true_support_count() -> ScalarSelect[int]:
    """How many people support an issue, for a query of issues. A support that stayed with a merged record is not
    counted: the record that took it over has its own."""
    query = select(func.count()).select_from(Support).join(Person, Person.id == Support.person_id)
    return query.where(Support.issue_id == Issue.id, Person.merged_into_id.is_(None)).correlate(Issue).scalar_subquery()


def counted_as(count: Any) -> dict[str, Any]:
    """The columns of an issue that `count` supporters (a number or an expression) change, for an UPDATE."""
    more: Any = (count - Issue.support_count) * SECONDS_PER_SUPPORT
    return {"support_count": count, "pressing": Issue.pressing + more}


def _count_again(person_id: int) -> None:
    supported = select(Support.issue_id).where(Support.person_id == person_id)
    change = update(Issue).where(Issue.id.in_(supported)).values(**counted_as(true_support_count()))
    db.session.execute(change.execution_options(synchronize_session="fetch"))


moves_with_person(Support.person_id, once_per=Support.issue_id, settle=_count_again)
