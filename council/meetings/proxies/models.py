"""Proxies of a meeting."""

from sqlalchemy import ColumnElement, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Key, Moment
from council.meetings.models import Meeting, Member
from council.residents.models import Person
from council.roster.hooks import moves_with_person


class Proxy(Base):
    """Who stands in for a seat. A seat has one at most; what is taken back is gone, the journal keeps that it was."""

    __tablename__ = "meeting_proxy"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    #: the seat and not the person: of a household another adult may come, and the seat is theirs then
    member_id: Mapped[int] = mapped_column(ForeignKey("meeting_member.id"), unique=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: the desk has the signed paper; else the giver said it on their own phone
    on_paper: Mapped[bool]
    lodged_at: Mapped[Moment]
    #: who wrote it down, if not the giver
    entered_by: Mapped[int | None]

    member: Mapped[Member] = relationship()
    holder: Mapped[Person] = relationship()


def _of_a_meeting_to_come() -> ColumnElement[bool]:
    return Proxy.meeting_id.in_(select(Meeting.id).where(Meeting.started_at.is_(None), Meeting.closed_at.is_(None)))


moves_with_person(Proxy.holder_id, only=_of_a_meeting_to_come)
