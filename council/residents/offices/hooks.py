"""Where appointments come from, as higher rooms know it: this room knows no poll and no resolution.

A higher room registers a source for its kind of origin: how a typed number finds one, and how several are named.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from council.organisation.models import Place


@dataclass(frozen=True)
class Named:
    """An origin as a page shows it: its number, and its address."""

    number: str
    url: str


@dataclass(frozen=True)
class Source:
    """One kind of origin. `find(number, place)` gives the id, None if there is none that concerns the place;
    `name(ids)` names several at once, with one query."""

    find: Callable[[str, Place], int | None]
    name: Callable[[Collection[int]], Mapping[int, Named]]


#: kind of origin → its source.
sources: dict[str, Source] = {}


def named(origins: Collection[tuple[str, int]]) -> dict[tuple[str, int], Named]:
    """The origins that a room knows, named, with one query for each kind."""
    found: dict[tuple[str, int], Named] = {}
    for kind, source in sources.items():
        ids = {key for of, key in origins if of == kind}
        if ids:
            found.update({(kind, key): name for key, name in source.name(ids).items()})
    return found


def origin_of(number: str, place: Place) -> tuple[str, int] | None:
    """The kind and id of the origin with this number, if a room knows one that concerns the place."""
    for kind, source in sources.items():
        if (found := source.find(number, place)) is not None:
            return kind, found
    return None
