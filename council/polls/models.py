"""Polls, rolls, ballots."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.organisation.models import Place
from council.polls.rules import Choice, PollState, Secrecy
from council.residents.models import Person

__all__ = ["Ballot", "Choice", "Poll", "PollState", "RollEntry", "Secrecy"]


class Poll(Base):
    """A question, its rule as it was when the poll opened, and what came out."""

    __tablename__ = "poll"
    __table_args__ = (
        CheckConstraint("state IN ('draft','open','closed','published','cancelled')", name="state"),
        CheckConstraint("(state IN ('draft','cancelled')) OR roll_hash IS NOT NULL", name="opened_has_roll"),
        Index("ix_poll_subject", "subject_kind", "subject_id"),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    #: what the poll is about, e.g. ("motion", 7): no foreign key, since a poll knows no meeting
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    question: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(Text, default="")
    secrecy: Mapped[Code] = mapped_column(default=Secrecy.OPEN)
    #: a vote may be changed until closing
    changeable: Mapped[bool] = mapped_column(default=True)
    #: a straw poll asks for opinions; nothing is carried by it
    straw: Mapped[bool] = mapped_column(default=False)
    procedure: Mapped[Code]
    #: the place's own version of the procedure that it was opened under; None for the preset itself
    place_procedure_id: Mapped[int | None] = mapped_column(ForeignKey("place_procedure.id"))
    #: snapshot of the rule (`tally.Rule.to_json()`), taken at opening; None for a straw poll
    rule: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    state: Mapped[Code] = mapped_column(default=PollState.DRAFT)
    #: grows with each change of state, so that a live page knows whether it is behind
    version: Mapped[int] = mapped_column(default=0)

    entitled: Mapped[int] = mapped_column(default=0)
    present: Mapped[int] = mapped_column(default=0)
    roll_hash: Mapped[str | None] = mapped_column(String(64))
    ballots_digest: Mapped[str | None] = mapped_column(String(64))
    #: figures and decision as counted at closing
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    opened_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]
    opened_by: Mapped[int | None]
    closed_by: Mapped[int | None]

    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)

    @property
    def scope_path(self) -> str:
        """For permits: the place whose people vote."""
        return self.place.path


class RollEntry(Base):
    """One person on the frozen roll. `present` at opening may cast; `marked_at` says that a ballot was taken."""

    __tablename__ = "roll_entry"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        CheckConstraint("marked_at IS NULL OR present", name="only_present_marked"),
        CheckConstraint("weight > 0", name="weight"),
    )

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    present: Mapped[bool]
    weight: Mapped[int] = mapped_column(default=1)
    marked_at: Mapped[Moment | None]

    person: Mapped[Person] = relationship()


class Ballot(Base):
    """What one voter of an open (named) poll marked."""

    __tablename__ = "ballot"
    __table_args__ = (CheckConstraint("choice IN ('for','against','abstain')", name="choice"),)

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    roll_entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"), unique=True)
    choice: Mapped[Code]
    cast_at: Mapped[Moment]
    changed_at: Mapped[Moment | None]
