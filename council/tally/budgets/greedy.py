"""Greedy by votes: the project with the most votes first, as long as the money lasts.

`skip` passes over a project that does not fit and goes on; `stop` ends at the first that does not fit. Which of the
two holds is said before the vote opens, since it can change what is built (scenario S6).
"""

from collections.abc import Collection

from council.tally.budgets.projects import BudgetVote, Why, tells
from council.tally.result import Count, Line, Round, Tie
from council.tally.ties import Lot


def greedy(vote: BudgetVote, *, stop: bool = False, lot: Lot | None = None) -> Count:
    """Choose projects by votes. A tie matters only when not all of the tied can be had."""
    spree = Spree(vote, lot)
    spree.spend(range(len(vote.projects)), stop=stop)
    method = "pb-greedy-stop" if stop else "pb-greedy-skip"
    return spree.count(method, tells(vote, f"how_{method.replace('-', '_')}"))


class Spree:
    """Money being spent: what is chosen so far, what is left, and why the others were not taken."""

    def __init__(self, vote: BudgetVote, lot: Lot | None, chosen: Collection[int] = ()) -> None:
        self.vote = vote
        self.lot = lot
        self.chosen = list(chosen)
        self.left = vote.limit - sum(vote.projects[at].cost for at in chosen)
        self.passed: dict[int, Why] = {}
        self.ties: list[Tie] = []
        self.steps: list[Line] = []
        self.rounds: list[Round] = []

    def spend(self, candidates: Collection[int], *, stop: bool) -> None:
        """Take projects by votes until the money, or the patience of `stop`, is at an end."""
        votes = self.vote.votes
        for total in sorted({votes[at] for at in candidates}, reverse=True):
            level = [at for at in candidates if votes[at] == total and at not in self.chosen]
            if not self._spend_on(level, stop):
                break
        for at in candidates:
            if at not in self.chosen and at not in self.passed:
                self.passed[at] = self.vote.barred(at) or ("tie" if self._open() else "stopped")

    def _spend_on(self, level: list[int], stop: bool) -> bool:
        """Take what can be had of the projects with equal votes; false where the spending ends."""
        order = self._order(level, stop)
        if order is None:
            return False
        for at in order:
            self._try(at)
            if stop and self.passed.get(at) == "no_money":
                return False
        return True

    def _order(self, level: list[int], stop: bool) -> list[int] | None:
        """In which order projects with equal votes are tried; None when it matters and no lot says it."""
        open_to = ("no_money", None) if stop else (None,)
        wanted = [at for at in level if self._obstacle(at) in open_to]
        rest = [at for at in level if at not in wanted]
        groups = [self.vote.projects[at].group for at in wanted if self.vote.projects[at].group]
        together = sum(self.vote.projects[at].cost for at in wanted) <= self.left and len(groups) == len(set(groups))
        if len(wanted) < 2 or together:
            return [*wanted, *rest]
        names = [self.vote.ids[at] for at in wanted]
        drawn = self.lot.ordered(names) if self.lot and set(names) <= set(self.lot.order) else []
        number = len(self.rounds) + 1
        self.ties.append(Tie(tuple(names), "project", number, "lot" if drawn else None, tuple(drawn)))
        return [*(self.vote.ids.index(name) for name in drawn), *rest] if drawn else None

    def _open(self) -> bool:
        return any(tie.unresolved for tie in self.ties)

    def _obstacle(self, at: int) -> Why | None:
        project = self.vote.projects[at]
        if why := self.vote.barred(at):
            return why
        if project.group and any(self.vote.projects[other].group == project.group for other in self.chosen):
            return "group"
        return "no_money" if project.cost > self.left else None

    def _try(self, at: int) -> None:
        why = self._obstacle(at)
        project = self.vote.projects[at]
        values = {"name": project.id, "cost": project.cost, "votes": self.vote.votes[at]}
        if why is not None:
            self.passed[at] = why
            self.steps.append(Line(f"passed_{why}", {**values, "left": self.left, "reason": project.excluded}))
            return
        self.chosen.append(at)
        self.left -= project.cost
        self.rounds.append(Round(len(self.rounds) + 1, {project.id: self.vote.votes[at]}, (project.id,)))
        self.steps.append(Line("taken", {**values, "left": self.left}))

    def count(self, method: str, lines: list[Line], **figures: object) -> Count:
        """The result so far."""
        ids = self.vote.ids
        last = Line("spent", {"spent": self.vote.limit - self.left, "left": self.left})
        return Count(
            method=method,
            seats=len(self.chosen),
            bases=self.vote.bases,
            winners=tuple(ids[at] for at in self.chosen),
            rounds=tuple(self.rounds),
            ties=tuple(self.ties),
            lines=(*lines, *self.steps, last),
            figures={
                "budget": self.vote.limit,
                "spent": self.vote.limit - self.left,
                "left": self.left,
                "votes": dict(zip(ids, self.vote.votes, strict=True)),
                "passed": {ids[at]: why for at, why in self.passed.items()},
                **figures,
            },
        )
