"""Reasons, statements, answers, and what was hidden."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.issues.models import Issue
from council.residents.models import Person
from council.roster.hooks import moves_with_person


class Reason(Base):
    """Why somebody is for or against: one a person and side."""

    __tablename__ = "reason"
    __table_args__ = (
        UniqueConstraint("issue_id", "side", "person_id"),
        CheckConstraint("side IN ('for','against')", name="side"),
        CheckConstraint("helped >= 0", name="helped"),
    )

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    side: Mapped[Code]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(200))
    #: neighbours do not see the name
    anonymous: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Moment]
    #: how many it helps; `flask recount` proves it
    helped: Mapped[int] = mapped_column(default=0)
    hidden: Mapped[bool] = mapped_column(default=False)

    issue: Mapped[Issue] = relationship()
    person: Mapped[Person] = relationship()


class Helpful(Base):
    """That a reason helps somebody: once a person."""

    __tablename__ = "helpful"
    __table_args__ = (UniqueConstraint("reason_id", "person_id"),)

    id: Mapped[Key]
    reason_id: Mapped[int] = mapped_column(ForeignKey("reason.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class Statement(Base):
    """Something short to agree or disagree with."""

    __tablename__ = "statement"

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    text: Mapped[str] = mapped_column(String(140))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[Moment]
    hidden: Mapped[bool] = mapped_column(default=False)

    issue: Mapped[Issue] = relationship()


class StatementAnswer(Base):
    """What one person says to a statement; changeable while the warm-up is open."""

    __tablename__ = "statement_answer"
    __table_args__ = (
        UniqueConstraint("statement_id", "person_id"),
        CheckConstraint("answer IN ('agree','disagree','pass')", name="answer"),
    )

    id: Mapped[Key]
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    answer: Mapped[Code]


class WarmUp(Base):
    """That the statements of an issue are closed."""

    __tablename__ = "warm_up"

    id: Mapped[Key]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), unique=True)
    closed_at: Mapped[Moment]
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Moderation(Base):
    """That a reason or a statement was hidden, why, and what became of an appeal."""

    __tablename__ = "moderation"
    __table_args__ = (
        CheckConstraint("kind IN ('reason','statement')", name="kind"),
        CheckConstraint("outcome IN ('stays','shown')", name="outcome"),
        Index("ix_moderation_thing", "kind", "thing_id"),
    )

    id: Mapped[Key]
    kind: Mapped[Code]
    thing_id: Mapped[int]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    why: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]
    #: the author's words against it, once
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[Moment | None]
    outcome: Mapped[str | None] = mapped_column(String(32))
    decided_why: Mapped[str] = mapped_column(String(200), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[Moment | None]

    issue: Mapped[Issue] = relationship()


class Complaint(Base):
    """That somebody finds a reason or a statement out of place: once a person."""

    __tablename__ = "complaint"
    __table_args__ = (UniqueConstraint("kind", "thing_id", "person_id"),)

    id: Mapped[Key]
    kind: Mapped[Code]
    thing_id: Mapped[int]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    why: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[Moment]


moves_with_person(Helpful.person_id, once_per=Helpful.reason_id)
moves_with_person(Statement.person_id)
moves_with_person(StatementAnswer.person_id, once_per=StatementAnswer.statement_id)
