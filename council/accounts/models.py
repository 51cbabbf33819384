"""Sessions, sign-in links, credentials."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.accounts.rules import Method
from council.base.db import Base, Code, Key, Moment
from council.residents.models import Person

__all__ = ["Credential", "Method", "SignInLink", "SignInSession"]

_METHODS = ",".join(f"'{method}'" for method in Method)


class SignInSession(Base):
    """One person signed in on one phone or computer. The cookie names it; an ended one opens nothing."""

    __tablename__ = "sign_in_session"
    __table_args__ = (
        CheckConstraint(f"method IN ({_METHODS})", name="method"),
        Index("ix_sign_in_session_person_open", "person_id", "ended_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    method: Mapped[Code]
    #: what the browser says of itself, cut short
    device: Mapped[str] = mapped_column(String(200), default="")
    started_at: Mapped[Moment]
    #: the day it was last used, at most a week behind
    seen_on: Mapped[date]
    ended_at: Mapped[Moment | None]
    #: why it ended: a code of `rules.Ending`
    ended_by: Mapped[str] = mapped_column(String(32), default="")

    person: Mapped[Person] = relationship()


class Credential(Base):
    """A password and, once confirmed, a second factor: for those whose office reaches far."""

    __tablename__ = "credential"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    #: the name typed at sign-in, lower case
    login: Mapped[str] = mapped_column(String(40), unique=True)
    #: argon2id, as the library writes it
    password_hash: Mapped[str] = mapped_column(String(200))
    #: the shared secret of the authenticator, sealed with the machine's key; empty without one
    totp_secret: Mapped[str] = mapped_column(String(200), default="")
    totp_confirmed_at: Mapped[Moment | None]
    #: the last 30-second step whose code was used, so that a code works once
    totp_step: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[Moment]

    person: Mapped[Person] = relationship()


class SignInLink(Base):
    """An address that signs one person in, once. Only the token's SHA-256 is kept."""

    __tablename__ = "sign_in_link"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
