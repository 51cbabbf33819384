"""Guests of a meeting."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.organisation.models import PartnerUnit


class Capacity(StrEnum):
    """As what a guest comes. None of them has a vote."""

    RESIDENT = "resident"
    OBSERVER = "observer"
    PARTNER = "partner"


class Guest(Base):
    """Someone who came and has no record: a name as they gave it, and where they are from."""

    __tablename__ = "guest"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    capacity: Mapped[Code] = mapped_column(default=Capacity.OBSERVER, server_default=Capacity.OBSERVER)
    #: the partner unit that sent them, if it is on the list
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("partner_unit.id"))
    #: a unit, a door, a village: in words
    origin: Mapped[str] = mapped_column(String(60), default="")
    arrived_at: Mapped[Moment]
    left_at: Mapped[Moment | None]
    #: who wrote them down
    entered_by: Mapped[int]

    unit: Mapped[PartnerUnit | None] = relationship()

    @property
    def whence(self) -> str:
        """The unit and where they are from, in words; may be empty."""
        return " ".join(filter(None, (self.unit.name if self.unit else "", self.origin)))
