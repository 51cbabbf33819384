"""People, households, appointments."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Short
from council.media.hooks import refers_to_photos
from council.media.models import Photo
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
    #: the number that the street's own register gives them: the same across imports
    external_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    #: first letters of the name in pinyin (`wxm`), so that a clerk finds 王晓明 quickly
    initials: Mapped[str] = mapped_column(String(40), default="", index=True)
    #: speaks for the household where one person votes for it (户代表)
    household_rep: Mapped[bool] = mapped_column(default=False)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    #: the record that took this one over: two records of one person
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: the day they moved away or died; the record stays, since history speaks of it
    left_on: Mapped[date | None]
    #: grows when all sessions of this person shall end
    session_epoch: Mapped[int] = mapped_column(default=0)

    household: Mapped[Household | None] = relationship()
    place: Mapped[Place | None] = relationship()
    photo: Mapped[Photo | None] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: where they live; nowhere for outsiders."""
        return self.place.path if self.place else ""

    @property
    def is_current(self) -> bool:
        """Whether the record is in use: neither merged into another nor of somebody who left."""
        return self.merged_into_id is None and self.left_on is None


refers_to_photos(Person.photo_id)


class Way(StrEnum):
    """How somebody came to an office."""

    ELECTED = "elected"
    APPOINTED = "appointed"


class Appointment(Base):
    """An office held for a place and a time. Replaced, never edited: history stays true.

    An appointment whose last day lies before its first was never held: a mistake, or replaced before it began.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("way IN ('elected','appointed')", name="way"),
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
    way: Mapped[Code] = mapped_column(default=Way.APPOINTED)
    #: where it came from, as ("poll", 7) or ("resolution", 3): no foreign key, since residents know no poll
    origin_kind: Mapped[str] = mapped_column(String(32), default="")
    origin_id: Mapped[int | None]
    #: the letter of appointment, in words: number and date
    letter: Mapped[str] = mapped_column(String(120), default="")
    #: why it ended early, in words
    ended_because: Mapped[str] = mapped_column(String(200), default="")
    #: the appointment that this one replaces
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))

    person: Mapped[Person] = relationship()
    place: Mapped[Place] = relationship()
    unit: Mapped[PartnerUnit | None] = relationship()
