"""Guests of a meeting."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, Key, Moment


class Guest(Base):
    """Someone who came and has no record: a name as they gave it, and where they are from."""

    __tablename__ = "guest"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    #: a unit, a door, a village: in words
    origin: Mapped[str] = mapped_column(String(60), default="")
    arrived_at: Mapped[Moment]
    left_at: Mapped[Moment | None]
    #: who wrote them down
    entered_by: Mapped[int]
