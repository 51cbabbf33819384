"""The teams: every grid has its grid team; the vanguard service teams are still being formed in some."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from council.demo.cast.people import population
from council.demo.cast.places import GRIDS, grid_code
from council.demo.cast.text import Text

#: Grids that have no vanguard service team yet, and those without a grid team.
WITHOUT_VANGUARD = frozenset({8, 15, 21, 28, 34, 36})
WITHOUT_TEAM = frozenset({28, 36})
#: How many people are in a team.
SIZE = 3


@dataclass(frozen=True)
class Team:
    """A team of a place and its people's keys, the leader first."""

    kind: Literal["vanguard", "grid", "patrol"]
    place_code: str
    name: Text
    people: tuple[str, ...]


@cache
def teams() -> tuple[Team, ...]:
    """Every team of the demo, the same on every machine."""
    return tuple(_teams())


def _teams() -> Iterator[Team]:
    for number, name in GRIDS.items():
        code = grid_code(number)
        adults = [person.key for person in population().adults_in(code) if person.age < 80]
        if number not in WITHOUT_VANGUARD:
            title = Text(f"{name.zh}先锋服务队", f"{name.en} vanguard team")
            yield Team("vanguard", code, title, tuple(adults[:SIZE]))
        if number not in WITHOUT_TEAM:
            title = Text(f"{name.zh}网格队", f"{name.en} grid team")
            yield Team("grid", code, title, tuple(adults[-SIZE:]))
    people = tuple(person.key for person in population().adults_in("GY-B03")[:4])
    yield Team("patrol", "GY", Text("桂雨里夜间巡防队", "Guiyuli night patrol"), people)
