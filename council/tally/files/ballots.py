"""What a file of ballots holds before a method reads it: names, marks, and where each ballot stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from council.tally.budgets.projects import Kind, Project
from council.tally.profile import Points, Profile, Ranking, Scores
from council.tally.sources import BadInput

Wants = Literal["ranking", "scores", "answers", "budget"]

MOST_COUNT = 10**9


@dataclass
class Names:
    """Candidates in the order in which they are first named; `closed` when the file lists them beforehand."""

    known: dict[str, int] = field(default_factory=dict)
    closed: bool = False

    @classmethod
    def listed(cls, names: Sequence[str]) -> "Names":
        """Names that the file lists; nobody else may be named."""
        return cls({name: at for at, name in enumerate(names)}, closed=True)

    def place(self, name: str) -> int | None:
        """The place of a name, a new one where the list is open; None for a stranger."""
        if name not in self.known and not self.closed:
            self.known[name] = len(self.known)
        return self.known.get(name)

    @property
    def all(self) -> tuple[str, ...]:
        """The names in their order."""
        return tuple(self.known)


@dataclass(frozen=True)
class Answered:
    """One line of a consent round."""

    answer: str
    reason: str
    count: int


@dataclass
class BallotFile:
    """The content of a file. Rankings, points or answers, as the file (or the method that asked) has them."""

    names: Names
    rankings: list[tuple[Ranking, int]] = field(default_factory=list)
    points: list[tuple[Points, int]] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)
    seats: int | None = None
    #: ranks are categories: only the first of them approves
    categories: bool = False
    limit: int | None = None
    projects: tuple[Project, ...] = ()
    kind: Kind = "approval"
    least: int = 0
    at_most: int | None = None
    in_all: int | None = None

    def profile(self) -> Profile:
        """The rankings, summed."""
        return Profile.of(self.names.all, self.rankings)

    def approving(self) -> Profile:
        """The rankings read as approvals: everybody named, or where ranks are categories those of the first."""
        if not self.categories:
            return self.profile()
        return Profile.of(self.names.all, ((ranking[:1], count) for ranking, count in self.rankings))

    def scores(self) -> Scores:
        """The points, summed."""
        return Scores.of(self.names.all, self.points)


def count_of(file: str, line: int, text: str) -> int:
    """How many ballots a line stands for. Raises `BadInput` unless it is a whole number above 0."""
    cleaned = text.strip()
    if (
        not (cleaned.isascii() and cleaned.isdigit())
        or not 0 < len(cleaned) <= 10
        or not 0 < int(cleaned) <= MOST_COUNT
    ):
        raise BadInput(file, line, f"{text.strip()!r:.40} is not a number of ballots (a whole number above 0)")
    return int(cleaned)


def ranking_of(file: str, line: int, cells: Sequence[Sequence[str]], names: Names) -> Ranking:
    """The ranking of cells with names, each cell one rank. Raises `BadInput`: unknown, or named twice."""
    seen: set[int] = set()
    ranks = []
    for cell in cells:
        rank = []
        for name in cell:
            place = known(file, line, name, names)
            if place in seen:
                raise BadInput(file, line, f"{name!r:.40} stands on this ballot twice")
            seen.add(place)
            rank.append(place)
        ranks.append(tuple(rank))
    return tuple(rank for rank in ranks if rank)


def known(file: str, line: int, name: str, names: Names) -> int:
    """The place of a name. Raises `BadInput` for a stranger."""
    place = names.place(name)
    if place is None:
        raise BadInput(file, line, f"{name!r:.40} is not one of the candidates")
    return place


def points_of(file: str, line: int, pairs: Sequence[tuple[str, str]], names: Names) -> Points:
    """The points of (name, number) pairs. Raises `BadInput`: unknown, named twice, or not a whole number from 0."""
    points: dict[int, int] = {}
    for name, number in pairs:
        place = known(file, line, name, names)
        if place in points:
            raise BadInput(file, line, f"{name!r:.40} stands on this ballot twice")
        if not (number.isascii() and number.isdigit()) or len(number) > 9:
            raise BadInput(file, line, f"{number!r:.40} is not a whole number of points from 0")
        points[place] = int(number)
    return tuple(sorted(points.items()))
