"""Envelopes, bulletins, and the scrutineers who confirm them."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Key, Moment
from council.polls.models import Poll
from council.residents.models import Person


class Envelope(Base):
    """One ballot of a secret poll while it is open: ciphertext of one length for all, without voter and without time.

    Removed when the poll is sealed. Nothing but the poll's key, which is no part of the database, can read it.
    """

    __tablename__ = "envelope"

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), index=True)
    sealed: Mapped[str] = mapped_column(Text)


class Bulletin(Base):
    """What a sealed poll publishes: both files as text, and the seal over them."""

    __tablename__ = "bulletin"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    #: `poll.json`: question, options, rule, roll, result, and the SHA-256 of the ballots
    about: Mapped[str] = mapped_column(Text)
    #: `ballots.jsonl`: one canonical line a ballot, sorted by tracker
    ballots: Mapped[str] = mapped_column(Text)
    #: SHA-256 (hex) of `about`, which holds that of `ballots`
    seal: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[Moment]

    poll: Mapped[Poll] = relationship()


class Confirmation(Base):
    """That a scrutineer has compared the seal on the wall with the own count or copy."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("poll_id", "person_id"),)

    id: Mapped[Key]
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seal: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]

    person: Mapped[Person] = relationship()
