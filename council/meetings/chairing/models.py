"""Who drives a meeting."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, Key, Moment
from council.meetings.chairing.rules import MAIN


class Driver(Base):
    """The one desk that drives a meeting. Who drove before stands in the journal."""

    __tablename__ = "meeting_driver"

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    #: the sign-in (`sign_in_session.id`) of that browser; not a foreign key, since sign-ins go at their time
    desk: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[Moment]
    #: when it acted last
    acted_at: Mapped[Moment]
    #: the desk it was taken over from
    before: Mapped[int | None]
    #: the wall that the view buttons and keys speak to
    wall: Mapped[str] = mapped_column(String(1), default=MAIN, server_default=MAIN)
