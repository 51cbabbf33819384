"""Places, partner units and hotlines."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Short


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

    parent: Mapped["Place | None"] = relationship(foreign_keys=[parent_id], remote_side="Place.id")

    @property
    def scope_path(self) -> str:
        """For permits: a place is its own scope."""
        return self.path


class PartnerUnit(Base):
    """A unit that works with the council: police post, water company, school."""

    __tablename__ = "partner_unit"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[Short]
    phone: Mapped[str] = mapped_column(String(32), default="")
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)


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
