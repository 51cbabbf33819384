"""Points of order as screens show them: what is heard, what waits, what was just ruled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, Exists, select

from council.base.db import db
from council.meetings.models import AgendaItem, ItemState, Meeting
from council.meetings.order.models import PointOfOrder
from council.meetings.order.rules import APPEALED, OPEN, RULED, Appeal, Stage, may_raise
from council.meetings.order.words import about_words, appeal_words, stage_words
from council.residents.models import Person


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of order as every screen shows it."""

    id: int
    item_id: int
    person_id: int | None
    name: str
    about: str
    words: str
    state: str
    ruling: str
    at_once: bool
    appeal: str
    appellant_id: int | None
    appealed_by: str
    seconded_by: str
    for_: int | None
    against: int | None
    abstain: int | None

    @property
    def reason(self) -> str:
        """What is not in order."""
        return about_words(self.about, self.words)

    @property
    def stands(self) -> str:
        """Where it stands, or how the chair ruled."""
        return stage_words(self.state)

    @property
    def appeal_words(self) -> str:
        """What became of the appeal; empty without one."""
        return appeal_words(self.appeal, self.for_, self.against)

    @property
    def is_ruled(self) -> bool:
        """Whether the chair has ruled on it."""
        return self.state in RULED


@dataclass(frozen=True, slots=True)
class Order:
    """The points of the item that is on, oldest first."""

    points: Sequence[PointRow] = field(default_factory=tuple)

    @property
    def heard(self) -> PointRow | None:
        """The point that is being heard."""
        return next((each for each in self.points if each.state == Stage.HEARD), None)

    @property
    def appealed(self) -> PointRow | None:
        """The ruling against which an appeal is before the meeting."""
        return next((each for each in self.points if each.appeal in APPEALED), None)

    @property
    def waiting(self) -> list[PointRow]:
        """The points that wait, oldest first."""
        return [each for each in self.points if each.state in (Stage.WAITING, Stage.PUT_OFF)]

    @property
    def latest(self) -> PointRow | None:
        """The ruling just made, while no business has come since."""
        return next((each for each in reversed(self.points) if each.at_once and each.is_ruled), None)

    @property
    def holds_up(self) -> bool:
        """Whether nobody speaks to the item: something is heard, or is the next to be heard."""
        return bool(self.heard or self.appealed or any(each.state == Stage.WAITING for each in self.points))

    @property
    def may_appeal(self) -> bool:
        """Whether the latest ruling may be appealed, in a parliamentary meeting."""
        return self.latest is not None and self.latest.appeal == Appeal.NONE and self.heard is None

    @property
    def key(self) -> str:
        """Changes with what the personal part on a phone depends on: any point of the item."""
        told = "-".join(f"{each.id}{each.state}{each.appeal}{int(each.at_once)}" for each in self.points)
        return f"{crc32(told.encode()):x}" if told else ""

    def of(self, person_id: int) -> PointRow | None:
        """The open point of a person."""
        return next((each for each in self.points if each.person_id == person_id and each.state in OPEN), None)

    def may_raise(self, person_id: int) -> bool:
        """Whether the brake lets a person raise another."""
        return may_raise([(each.state, each.appeal) for each in self.points if each.person_id == person_id])


_NAMES = [name for name in PointRow.__dataclass_fields__ if name != "name"]
_COLUMNS: tuple[Any, ...] = (*(getattr(PointOfOrder, name) for name in _NAMES), PointOfOrder.name, Person.name)


def order_of(item_id: int) -> Order:
    """The points of an item, in one query."""
    return Order(tuple(_rows(PointOfOrder.item_id == item_id)))


def has_points() -> Exists:
    """A column of any query on meetings: whether a point was raised on the item that is on, so few ask."""
    query = select(PointOfOrder.id).join(AgendaItem, AgendaItem.id == PointOfOrder.item_id)
    return query.where(AgendaItem.meeting_id == Meeting.id, AgendaItem.state == ItemState.CURRENT).exists()


def points_in(meeting_id: int) -> dict[int, list[PointRow]]:
    """item id → the points that were ruled on, oldest first; one query for a whole meeting."""
    found: dict[int, list[PointRow]] = {}
    for row in _rows((AgendaItem.meeting_id == meeting_id) & PointOfOrder.state.in_(RULED)):
        found.setdefault(row.item_id, []).append(row)
    return found


def _rows(where: ColumnElement[bool]) -> list[PointRow]:
    query = (
        select(*_COLUMNS)
        .join(AgendaItem, AgendaItem.id == PointOfOrder.item_id)
        .outerjoin(Person, Person.id == PointOfOrder.person_id)
        .where(where)
        .order_by(PointOfOrder.id)
    )
    rows = []
    for *facts, typed, name in db.session.execute(query):
        rows.append(PointRow(**dict(zip(_NAMES, facts, strict=True)), name=name or typed))
    return rows
