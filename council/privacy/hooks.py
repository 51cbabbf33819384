"""Where rooms say, in their `kept.py`, what they keep about a person, when it goes, and what goes with a person."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select

from council.residents.models import Person

#: One thing kept about a person: codes and plain values, in the order of the columns.
Row = Mapping[str, object]


@dataclass(frozen=True)
class Kept:
    """A kind of data about people: its title, why it is there, its columns, and how to read one person's."""

    kind: str
    title: object
    why: object
    columns: Mapping[str, object]
    read: Callable[[Person], Sequence[Row]]
    #: kept by law: stays when the person is forgotten
    stays: bool


class Sweep(NamedTuple):
    """How a kind of data goes: the ids of what is older than a moment, and the removal of some of them."""

    due: Callable[[datetime], Select[Any]]
    remove: Callable[[Collection[int]], object]


@dataclass(frozen=True)
class Expiring:
    """A kind of data that goes after some days; without a sweep it stays, or goes by itself, and the page says so."""

    kind: str
    default_days: int | None
    sweep: Sweep | None
    title: object
    reason: object
    minimum: int
    most: int


#: What is kept about a person, in the order of registration.
kept: dict[str, Kept] = {}
#: What goes after some days.
expiring: dict[str, Expiring] = {}
#: Called in the transaction that forgets a person, before the name goes: rooms remove what is theirs to remove.
on_forgotten: list[Callable[[Person], None]] = []


def keeps(
    kind: str,
    read: Callable[[Person], Sequence[Row]],
    *,
    title: object,
    why: object,
    columns: Mapping[str, object],
    stays: bool = False,
) -> None:
    """Say that a room keeps `kind` about people. Texts are lazy; names of others come masked out of `read`."""
    kept[kind] = Kept(kind, title, why, columns, read, stays)


def expires(
    kind: str,
    default_days: int | None,
    sweep: Sweep | None,
    *,
    title: object,
    reason: object,
    minimum: int = 1,
    most: int = 3650,
) -> None:
    """Say how long `kind` is kept (days) and how it goes; `minimum` is the least that the law or the work asks for."""
    expiring[kind] = Expiring(kind, default_days, sweep, title, reason, minimum, most)


def forgotten(person: Person) -> None:
    """Tell everyone who keeps something that `person` is being forgotten."""
    for call in on_forgotten:
        call(person)
