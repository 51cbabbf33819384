"""What a budget vote is about: the sum, the projects and their costs, and ballots that approve, rank or give points."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from council.tally.profile import BadBallots, Points, Profile, Scores
from council.tally.result import Bases, Line

Kind = Literal["approval", "ordinal", "cumulative"]
Why = Literal["excluded", "too_few", "group", "no_money", "stopped", "tie", "nobody"]


@dataclass(frozen=True)
class Project:
    """One project. `cost` in whole units of money (yuan, or fen where there are fen), above 0.

    Of the projects of one `group` at most one is chosen. `excluded` is the reason why it is not counted, for example
    that it is paid for already.
    """

    id: str
    cost: int
    name: str = ""
    group: str = ""
    excluded: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.cost, bool) or not isinstance(self.cost, int) or self.cost < 1:
            raise BadBallots(f"{self.id} costs {self.cost!r}; a cost is a whole number above 0")


@dataclass(frozen=True)
class BudgetVote:
    """The sum to spend, the projects, and how many voters gave just these points (1 each for an approval).

    `least` is the smallest support (in votes) that a project needs to be counted.
    """

    limit: int
    projects: tuple[Project, ...]
    ballots: Mapping[Points, int]
    kind: Kind = "approval"
    invalid: int = 0
    least: int = 0

    def __post_init__(self) -> None:
        if isinstance(self.limit, bool) or not isinstance(self.limit, int) or self.limit < 0:
            raise BadBallots(f"the budget is a whole number from 0, not {self.limit!r}")
        Scores(self.ids, self.ballots)  # checks names, counts and points

    @classmethod
    def approving(
        cls, limit: int, projects: tuple[Project, ...], profile: Profile, *, at_most: int | None = None, least: int = 0
    ) -> "BudgetVote":
        """Approval ballots; one that names more than `at_most` projects is invalid."""
        over = sum(count for named, count in profile.approvals.items() if at_most and len(named) > at_most)
        ballots: dict[Points, int] = {
            tuple((candidate, 1) for candidate in sorted(named)): count
            for named, count in profile.approvals.items()
            if not (at_most and len(named) > at_most)
        }
        if profile.blank:
            ballots[()] = profile.blank
        return cls(limit, projects, ballots, "approval", profile.invalid + over, least)

    @classmethod
    def ranking(cls, limit: int, projects: tuple[Project, ...], profile: Profile, *, least: int = 0) -> "BudgetVote":
        """Ranked ballots, read as Borda points: of n projects the first gets n, the next n - 1; unranked get none.

        Projects that share a rank get the points of its last place.
        """
        size = len(projects)
        summed: dict[Points, int] = {}
        for ranking, count in profile.ballots.items():
            points: list[tuple[int, int]] = []
            for rank in ranking:
                points += [(candidate, size - len(points) - len(rank) + 1) for candidate in rank]
            key = tuple(sorted(points))
            summed[key] = summed.get(key, 0) + count
        return cls(limit, projects, summed, "ordinal", profile.invalid, least)

    @classmethod
    def giving_points(
        cls, limit: int, projects: tuple[Project, ...], scores: Scores, *, in_all: int | None = None, least: int = 0
    ) -> "BudgetVote":
        """Cumulative ballots; one that gives more than `in_all` points together is invalid. Zeros say nothing."""
        ballots: dict[Points, int] = {}
        over = 0
        for points, count in scores.ballots.items():
            if in_all is not None and sum(given for _project, given in points) > in_all:
                over += count
                continue
            key = tuple((project, given) for project, given in points if given)
            ballots[key] = ballots.get(key, 0) + count
        return cls(limit, projects, ballots, "cumulative", scores.invalid + over, least)

    @property
    def ids(self) -> tuple[str, ...]:
        """The projects' ids in their order."""
        return tuple(project.id for project in self.projects)

    @property
    def bases(self) -> Bases:
        """Cast, blank and invalid ballots."""
        return Bases(sum(self.ballots.values()) + self.invalid, self.ballots.get((), 0), self.invalid)

    @cached_property
    def support(self) -> list[int]:
        """How many voters support each project at all."""
        return self._sums(lambda _given: 1)

    @cached_property
    def votes(self) -> list[int]:
        """The votes (approvals or points) of each project."""
        return self._sums(lambda given: given)

    def _sums(self, worth: Callable[[int], int]) -> list[int]:
        sums = [0] * len(self.projects)
        for points, count in self.ballots.items():
            for project, given in points:
                sums[project] += worth(given) * count
        return sums

    def barred(self, project: int) -> Why | None:
        """Why a project is not counted at all; None if it is."""
        if self.projects[project].excluded:
            return "excluded"
        if not self.votes[project]:
            return "nobody"
        return "too_few" if self.support[project] < self.least else None


@dataclass(frozen=True)
class Paid:
    """What some voters paid towards a project: `voters` heads, `each` in units of money, exact."""

    voters: int
    each: Fraction


def tells(vote: BudgetVote, code: str) -> list[Line]:
    """The first lines of an explanation: the method, the sum, each project with its votes."""
    order = sorted(range(len(vote.projects)), key=lambda at: -vote.votes[at])
    lines = [Line(code, {"limit": vote.limit})]
    for at in order:
        project = vote.projects[at]
        lines.append(Line("project", {"name": project.id, "votes": vote.votes[at], "cost": project.cost}))
    return lines
