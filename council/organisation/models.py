"""Places and their changes, partner units, venues, hotlines, settings."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment, Short


class PlaceKind(StrEnum):
    """The steps of the tree, largest first."""

    STREET = "street"
    COMMUNITY = "community"
    ESTATE = "estate"
    GRID = "grid"
    BUILDING = "building"
    ENTRANCE = "entrance"


class HotlineKind(StrEnum):
    """The three numbers that hang on every notice board."""

    SERVICE = "service"
    REQUEST = "request"
    OVERSIGHT = "oversight"


class ChangeKind(StrEnum):
    """What can happen to a place after it was added."""

    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"
    CLOSED = "closed"
    REOPENED = "reopened"


class Place(Base):
    """A place in the tree. `path` holds the ids from the street down (`/1/4/9/`), so that “below” is a prefix."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("kind IN ('street','community','estate','grid','building','entrance')", name="kind"),
    )

    id: Mapped[Key]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    kind: Mapped[Code]
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[Short]
    path: Mapped[str] = mapped_column(String(200), index=True)
    #: the estate this place is or lies in; None above estates
    estate_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    #: from this day on it is no longer used; the row stays, since history speaks of it
    closed_on: Mapped[date | None]
    #: grows with each change, so that of two people who edit at once the second is told
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    parent: Mapped["Place | None"] = relationship(foreign_keys=[parent_id], remote_side="Place.id")

    @property
    def scope_path(self) -> str:
        """For permits: a place is its own scope."""
        return self.path


class PlaceChange(Base):
    """That something was true of a place until a moment, and what is true since. Rows are added, never changed."""

    __tablename__ = "place_change"
    __table_args__ = (
        CheckConstraint("kind IN ('renamed','moved','split','closed','reopened')", name="kind"),
        Index("ix_place_change_place_at", "place_id", "at"),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[Code]
    #: the name before and after; of a move or split the names, as they were, of the places concerned
    before: Mapped[str] = mapped_column(String(120), default="")
    after: Mapped[str] = mapped_column(String(120), default="")
    #: of a move: the places it lay in; of a split: the grid that was split and the new one
    before_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    after_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    at: Mapped[Moment]
    #: a person; no foreign key, since the organisation knows no residents
    by_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(200), default="")


class PartnerUnit(Base):
    """A unit that works with the council: police post, water company, school."""

    __tablename__ = "partner_unit"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[Short]
    phone: Mapped[str] = mapped_column(String(32), default="")
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    #: since this day it no longer works with the council
    closed_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    place: Mapped[Place] = relationship()
    contacts: Mapped[list["PartnerContact"]] = relationship(order_by="PartnerContact.id", back_populates="unit")

    @property
    def scope_path(self) -> str:
        """For permits: the place it works for."""
        return self.place.path


class PartnerContact(Base):
    """A person of a unit whom the council calls. Ended, not deleted."""

    __tablename__ = "partner_contact"

    id: Mapped[Key]
    unit_id: Mapped[int] = mapped_column(ForeignKey("partner_unit.id"), index=True)
    name: Mapped[Short]
    #: what they do there, in words: “repairs, nights too”
    duty: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(32), default="")
    #: their record on the roster, if they sign in; no foreign key, since the organisation knows no residents
    person_id: Mapped[int | None]
    ended_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    unit: Mapped[PartnerUnit] = relationship(back_populates="contacts")

    @property
    def scope_path(self) -> str:
        """For permits: the place the unit works for."""
        return self.unit.place.path


class Venue(Base):
    """Where people can meet: a hall, an activity room, a pavilion."""

    __tablename__ = "venue"
    __table_args__ = (CheckConstraint("seats >= 0", name="seats"),)

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(120), default="")
    #: opening hours, in words
    hours: Mapped[str] = mapped_column(String(80), default="")
    #: its rooms, in words
    rooms: Mapped[str] = mapped_column(String(200), default="")
    #: how many people can sit; 0 where nobody has counted
    seats: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(200), default="")
    closed_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    place: Mapped[Place] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place it serves."""
        return self.place.path


class Hotline(Base):
    """One of the three numbers of an estate."""

    __tablename__ = "hotline"
    __table_args__ = (
        UniqueConstraint("place_id", "kind"),
        CheckConstraint("kind IN ('service','request','oversight')", name="kind"),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[Code]
    phone: Mapped[str] = mapped_column(String(32))
    #: when somebody answers, in words; empty for the usual hours of its kind
    hours: Mapped[str] = mapped_column(String(60), default="", server_default="")


class PlaceSetting(Base):
    """A setting of a place; the nearest one on the way up counts. What it may hold, `place_settings` says."""

    __tablename__ = "place_setting"
    __table_args__ = (UniqueConstraint("place_id", "name"),)

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    name: Mapped[str] = mapped_column(String(64))
    value: Mapped[Any] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    changed_by: Mapped[int | None]
    changed_at: Mapped[Moment]
