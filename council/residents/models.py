"""People, households, appointments, sign-in links."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment, Short
from council.organisation.models import PartnerUnit, Place


class Residency(StrEnum):
    """How someone belongs to a place: 户籍, 常住, 租户, 商户, 访客; an outsider only works there."""

    REGISTERED = "registered"
    RESIDENT = "resident"
    TENANT = "tenant"
    SHOP = "shop"
    VISITOR = "visitor"
    OUTSIDE = "outside"


class Household(Base):
    """The people behind one door."""

    __tablename__ = "household"

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    door: Mapped[Code]

    place: Mapped[Place] = relationship()


class Person(Base):
    """Someone on the roster. `key` is the stable name that imports, links and the demo's cast use."""

    __tablename__ = "person"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Short]
    phone: Mapped[str] = mapped_column(String(32), default="")
    residency: Mapped[Code] = mapped_column(default=Residency.REGISTERED)
    adult: Mapped[bool] = mapped_column(default=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    #: where they live: the household's building or entrance; None for outsiders
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    #: grows when all sessions of this person shall end
    session_epoch: Mapped[int] = mapped_column(default=0)

    household: Mapped[Household | None] = relationship()
    place: Mapped[Place | None] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: where they live; nowhere for outsiders."""
        return self.place.path if self.place else ""


class Appointment(Base):
    """An office held for a place and a time. Replaced, never edited: history stays true."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="term"),
        Index("ix_appointment_place_office", "place_id", "office"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    office: Mapped[Code]
    #: for council members: whom they sit for (`representative`, `party`, `social`, `partner`)
    category: Mapped[str] = mapped_column(String(32), default="")
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("partner_unit.id"))
    since: Mapped[date]
    until: Mapped[date | None]

    person: Mapped[Person] = relationship()
    place: Mapped[Place] = relationship()
    unit: Mapped[PartnerUnit | None] = relationship()


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
