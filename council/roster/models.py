"""Lots and who owns them; imports and their lines; merges of two records of one person."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment
from council.organisation.models import Place
from council.residents.models import Person
from council.roster.rules import area_text


class LotKind(StrEnum):
    """What an exclusive part is."""

    DWELLING = "dwelling"
    SHOP = "shop"
    PARKING = "parking"


class Lot(Base):
    """An exclusive part of a building, as the property register has it."""

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("place_id", "door", "kind"),
        CheckConstraint("kind IN ('dwelling','shop','parking')", name="kind"),
        CheckConstraint("area_cm2 IS NULL OR area_cm2 > 0", name="area"),
    )

    id: Mapped[Key]
    #: the entrance, or the building where it has no entrances
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    door: Mapped[Code]
    kind: Mapped[Code] = mapped_column(default=LotKind.DWELLING)
    #: floor area in whole square centimetres, so that sums are exact; None while nobody has entered it
    area_cm2: Mapped[int | None]

    place: Mapped[Place] = relationship()
    ownerships: Mapped[list["Ownership"]] = relationship(back_populates="lot", order_by="Ownership.id")

    @property
    def scope_path(self) -> str:
        """For permits: where it lies."""
        return self.place.path

    @property
    def area(self) -> str:
        """m² with two decimals: `92.50`; empty while unknown."""
        return area_text(self.area_cm2)


class Ownership(Base):
    """That somebody owns a lot, alone or with others, from a day on."""

    __tablename__ = "ownership"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="term"),
        Index("ix_ownership_lot_person", "lot_id", "person_id"),
    )

    id: Mapped[Key]
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[date]
    #: the first day on which they owned it no more
    until: Mapped[date | None]
    #: of several owners of a lot one votes for it (共有人推选一人)
    votes: Mapped[bool] = mapped_column(default=False)

    lot: Mapped[Lot] = relationship(back_populates="ownerships")
    person: Mapped[Person] = relationship()


class ImportState(StrEnum):
    """Where an import stands. `waiting` and `confirmed` are the queue of the long jobs."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    CONFIRMED = "confirmed"
    WRITING = "writing"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: States in which something is still to come.
OPEN_STATES = (
    ImportState.WAITING,
    ImportState.READING,
    ImportState.READY,
    ImportState.CONFIRMED,
    ImportState.WRITING,
)


class RosterImport(Base):
    """A roster file on its way: uploaded, read, looked at, written or given up."""

    __tablename__ = "roster_import"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting','reading','ready','confirmed','writing','done','refused','failed','cancelled')",
            name="state",
        ),
        Index("ix_roster_import_sha256_place", "sha256", "place_id"),
        Index("ix_roster_import_state", "state"),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    #: the file's name in `imports/` of the data directory
    token: Mapped[str] = mapped_column(String(48), unique=True)
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[Code] = mapped_column(default=ImportState.WAITING)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[Moment]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[Moment | None]
    #: the last sign of life of whoever works on it
    beat_at: Mapped[Moment | None]
    #: who works on it: a word drawn at each start
    worker: Mapped[str] = mapped_column(String(24), default="")
    tries: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    #: figures of the preview, headings that nobody knows, places to be made
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: why it was refused or failed, or that the roster has changed: a problem's code and values
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    #: of the plan that the preview shows
    digest: Mapped[str] = mapped_column(String(64), default="")
    #: when its file and lines were removed
    cleared_at: Mapped[Moment | None]

    place: Mapped[Place] = relationship()
    uploader: Mapped[Person | None] = relationship(foreign_keys=[uploaded_by])

    @property
    def scope_path(self) -> str:
        """For permits: the place imported into."""
        return self.place.path

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self.state in OPEN_STATES


class RosterLine(Base):
    """One row of an import with its verdict. Removed a day after the import has ended."""

    __tablename__ = "roster_line"
    __table_args__ = (Index("ix_roster_line_import_verdict_row", "import_id", "verdict", "row"),)

    id: Mapped[Key]
    import_id: Mapped[int] = mapped_column(ForeignKey("roster_import.id"))
    row: Mapped[int]
    verdict: Mapped[Code]
    name: Mapped[str] = mapped_column(String(80))
    where: Mapped[str] = mapped_column(String(200))
    #: [[field, before, after], …]
    changes: Mapped[list[Any]] = mapped_column(JSON)
    #: `Problem.to_json`, …
    problems: Mapped[list[Any]] = mapped_column(JSON)


class PersonMerge(Base):
    """That two records were one person: what moved from one to the other, so that it can be undone exactly."""

    __tablename__ = "person_merge"

    id: Mapped[Key]
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]
    #: `table.column` → ids of the rows that moved
    moved: Mapped[dict[str, list[int]]] = mapped_column(JSON)
    #: the same of the rows that ended that day, because the kept record has its own
    ended: Mapped[dict[str, list[int]]] = mapped_column(JSON, default=dict)
    #: field of the kept record → [before, after]
    changed: Mapped[dict[str, list[Any]]] = mapped_column(JSON)
    #: the same for the record that was taken over
    changed_gone: Mapped[dict[str, list[Any]]] = mapped_column(JSON)
    undone_at: Mapped[Moment | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    kept: Mapped[Person] = relationship(foreign_keys=[kept_id])
    gone: Mapped[Person] = relationship(foreign_keys=[gone_id])
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
