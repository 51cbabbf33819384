"""Hands and speeches: one row from the raised hand to the end of the speech."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.meetings.floor.rules import SpeechClock, Turn
from council.meetings.models import AgendaItem
from council.residents.models import Person

_SPEAKS = text("state = 'speaking'")
_WAITS = text("state = 'waiting'")


class Speech(Base):
    """Someone who wants to speak, speaks, or has spoken on an item.

    Of one item one speech runs, and of one person one hand waits: the database says so too.
    """

    __tablename__ = "speech"
    __table_args__ = (
        CheckConstraint("stance IN ('for','against','question','information')", name="stance"),
        Index("uq_speech_speaking", "item_id", unique=True, sqlite_where=_SPEAKS, postgresql_where=_SPEAKS),
        Index("uq_speech_waiting", "item_id", "person_id", unique=True, sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    #: None for someone whom the chair entered by name or seat number alone
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(40), default="")
    stance: Mapped[Code]
    state: Mapped[Code] = mapped_column(default=Turn.WAITING)
    raised_at: Mapped[Moment]
    #: who raised it for them, if not they themselves
    entered_by: Mapped[int | None]
    started_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    #: the clock, in seconds: see `rules.SpeechClock`
    given: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(default=0)
    running_since: Mapped[Moment | None]
    #: the chair's last reminder in this speech: `topic`, `civil` or empty
    reminded: Mapped[Code] = mapped_column(default="")

    item: Mapped[AgendaItem] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def clock(self) -> SpeechClock:
        """How much time it has and has used."""
        return SpeechClock(self.given, self.spent, self.running_since)

    @property
    def who(self) -> str:
        """The same for all hands of one person."""
        return who_of(self.person_id, self.name)


def who_of(person_id: int | None, name: str) -> str:
    """Whose hand it is, as `rules.Hand` wants it: the person, else the name that was typed."""
    return f"p{person_id}" if person_id is not None else f"n{name}"
