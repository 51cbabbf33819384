"""Sessions, the things that open one (links, slips, spoken codes, credentials), and what is remembered of guesses."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.accounts.rules import Method
from council.base.db import Base, Code, Key, Moment
from council.organisation.models import Place
from council.residents.models import Household, Person
from council.roster.hooks import moves_with_person

__all__ = [
    "Credential",
    "Guess",
    "Method",
    "SignInLink",
    "SignInSession",
    "Slip",
    "SlipBatch",
    "SlipUse",
    "SpokenCode",
]

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
    #: the one thing it opens (see `limits`); None: everything
    only_for: Mapped[int | None] = mapped_column(index=True)
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


class SlipBatch(Base):
    """Slips that were made together, for one place and what lies below it; they are printed together."""

    __tablename__ = "slip_batch"

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]

    place: Mapped[Place] = relationship()
    maker: Mapped[Person] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place they were made for."""
        return self.place.path


class Slip(Base):
    """A printed slip for one household. Code and QR token are worked out from `salt` and the machine's key, so that a
    slip can be printed again, while a copy of this table alone opens no door (see `slips_operations`)."""

    __tablename__ = "slip"

    id: Mapped[Key]
    batch_id: Mapped[int] = mapped_column(ForeignKey("slip_batch.id"), index=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    salt: Mapped[str] = mapped_column(String(32))
    #: keyed: eight characters could be guessed through
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: plain SHA-256: 128 random bits cannot
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: a newer slip for the household took its place
    withdrawn_at: Mapped[Moment | None]

    batch: Mapped[SlipBatch] = relationship()
    household: Mapped[Household] = relationship()


class SlipUse(Base):
    """One person of the household used the slip; each may once."""

    __tablename__ = "slip_use"
    __table_args__ = (UniqueConstraint("slip_id", "person_id"),)

    id: Mapped[Key]
    slip_id: Mapped[int] = mapped_column(ForeignKey("slip.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sign_in_session.id"))
    used_at: Mapped[Moment]


class SpokenCode(Base):
    """Eight digits that an officer reads out to one person, for a quarter of an hour."""

    __tablename__ = "spoken_code"

    id: Mapped[Key]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class Guess(Base):
    """Misses at the door: of a target, a device or an address, as `guessing_rules` counts them."""

    __tablename__ = "guess"

    id: Mapped[Key]
    #: a keyed hash of what is counted
    key: Mapped[str] = mapped_column(String(64), unique=True)
    count: Mapped[float]
    #: the last miss
    at: Mapped[Moment] = mapped_column(index=True)
    newcomers: Mapped[int] = mapped_column(default=0)
    newcomers_since: Mapped[Moment | None]


moves_with_person(SignInLink.person_id, only=lambda: SignInLink.used_at.is_(None))
