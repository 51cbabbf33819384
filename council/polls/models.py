"""Polls, rolls, ballots."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment, Weight
from council.organisation.models import Place
from council.polls.kinds import Marking
from council.polls.rules import Choice, PollState, Secrecy
from council.residents.models import Person

__all__ = ["Ballot", "Choice", "Exclusion", "Poll", "PollOption", "PollState", "RollEntry", "Secrecy"]


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
    #: the type it was made from (`kinds.TEMPLATES`), what voters mark, and by which method of the tally it is counted
    template: Mapped[Code] = mapped_column(default="motion", server_default="motion")
    marking: Mapped[Code] = mapped_column(default=Marking.STANCE, server_default=Marking.STANCE)
    method: Mapped[Code] = mapped_column(default="decide", server_default="decide")
    #: seats, at_most, floor, budget, within, least, points, reason: what its type asks for
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    #: who is on the roll when no meeting calls it (`kinds.Electorate`)
    electorate: Mapped[Code] = mapped_column(default="members", server_default="members")
    #: it closes by itself at this moment; None where somebody closes it
    closes_at: Mapped[Moment | None] = mapped_column(index=True)
    secrecy: Mapped[Code] = mapped_column(default=Secrecy.OPEN)
    #: a vote may be changed until closing
    changeable: Mapped[bool] = mapped_column(default=True)
    #: a straw poll asks for opinions; nothing is carried by it
    straw: Mapped[bool] = mapped_column(default=False)
    procedure: Mapped[Code]
    #: the place's own version of the procedure that it was opened under; None for the preset itself
    place_procedure_id: Mapped[int | None] = mapped_column(ForeignKey("place_procedure.id"))
    #: of an owners' vote: how the place held them at opening (`owners.OwnersMode`), and what it relied on
    owners_mode: Mapped[Code | None]
    owners_basis: Mapped[str] = mapped_column(String(60), default="", server_default="")
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

    #: the lot that settled a tie: order, seed, method, witness
    lot: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    #: the poll that this one is the second ballot of
    runoff_of: Mapped[int | None]
    #: hands counted in the room: for, against, abstain, as totals of those on the roll who vote by hand
    hands: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))

    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)
    options: Mapped[list["PollOption"]] = relationship(order_by="PollOption.position", back_populates="poll")

    @property
    def scope_path(self) -> str:
        """For permits: the place whose people vote."""
        return self.place.path


class PollOption(Base):
    """Something or somebody that can be chosen. `key` (a, b, c …) names it on ballots and in files."""

    __tablename__ = "poll_option"
    __table_args__ = (
        UniqueConstraint("poll_id", "key"),
        CheckConstraint("cost IS NULL OR cost > 0", name="cost"),
    )

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    position: Mapped[int]
    key: Mapped[Code]
    title: Mapped[str] = mapped_column(String(80))
    #: in yuan; None where nothing is spent
    cost: Mapped[int | None]
    #: of one group only one can be taken
    group: Mapped[str] = mapped_column(String(32), default="")
    #: why it is not counted, for example that it is paid for already
    excluded: Mapped[str] = mapped_column(String(200), default="")

    poll: Mapped[Poll] = relationship(back_populates="options")


class Exclusion(Base):
    """That somebody does not vote in a poll since they have an interest of their own in it (回避), and why."""

    __tablename__ = "exclusion"
    __table_args__ = (UniqueConstraint("poll_id", "person_id"),)

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200))

    person: Mapped[Person] = relationship()


class RollEntry(Base):
    """One person on the frozen roll. `present` at opening may cast; `marked_at` says that a ballot was taken."""

    __tablename__ = "roll_entry"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        # partial, so that no database takes it for the look-up by person
        Index(
            "ix_roll_entry_poll_household",
            "poll_id",
            "household_id",
            sqlite_where=text("household_id IS NOT NULL"),
            postgresql_where=text("household_id IS NOT NULL"),
        ),
        CheckConstraint("channel IS NULL OR channel IN ('paper','hands','helper','proxy')", name="channel"),
        CheckConstraint("marked_at IS NULL OR present", name="only_present_marked"),
        CheckConstraint("weight > 0", name="weight"),
    )

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    present: Mapped[bool]
    weight: Mapped[Weight] = mapped_column(default=1)
    #: no finer than the poll itself where it is secret: the moment of its opening
    marked_at: Mapped[Moment | None]
    #: whose vote it is where one votes for a household: any adult of it may cast
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    #: what the weight stands for, e.g. the doors of an owner's lots
    label: Mapped[str] = mapped_column(String(120), default="", server_default="")
    #: how this vote is given where not by phone; it closes the phone's way
    channel: Mapped[Code | None]
    #: who may cast it for the voter, by a written proxy
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: said before the poll opened: the voter is not there, so the vote is the holder's to give, by phone or on paper
    lodged: Mapped[bool] = mapped_column(default=False, server_default=text("false"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    holder: Mapped[Person | None] = relationship(foreign_keys=[holder_id])


class Ballot(Base):
    """What one voter of an open or roll-only poll marked. `choice` is `marks` where more than a stance is marked."""

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("choice IN ('for','against','abstain','marks','blank','invalid')", name="choice"),
    )

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    roll_entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"), unique=True)
    choice: Mapped[Code]
    #: the canonical choice (`marks.read_marks`); empty for a stance
    marks: Mapped[str] = mapped_column(Text, default="", server_default="")
    #: why, if the voter said it; shown grouped and without names
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
    cast_at: Mapped[Moment]
    changed_at: Mapped[Moment | None]
