"""The ballots of one count, identical ones summed, so that 100,000 ballots cost no more than their differences."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: Candidates (by their place in `Profile.candidates`) that share a rank; usually one.
Rank = tuple[int, ...]
#: The ranks of one ballot, best first; skipped ranks are left out by whoever reads them.
Ranking = tuple[Rank, ...]
#: The points of one ballot: (candidate, points), each candidate at most once.
Points = tuple[tuple[int, int], ...]


class BadBallots(ValueError):
    """Ballots that cannot be counted by the method asked for."""


@dataclass(frozen=True)
class Profile:
    """Ranked ballots: the candidates' names and how many voters marked each ranking.

    A plain choice is a ranking of one; an approval ballot lists whom it approves, in any order. `invalid` counts
    ballots that were set aside before; blank ballots are those with an empty ranking.
    """

    candidates: tuple[str, ...]
    ballots: Mapping[Ranking, int]
    invalid: int = 0

    def __post_init__(self) -> None:
        _check_names(self.candidates)
        for ranking, count in self.ballots.items():
            _check_count(count)
            named = [candidate for rank in ranking for candidate in rank]
            _check_marks(named, len(self.candidates))

    @classmethod
    def of(cls, candidates: Iterable[str], rankings: Iterable[tuple[Ranking, int]], invalid: int = 0) -> "Profile":
        """Sum (ranking, count) pairs; empty ranks are dropped and the names of a shared rank sorted."""
        summed: Counter[Ranking] = Counter()
        for ranking, count in rankings:
            summed[tuple(tuple(sorted(rank)) if len(rank) > 1 else rank for rank in ranking if rank)] += count
        return cls(tuple(candidates), summed, invalid)

    @cached_property
    def cast(self) -> int:
        """All ballots, blank and invalid ones too."""
        return sum(self.ballots.values()) + self.invalid

    @property
    def blank(self) -> int:
        """Ballots that name nobody."""
        return self.ballots.get((), 0)

    @cached_property
    def approvals(self) -> dict[frozenset[int], int]:
        """Whom each ballot names, whatever the order, with how many ballots name just them; no blank ones."""
        summed: Counter[frozenset[int]] = Counter()
        for ranking, count in self.ballots.items():
            if ranking:
                summed[frozenset(candidate for rank in ranking for candidate in rank)] += count
        return summed


@dataclass(frozen=True)
class Scores:
    """Scored ballots: the candidates' names and how many voters gave just these points; points are whole, ≥ 0."""

    candidates: tuple[str, ...]
    ballots: Mapping[Points, int]
    invalid: int = 0
    #: the most points that one candidate can get; None where the ballots say
    most: int | None = field(default=None)

    def __post_init__(self) -> None:
        _check_names(self.candidates)
        for points, count in self.ballots.items():
            _check_count(count)
            _check_marks([candidate for candidate, _given in points], len(self.candidates))
            for _candidate, given in points:
                if isinstance(given, bool) or not isinstance(given, int) or given < 0:
                    raise BadBallots(f"points are whole numbers from 0, not {given!r}")
                if self.most is not None and given > self.most:
                    raise BadBallots(f"{given} points are more than the {self.most} allowed")

    @classmethod
    def of(
        cls, candidates: Iterable[str], ballots: Iterable[tuple[Points, int]], invalid: int = 0, most: int | None = None
    ) -> "Scores":
        """Sum (points, count) pairs."""
        summed: Counter[Points] = Counter()
        for points, count in ballots:
            summed[tuple(sorted(points))] += count
        return cls(tuple(candidates), summed, invalid, most)

    @cached_property
    def cast(self) -> int:
        """All ballots, blank and invalid ones too."""
        return sum(self.ballots.values()) + self.invalid

    @property
    def blank(self) -> int:
        """Ballots that give no points to anybody."""
        return self.ballots.get((), 0)


def _check_names(names: tuple[str, ...]) -> None:
    if not names:
        raise BadBallots("there is nobody and nothing to choose from")
    if len(set(names)) != len(names):
        raise BadBallots("two candidates have the same name")


def _check_count(count: int) -> None:
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise BadBallots(f"a ballot is counted a whole number of times, not {count!r}")


def _check_marks(named: list[int], candidates: int) -> None:
    if len(set(named)) != len(named):
        raise BadBallots("a ballot names somebody twice")
    if any(not 0 <= candidate < candidates for candidate in named):
        raise BadBallots("a ballot names somebody who is not a candidate")
