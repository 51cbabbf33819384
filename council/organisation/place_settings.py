"""The registry of settings: each has a name, a type, a default; a room registers its own in its `place_settings.py`.

A value set for a place holds for all that lies below it, unless a place further down sets its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from council.base.db import db
from council.organisation.models import Place, PlaceSetting
from council.organisation.rules import ids_of

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A setting that places can have.

    Args:
        name: `room.subject`, e.g. `residents.rights`.
        default: what holds where no place says anything.
        read: from the stored JSON; raises `ValueError` for what is no such value.
        write: to JSON.
    """

    name: str
    default: T
    read: Callable[[Any], T]
    write: Callable[[T], Any]


settings: dict[str, Setting[Any]] = {}


def setting(
    name: str, *, default: T, read: Callable[[Any], T], write: Callable[[T], Any] = lambda value: value
) -> Setting[T]:
    """Register a setting and give it back."""
    made = Setting(name, default, read, write)
    settings[name] = made
    return made


@dataclass(frozen=True)
class Held(Generic[T]):
    """What holds at a place: the value, and the place it was set for (None for the default)."""

    value: T
    row: PlaceSetting | None
    place_id: int | None


def held_at(wanted: Setting[T], path: str) -> Held[T]:
    """What holds at a path, in one query: the value of the nearest place on the way up that has one."""
    row = db.session.scalar(_nearest(select(PlaceSetting), wanted, path))
    if row is None:
        return Held(wanted.default, None, None)
    return Held(wanted.read(row.value), row, row.place_id)


def nearest(wanted: Setting[Any], path: str) -> ScalarSelect[Any]:
    """The stored value that holds at a path, NULL for the default: a column for a query about something else."""
    return _nearest(select(PlaceSetting.value), wanted, path).scalar_subquery()


def _nearest(query: Select[Any], wanted: Setting[Any], path: str) -> Select[Any]:
    place = aliased(Place)
    return (
        query.join(place, place.id == PlaceSetting.place_id)
        .where(PlaceSetting.name == wanted.name, place.id.in_(ids_of(path)))
        .order_by(func.length(place.path).desc())
        .limit(1)
    )


def value_at(wanted: Setting[T], path: str) -> T:
    """The value that holds at a path."""
    return held_at(wanted, path).value
