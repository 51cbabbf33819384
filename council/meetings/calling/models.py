"""Replies to a call, and the secrets of calendar addresses."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.residents.models import Person
from council.roster.hooks import moves_with_person


class Coming(StrEnum):
    """What someone says to a call."""

    YES = "yes"
    NO = "no"


class Reply(Base):
    """What someone said to the call of a meeting; the last word counts."""

    __tablename__ = "meeting_reply"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        CheckConstraint("coming IN ('yes','no')", name="coming"),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    coming: Mapped[Code]
    #: why they cannot come, read by those who run the meeting alone
    reason: Mapped[str] = mapped_column(String(120), default="")
    replied_at: Mapped[Moment]

    person: Mapped[Person] = relationship()


class CalendarKey(Base):
    """Whoever holds it reads one person's coming meetings as a calendar, without sign-in. A new one ends the old."""

    __tablename__ = "calendar_key"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    token: Mapped[str] = mapped_column(String(48), unique=True)
    made_at: Mapped[Moment]


moves_with_person(Reply.person_id, once_per=Reply.meeting_id)
