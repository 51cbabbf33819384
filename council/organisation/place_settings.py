"""The registry of settings: each has a name, a type, a default; a room registers its own in its `place_settings.py`.

A value set for a place holds for all that lies below it, unless a place further down sets its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select

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
    query = (
        select(PlaceSetting)
        .join(Place, Place.id == PlaceSetting.place_id)
        .where(PlaceSetting.name == wanted.name, Place.id.in_(ids_of(path)))
        .order_by(func.length(Place.path).desc())
        .limit(1)
    )
    row = db.session.scalar(query)
    if row is None:
        return Held(wanted.default, None, None)
    return Held(wanted.read(row.value), row, row.place_id)


def value_at(wanted: Setting[T], path: str) -> T:
    """The value that holds at a path."""
    return held_at(wanted, path).value
