"""Issues, supports, photos, feedback."""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    ScalarSelect,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment, db
from council.issues.states import IssueState, Solved
from council.media.hooks import refers_to_photos
from council.media.models import Photo
from council.organisation.models import Place
from council.residents.models import Person
from council.roster.hooks import moves_with_person

__all__ = ["Feedback", "Issue", "IssuePhoto", "IssueState", "Solved", "Support", "true_support_count"]


class Issue(Base):
    """What a resident raised: what, where, photos."""

    __tablename__ = "issue"
    __table_args__ = (
        CheckConstraint("reopened IN (0, 1)", name="reopened_once"),
        CheckConstraint("support_count >= 0", name="support_count"),
        Index("ix_issue_estate_state", "estate_id", "state"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(32), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    detail: Mapped[str] = mapped_column(Text, default="")
    #: the place chosen (building, grid or the whole estate) and the spot in words
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    spot: Mapped[str] = mapped_column(String(80), default="")
    estate_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: neighbours do not see the reporter's name; officers do
    anonymous: Mapped[bool] = mapped_column(default=False)
    state: Mapped[Code] = mapped_column(default=IssueState.SUBMITTED)
    raised_at: Mapped[Moment]
    #: the day by which the next answer is due
    due_at: Mapped[Moment | None]
    #: counter kept by `support` and `withdraw_support`; `flask recount` proves it
    support_count: Mapped[int] = mapped_column(default=0)
    reopened: Mapped[int] = mapped_column(default=0)
    #: the officer's answer: why it was declined, or what was done on the spot
    answer: Mapped[str] = mapped_column(Text, default="")

    place: Mapped[Place] = relationship(foreign_keys=[place_id])
    estate: Mapped[Place] = relationship(foreign_keys=[estate_id], lazy="joined", innerjoin=True)
    reporter: Mapped[Person] = relationship()
    photos: Mapped[list["IssuePhoto"]] = relationship(order_by="IssuePhoto.position")

    @property
    def scope_path(self) -> str:
        """For permits: issues are decided about by the estate's officers."""
        return self.estate.path


class IssuePhoto(Base):
    """A photo that belongs to an issue."""

    __tablename__ = "issue_photo"
    __table_args__ = (UniqueConstraint("issue_id", "position"),)

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), index=True)
    position: Mapped[int]

    photo: Mapped[Photo] = relationship(lazy="joined", innerjoin=True)


refers_to_photos(IssuePhoto.photo_id)


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
    )

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    #: 1 for the first asking, 2 after a reopening
    round: Mapped[int]
    solved: Mapped[Code]
    reason: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]


def true_support_count() -> ScalarSelect[int]:
    """How many people support an issue, for a query of issues. A support that stayed with a merged record is not
    counted: the record that took it over has its own."""
    query = select(func.count()).select_from(Support).join(Person, Person.id == Support.person_id)
    return query.where(Support.issue_id == Issue.id, Person.merged_into_id.is_(None)).correlate(Issue).scalar_subquery()


def _count_again(person_id: int) -> None:
    supported = select(Support.issue_id).where(Support.person_id == person_id)
    change = update(Issue).where(Issue.id.in_(supported)).values(support_count=true_support_count())
    db.session.execute(change.execution_options(synchronize_session="fetch"))


moves_with_person(Issue.reporter_id)
moves_with_person(Support.person_id, once_per=Support.issue_id, settle=_count_again)
