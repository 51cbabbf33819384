"""Paper ballots and what the tellers read off them."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.polls.models import Poll, RollEntry
from council.residents.models import Person


class Paper(Base):
    """A printed ballot. In a poll by name it belongs to a voter; in a secret one nothing says whose it is.

    `printed`: not out yet. `out`: with a voter. `read`: one teller has entered it. `conflict`: two read differently.
    `counted`: two read the same. `void`: spoilt, lost or not returned, with a reason.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("poll_id", "serial"),
        CheckConstraint("state IN ('printed','out','read','conflict','counted','void')", name="state"),
    )

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    #: on the paper and in its QR code: four figures in a poll by name, a random code in a secret one
    serial: Mapped[str] = mapped_column(String(12))
    state: Mapped[Code] = mapped_column(default="printed")
    roll_entry_id: Mapped[int | None] = mapped_column(ForeignKey("roll_entry.id"), unique=True)
    #: why it is void
    reason: Mapped[str] = mapped_column(String(200), default="")
    #: the canonical choice that was counted; "blank" and "invalid" are words of their own. Not kept in a secret poll.
    marks: Mapped[str] = mapped_column(Text, default="")

    poll: Mapped[Poll] = relationship()
    roll_entry: Mapped[RollEntry | None] = relationship()
    entries: Mapped[list["PaperEntry"]] = relationship(back_populates="paper", order_by="PaperEntry.id")


class PaperEntry(Base):
    """What one teller read off a paper: each teller once, and again only after a conflict."""

    __tablename__ = "paper_entry"
    __table_args__ = (UniqueConstraint("paper_id", "teller_id"),)

    id: Mapped[Key]
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    teller_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    marks: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment]

    paper: Mapped[Paper] = relationship(back_populates="entries")
    teller: Mapped[Person] = relationship()
