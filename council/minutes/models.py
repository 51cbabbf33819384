"""Minutes, notes, corrections."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.meetings.models import Meeting
from council.minutes.rules import MinutesState

__all__ = ["Correction", "Minutes", "MinutesState", "Note"]


class Minutes(Base):
    """The minutes of one meeting. While a draft, facts are read live; approval freezes them in `document`."""

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("state IN ('draft','consulted') OR document IS NOT NULL", name="approved_is_frozen"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    state: Mapped[Code] = mapped_column(default=MinutesState.DRAFT)
    document: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    #: SHA-256 of the frozen document
    hash: Mapped[str | None] = mapped_column(String(64))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]

    meeting: Mapped[Meeting] = relationship(lazy="joined", innerjoin=True)
    notes: Mapped[list["Note"]] = relationship(back_populates="minutes")
    corrections: Mapped[list["Correction"]] = relationship(order_by="Correction.number")

    @property
    def scope_path(self) -> str:
        """For permits: the meeting's place."""
        return self.meeting.place.path


class Note(Base):
    """The recorder's words on one agenda item. `revision` guards against writing over each other."""

    __tablename__ = "minutes_note"
    __table_args__ = (UniqueConstraint("minutes_id", "item_id"),)

    id: Mapped[Key]
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[Moment]

    minutes: Mapped[Minutes] = relationship(back_populates="notes")


class Correction(Base):
    """A numbered correction of approved minutes."""

    __tablename__ = "minutes_correction"
    __table_args__ = (UniqueConstraint("minutes_id", "number"),)

    id: Mapped[Key]
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]
