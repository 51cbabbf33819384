"""Seat cards."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Key, Moment
from council.meetings.models import Meeting
from council.residents.models import Person


class SeatCard(Base):
    """A printed card for one member of one meeting. Its token is worked out from `salt` and the machine's key, so that
    a card can be printed again, while a copy of this table alone opens nothing (as for slips)."""

    __tablename__ = "seat_card"
    __table_args__ = (
        # one working card a member: a new one wants the old one withdrawn
        Index(
            "uq_seat_card_working",
            "meeting_id",
            "person_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    salt: Mapped[str] = mapped_column(String(32))
    #: SHA-256 of the token: 128 random bits cannot be guessed through
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[int]
    made_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]
    #: the phone that came in with it last: a session, which may be swept before the card
    session_id: Mapped[int | None]
    used_at: Mapped[Moment | None]

    meeting: Mapped[Meeting] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place its meeting is held for."""
        return self.meeting.place.path
