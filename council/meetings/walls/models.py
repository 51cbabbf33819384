"""Walls beside the hall's own, the views lined up for them, and how big the hall is."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, Code, Key
from council.meetings.models import WallView


class WallScreen(Base):
    """One more wall of a meeting. The hall's own stays in the meeting: `wall_view`, `wall_token`."""

    __tablename__ = "meeting_wall"
    # an address names a wall by its number, which must not come back for another one
    __table_args__ = (UniqueConstraint("meeting_id", "slot"), {"sqlite_autoincrement": True})

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    #: `b` to `h`; the hall's own is `a`
    slot: Mapped[str] = mapped_column(String(1))
    name: Mapped[str] = mapped_column(String(20))
    #: opens it without sign-in
    token: Mapped[str] = mapped_column(String(48))
    view: Mapped[Code] = mapped_column(default=WallView.AUTO)


class NextView(Base):
    """A view that the chair has lined up for a wall."""

    __tablename__ = "meeting_wall_next"
    # a second press names a line that is gone: its number must not be another's by then
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    slot: Mapped[str] = mapped_column(String(1))
    position: Mapped[int]
    view: Mapped[Code]


class HallSize(Base):
    """How big the hall is, in centimetres: whether the back row can scan the code follows from it."""

    __tablename__ = "meeting_hall"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    depth_cm: Mapped[int]
    picture_cm: Mapped[int]
