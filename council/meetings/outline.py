"""The order of an agenda, pure: items and their sub-items, one level deep, as one flat list in reading order.

An item with sub-items is a heading: the meeting walks the sub-items, not the heading. Every move gives a new list that
holds the same items; where a move is not possible the list comes back as it was.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Protocol, TypeVar


class Spot(NamedTuple):
    """An item of the list, and the item it stands under; None at the top."""

    id: int
    parent: int | None = None


class Planned(Protocol):
    """What a row of an agenda has, wherever it was read from: numbers, and None for no parent.

    `Any`, because a mapped column is no plain number to the type checker.
    """

    @property
    def id(self) -> Any: ...
    @property
    def parent_id(self) -> Any: ...
    @property
    def minutes(self) -> Any: ...


T = TypeVar("T", bound=Planned)


@dataclass(frozen=True)
class Line(Generic[T]):
    """One line of an agenda as it is read: `number` is `2` or `2.1`, `minutes` of a heading is its sub-items' sum."""

    item: T
    number: str
    minutes: int
    heading: bool
    #: the heading it stands under
    under: T | None
    #: first and last among its siblings
    first: bool
    last: bool


def outline(items: Iterable[T]) -> list[Line[T]]:
    """The lines of an agenda; `items` in reading order."""
    rows = list(items)
    numbers = numbered([Spot(row.id, row.parent_id) for row in rows])
    by_id = {row.id: row for row in rows}
    below = {row.id: [each for each in rows if each.parent_id == row.id] for row in rows}
    tops = [row for row in rows if row.parent_id is None]

    def line(row: T) -> Line[T]:
        under = by_id[row.parent_id] if row.parent_id is not None else None
        siblings = tops if under is None else below[under.id]
        minutes = sum(each.minutes for each in below[row.id]) or row.minutes
        ends = (siblings[0] is row, siblings[-1] is row)
        return Line(row, numbers[row.id], minutes, bool(below[row.id]), under, *ends)

    return [line(row) for row in rows]


def leaves(items: Iterable[T]) -> list[T]:
    """What the meeting walks through: the items that have no sub-items, in their order."""
    rows = list(items)
    headings = {row.parent_id for row in rows}
    return [row for row in rows if row.id not in headings]


def planned_minutes(items: Iterable[T]) -> int:
    """Minutes planned for the whole agenda; a heading's own do not count."""
    return sum(row.minutes for row in leaves(items))


def in_words(items: Iterable[T], title: Callable[[T], str]) -> list[str]:
    """The agenda as plain text, a line for each item: `1. …`, `2. …`, `2.1 …`."""
    return [f"{line.number}{'.' if line.under is None else ''} {title(line.item)}" for line in outline(items)]


def numbered(order: Sequence[Spot]) -> dict[int, str]:
    """id → `1`, `2`, `2.1`, `2.2`, `3`."""
    found: dict[int, str] = {}
    top = sub = 0
    for spot in order:
        if spot.parent is None:
            top, sub = top + 1, 0
            found[spot.id] = str(top)
        else:
            sub += 1
            found[spot.id] = f"{top}.{sub}"
    return found


def heading_state(states: Collection[str]) -> str:
    """Where a heading stands, from the states of its sub-items: dealt with once they all are."""
    if any(state in ("planned", "current") for state in states):
        return "planned"
    return "done" if "done" in states else "postponed"


def stepped(order: Sequence[Spot], moved: int, *, up: bool) -> list[Spot]:
    """Change places with the sibling above or below, sub-items along; at the end of the siblings nothing happens."""
    spot = _spot(order, moved)
    groups = [_block(order, each.id) for each in order if each.parent == spot.parent]
    here = next(at for at, group in enumerate(groups) if group[0].id == moved)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(groups):
        return list(order)
    groups[here], groups[there] = groups[there], groups[here]
    flat = [each for group in groups for each in group]
    if spot.parent is None:
        return flat
    at = _at(order, spot.parent) + 1
    return [*order[:at], *flat, *order[at + len(flat) :]]


def nested(order: Sequence[Spot], moved: int) -> list[Spot]:
    """Make an item the last sub-item of the item above. Not the first, not one that has sub-items of its own."""
    spot, at = _spot(order, moved), _at(order, moved)
    above = [each for each in order[:at] if each.parent is None]
    if spot.parent is not None or not above or len(_block(order, moved)) > 1:
        return list(order)
    return [*order[:at], Spot(moved, above[-1].id), *order[at + 1 :]]


def freed(order: Sequence[Spot], moved: int) -> list[Spot]:
    """Make a sub-item an item of its own again, after the item it stood under and all that stays there."""
    spot = _spot(order, moved)
    if spot.parent is None:
        return list(order)
    rest = [each for each in order if each.id != moved]
    at = _at(rest, spot.parent) + len(_block(rest, spot.parent))
    return [*rest[:at], Spot(moved), *rest[at:]]


def placed(order: Sequence[Spot], moved: int, to: int) -> list[Spot]:
    """Put an item at line `to` (from 1; past the end is the end), sub-items along: where it was dropped.

    Dropped among the sub-items of another it becomes one of them; one with sub-items goes below them all instead. A
    sub-item stays one as long as it is dropped right below another, or below its heading.
    """
    spot, block = _spot(order, moved), _block(order, moved)
    rest = [each for each in order if each not in block]
    at = min(max(to, 1), len(rest) + 1) - 1
    if len(block) > 1:
        while at < len(rest) and rest[at].parent is not None:
            at += 1
        return [*rest[:at], *block, *rest[at:]]
    parent = _parent_at(rest, at, spot)
    return [*rest[:at], Spot(moved, parent), *rest[at:]]


def _parent_at(rest: Sequence[Spot], at: int, spot: Spot) -> int | None:
    if at < len(rest) and rest[at].parent is not None:
        return rest[at].parent
    above = rest[at - 1] if at else None
    if spot.parent is None or above is None:
        return None
    return spot.parent if above.id == spot.parent else above.parent


def _at(order: Sequence[Spot], key: int) -> int:
    return next(at for at, each in enumerate(order) if each.id == key)


def _spot(order: Sequence[Spot], key: int) -> Spot:
    return order[_at(order, key)]


def _block(order: Sequence[Spot], key: int) -> list[Spot]:
    """An item with its sub-items."""
    return [each for each in order if key in (each.id, each.parent)]
