"""Charters and compacts in versions, what residents say and tick, and the procedures that places have chosen."""

from datetime import date
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.charters.rules.articles import Clause
from council.charters.rules.procedures import Procedure
from council.charters.rules.tightening import Own, Share, tightened
from council.charters.rules.versions import DocumentKind, Standing, Step, VersionState, standing
from council.organisation.models import Place
from council.residents.models import Person
from council.roster.hooks import moves_with_person

__all__ = [
    "Article", "Document", "DocumentKind", "PlaceProcedure", "Reading", "Remark", "Standing", "Step", "Version",
    "VersionState", "VersionStep",
]  # fmt: skip


class Document(Base):
    """The charter or the compact of a grid or an estate: one of each kind for a place."""

    __tablename__ = "charter_document"
    __table_args__ = (
        UniqueConstraint("place_id", "kind"),
        CheckConstraint("kind IN ('charter','compact')", name="kind"),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[Code]

    place: Mapped[Place] = relationship(lazy="joined", innerjoin=True)

    @property
    def scope_path(self) -> str:
        """For permits: the place it holds for."""
        return self.place.path


class Version(Base):
    """One text of a document. Its articles change while it is a draft and never after.

    Brought into force, it is in force from `force_from` to the day before `force_until`, which the next one sets.
    """

    __tablename__ = "charter_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("state IN ('draft','consulted','adopted','filed','in_force','withdrawn')", name="state"),
        CheckConstraint("(state = 'in_force') = (force_from IS NOT NULL)", name="in_force_from"),
        CheckConstraint("force_until IS NULL OR force_until > force_from", name="force_days"),
        Index("ix_charter_version_state", "state", "force_from"),
    )

    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(ForeignKey("charter_document.id"))
    number: Mapped[int]
    state: Mapped[Code] = mapped_column(default=VersionState.DRAFT)
    #: the version it was copied from
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("charter_version.id"))
    #: grows with each saving of the draft, so that two who write at once are told
    revision: Mapped[int] = mapped_column(default=0)
    #: residents may leave remarks up to and on this day
    consulted_until: Mapped[date | None]
    #: what adopted it, as ("resolution", 7): no foreign key, since meetings are a higher room; empty for a paper
    adopted_kind: Mapped[str] = mapped_column(String(32), default="")
    adopted_id: Mapped[int | None]
    force_from: Mapped[date | None]
    force_until: Mapped[date | None]

    document: Mapped[Document] = relationship(lazy="joined", innerjoin=True)
    articles: Mapped[list["Article"]] = relationship(
        order_by="Article.number", cascade="all, delete-orphan", back_populates="version"
    )
    steps: Mapped[list["VersionStep"]] = relationship(order_by="VersionStep.id", back_populates="version")

    @property
    def scope_path(self) -> str:
        """For permits: the place it holds for."""
        return self.document.place.path

    @property
    def clauses(self) -> list[Clause]:
        """The articles as plain values."""
        return [Clause(article.heading, article.text) for article in self.articles]

    def standing(self, day: date) -> Standing:
        """How it stands on a day."""
        return standing(self.state, self.force_from, self.force_until, day)

    def step(self, name: Step) -> "VersionStep | None":
        """Who did a step with it, and when."""
        return next((step for step in self.steps if step.step == name), None)


class Article(Base):
    """One article of a version."""

    __tablename__ = "charter_article"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    number: Mapped[int]
    heading: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text)

    version: Mapped[Version] = relationship(back_populates="articles")


class VersionStep(Base):
    """A step of a version, once: who recorded it and when, the day it happened, and its reference in words."""

    __tablename__ = "charter_step"
    __table_args__ = (UniqueConstraint("version_id", "step"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    step: Mapped[Code]
    day: Mapped[date]
    #: the resolution's or the filing's number, the reason of a withdrawal
    reference: Mapped[str] = mapped_column(String(120), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]

    version: Mapped[Version] = relationship(back_populates="steps")
    by: Mapped[Person] = relationship()


class Remark(Base):
    """What a resident says about a version under consultation: one short text each."""

    __tablename__ = "charter_remark"
    __table_args__ = (UniqueConstraint("version_id", "person_id"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    at: Mapped[Moment]
    changed_at: Mapped[Moment | None]

    person: Mapped[Person] = relationship()


class Reading(Base):
    """“I have read it”: once a resident and version."""

    __tablename__ = "charter_reading"
    __table_args__ = (UniqueConstraint("version_id", "person_id"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[Moment]


class PlaceProcedure(Base):
    """The procedure that a place has chosen for a body, with its own tighter numbers. Replaced, never edited.

    It holds from `valid_from` until a later one of the same body does. Empty numbers keep what stands above.
    """

    __tablename__ = "place_procedure"
    __table_args__ = (
        UniqueConstraint("place_id", "body", "number"),
        Index("ix_place_procedure_place_preset", "place_id", "preset"),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    body: Mapped[Code]
    #: counts the versions of this body in this place, from 1
    number: Mapped[int]
    preset: Mapped[Code]
    #: shares as `>=2/3`, exact; empty where the place adds nothing
    quorum: Mapped[str] = mapped_column(String(24), default="")
    majority: Mapped[str] = mapped_column(String(24), default="")
    notice_days: Mapped[int | None]
    final: Mapped[bool] = mapped_column(default=False)
    secret: Mapped[bool] = mapped_column(default=False)
    meetings_a_year: Mapped[int | None]
    turn_seconds: Mapped[int | None]
    turns_each: Mapped[int | None]
    valid_from: Mapped[date]
    #: what decided it, in words
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    chosen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chosen_at: Mapped[Moment]

    place: Mapped[Place] = relationship()
    chosen_by: Mapped[Person] = relationship()

    @property
    def own(self) -> Own:
        """The place's own numbers."""
        return Own(
            quorum=share_from_text(self.quorum),
            majority=share_from_text(self.majority),
            notice_days=self.notice_days,
            final=self.final,
            secret=self.secret,
            meetings_a_year=self.meetings_a_year,
            turn_seconds=self.turn_seconds,
            turns_each=self.turns_each,
        )

    def over(self, preset: Procedure) -> Procedure:
        """The preset with this place's numbers in it."""
        return tightened(preset, self.own)


def share_from_text(text: str) -> Share | None:
    """`>=2/3` as a share; None for an empty text."""
    if not text:
        return None
    op, fraction = (">=", text[2:]) if text.startswith(">=") else (">", text[1:])
    return Share(op, Fraction(fraction))  # type: ignore[arg-type]


def share_to_text(share: Share | None) -> str:
    """A share as `>=2/3`."""
    return f"{share.op}{share.fraction.numerator}/{share.fraction.denominator}" if share else ""


moves_with_person(Reading.person_id, once_per=Reading.version_id)
moves_with_person(Remark.person_id, once_per=Remark.version_id)
