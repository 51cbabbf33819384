"""How an issue is handled: units, notes, answer templates, merging, mediation."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.issues.models.issue import Issue
from council.organisation.models import PartnerUnit, Place
from council.residents.models import Person
from council.roster.hooks import moves_with_person


class IssueUnit(Base):
    """A unit that works on an issue: the one that leads, or one that supports; what its part is, and how far it is."""

    __tablename__ = "issue_unit"
    __table_args__ = (
        UniqueConstraint("issue_id", "unit_id"),
        CheckConstraint("role IN ('lead','support')", name="role"),
        CheckConstraint("state IN ('asked','working','done','declined')", name="state"),
        Index(
            "uq_issue_unit_lead",
            "issue_id",
            unique=True,
            sqlite_where=text("role = 'lead' AND state <> 'declined'"),
            postgresql_where=text("role = 'lead' AND state <> 'declined'"),
        ),
    )

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("partner_unit.id"), index=True)
    role: Mapped[Code]
    #: what it is asked to do, and what it said of it: all that the unit sees beside title, place and photos
    part: Mapped[str] = mapped_column(String(200), default="")
    said: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[Code] = mapped_column(default="asked")
    asked_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    unit: Mapped[PartnerUnit] = relationship(lazy="joined", innerjoin=True)


class InternalNote(Base):
    """A note that only those who handle the issue read."""

    __tablename__ = "issue_note"

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment]

    by: Mapped[Person] = relationship()


class AnswerTemplate(Base):
    """A ready answer for one act of an officer, of a place and all below it."""

    __tablename__ = "answer_template"

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    #: the act it answers: acknowledge, reject, resolve, refer …
    act: Mapped[Code]
    name: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    place: Mapped[Place] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place whose officers use it."""
        return self.place.path


class Merge(Base):
    """That one issue was merged into another. Undone, not deleted."""

    __tablename__ = "issue_merge"
    __table_args__ = (
        CheckConstraint("source_id <> target_id", name="two"),
        Index(
            "uq_issue_merge_standing",
            "source_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    source_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    target_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[Moment]
    undone_at: Mapped[Moment | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    source: Mapped[Issue] = relationship(foreign_keys=[source_id])
    target: Mapped[Issue] = relationship(foreign_keys=[target_id])


class MergeConsent(Base):
    """Whether one supporter (or the reporter) of a merged issue lets their support go to the other one."""

    __tablename__ = "merge_consent"
    __table_args__ = (UniqueConstraint("merge_id", "person_id"),)

    id: Mapped[Key]
    merge_id: Mapped[int] = mapped_column(ForeignKey("issue_merge.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: None until they answer
    agreed: Mapped[bool | None]
    #: their consent made a new support, which an undoing takes back; False where they had it already
    added_support: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[Moment | None]


moves_with_person(MergeConsent.person_id, once_per=MergeConsent.merge_id)


class Mediation(Base):
    """That an issue is a dispute and went to mediation. The case work itself is not kept here."""

    __tablename__ = "mediation"
    __table_args__ = (
        CheckConstraint("state IN ('asked','agreed','performed','failed','withdrawn')", name="state"),
        CheckConstraint("level IN ('estate','community')", name="level"),
    )

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), unique=True)
    level: Mapped[Code] = mapped_column(default="estate")
    state: Mapped[Code] = mapped_column(default="asked")
    #: what kind of dispute, in public words without names: “shop and visitor”
    kind: Mapped[str] = mapped_column(String(40), default="")
    #: restricted: what was agreed
    outcome: Mapped[str] = mapped_column(Text, default="")
    mediator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]
    changed_at: Mapped[Moment]
    #: when somebody asks again whether it holds
    follow_up_at: Mapped[Moment | None]

    issue: Mapped[Issue] = relationship()
