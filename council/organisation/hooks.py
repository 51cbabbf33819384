"""What higher rooms say about places; they register here when they are imported (in their `tree.py`)."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from council.base.db import db
from council.organisation.models import Place

Count = Callable[[str], int]


@dataclass(frozen=True)
class Belonging:
    """A kind of thing that lies in places: how many are in use at or below a path, and how many there ever were.

    What is in use keeps a place from being closed. What there ever was keeps it from changing its estate: issues,
    journals and numbers of an estate speak of it. `words` says a number of them: “3 open issues”.
    """

    now: Count
    ever: Count
    words: Callable[[int], str]


#: In the order in which a page names them.
belongings: list[Belonging] = []

#: kind (`vanguard`, `grid`, `charter`, `compact`) → the ids of the places that have it now. With one or two queries.
completions: dict[str, Callable[[], frozenset[int]]] = {}
#: The four of “1+1+1+1”, in their order.
FOUR = ("vanguard", "grid", "charter", "compact")


def belongs(*, now: Count, ever: Count, words: Callable[[int], str]) -> None:
    """A room says what of it lies in places."""
    belongings.append(Belonging(now, ever, words))


def completes(kind: str, query: Callable[[], frozenset[int]]) -> None:
    """A room says which places have one of the four: a charter in force, a team at work.

    What an estate has counts for its grids. Until a room registers a kind, every place lacks it.
    """
    completions[kind] = query


def complete_places() -> dict[str, frozenset[int]]:
    """The four of “1+1+1+1” → the ids of the places that have it now."""
    return {kind: completions[kind]() if kind in completions else frozenset() for kind in FOUR}


def going_along(path: str) -> list[str]:
    """What is in use at or below a path, in words: it goes along when the place moves."""
    return [each.words(count) for each in belongings if (count := each.now(path))]


def in_the_way(place: Place) -> list[str]:
    """What keeps a place from being closed, in words: places below that are open, people, open issues …"""
    below = db.select(db.func.count()).where(
        Place.path.startswith(place.path), Place.id != place.id, Place.closed_on.is_(None)
    )
    count = db.session.scalar(below.select_from(Place)) or 0
    places = [ngettext("1 place below it is open", "%(num)d places below it are open", count)] if count else []
    return [*places, *going_along(place.path)]


def bound_to_estate(path: str) -> list[str]:
    """What binds a place to its estate, in words: anything that was ever there."""
    return [each.words(count) for each in belongings if (count := each.ever(path))]


def listed(things: list[str]) -> str:
    """Things in one sentence."""
    return _(", ").join(things)
