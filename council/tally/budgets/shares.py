"""The method of equal shares: everybody gets the same part of the budget and pays only for what they voted for.

D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021.
The utility of a project is its cost (times the points given, on a cumulative or ranked ballot), so that a voter is
served by the money spent in their favour. Whole numbers over one common denominator throughout: exact.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from heapq import heapify, heappop, heappush
from math import gcd, lcm
from typing import Literal

from council.tally.budgets.greedy import Spree
from council.tally.budgets.projects import BudgetVote, Paid, tells
from council.tally.result import Count, Line, SettledBy, Tie
from council.tally.ties import Lot

Completion = Literal["none", "greedy", "add-1"]


def equal_shares(
    vote: BudgetVote,
    *,
    completion: Completion = "greedy",
    lot: Lot | None = None,
    progress: Callable[[int], None] | None = None,
) -> Count:
    """Buy the project that costs its supporters least for what it is worth to them, until nobody can buy any more.

    Ties: more votes, then lower cost, then the lot, else open; an open tie ends the buying.

    Args:
        completion: what happens with money that is left: nothing; "greedy" spends it by votes; "add-1" gives every
            voter one unit more and starts again as long as the sum holds, then spends the rest by votes. The last
            can take long and belongs into a job; `progress` is called with the units added so far.
    """
    shop = _Shop(vote, lot)
    shop.buy()
    added = 0
    while completion == "add-1" and not shop.open_tie and not shop.has_all:
        richer = _Shop(vote, lot, added + 1)
        richer.buy()
        if richer.spent > vote.limit or richer.open_tie:
            break
        shop, added = richer, added + 1
        if progress is not None:
            progress(added)
    spree = Spree(vote, lot, shop.chosen)
    spree.ties, spree.steps = shop.ties, shop.lines
    if completion == "none" or shop.open_tie:
        spree.passed = {at: vote.barred(at) or "no_money" for at in range(len(vote.projects)) if at not in shop.chosen}
    else:
        if set(shop.chosen) != set(range(len(vote.projects))):
            spree.steps.append(Line("shares_rest", {"left": spree.left}))
        spree.spend(range(len(vote.projects)), stop=False)
    lines = tells(vote, "how_pb_equal_shares")
    lines.append(Line("share", {"each": shop.share, "voters": shop.voters}))
    paid = {
        vote.ids[at]: [{"voters": each.voters, "each": each.each} for each in groups]
        for at, groups in shop.paid.items()
    }
    return spree.count("pb-equal-shares", lines, added=added, share=shop.share, paid=paid)


@dataclass(frozen=True)
class _Offer:
    """What a project costs its supporters: `rate` in money for each unit of utility, as `price` over `shares`."""

    rate: Fraction
    price: int
    shares: int


class _Shop:
    """One round of buying. Balances are whole numbers over the common denominator `scale`."""

    def __init__(self, vote: BudgetVote, lot: Lot | None, added: int = 0) -> None:
        self.vote = vote
        self.lot = lot
        self.groups = [(points, count) for points, count in sorted(vote.ballots.items()) if points]
        self.voters = sum(vote.ballots.values())
        self.share = Fraction(vote.limit, self.voters) + added if self.voters else Fraction(0)
        self.scale = self.share.denominator
        self.balance = [self.share.numerator] * len(self.groups)
        self.backers: list[list[tuple[int, int, int]]] = [[] for _project in vote.projects]
        for group, (points, count) in enumerate(self.groups):
            for project, given in points:
                self.backers[project].append((group, given * vote.projects[project].cost, count))
        self.chosen: list[int] = []
        self.paid: dict[int, list[Paid]] = {}
        self.ties: list[Tie] = []
        self.lines: list[Line] = []
        self.open_tie = False

    @property
    def spent(self) -> int:
        """What the chosen projects cost together."""
        return sum(self.vote.projects[at].cost for at in self.chosen)

    @property
    def has_all(self) -> bool:
        """Whether nothing is left that could be bought."""
        taken = {self.vote.projects[at].group for at in self.chosen} - {""}
        return all(
            at in self.chosen or self.vote.barred(at) or project.group in taken
            for at, project in enumerate(self.vote.projects)
        )

    def buy(self) -> None:
        """Buy until nothing can be paid for. Balances only shrink, so an old rate is a lower bound of the new one."""
        waiting = [(Fraction(0), at) for at in range(len(self.vote.projects)) if self.vote.barred(at) is None]
        heapify(waiting)
        while waiting:
            best, offers = self._best(waiting)
            if best is None:
                break
            chosen = self._settle([at for at in offers if offers[at].rate == best])
            if chosen is None:
                break
            for at, offer in offers.items():
                if at != chosen:
                    heappush(waiting, (offer.rate, at))
            self._take(chosen, offers[chosen])
            group = self.vote.projects[chosen].group
            if group:
                waiting = [each for each in waiting if self.vote.projects[each[1]].group != group]
                heapify(waiting)

    def _best(self, waiting: list[tuple[Fraction, int]]) -> tuple[Fraction | None, dict[int, _Offer]]:
        """The lowest rate, and every offer looked at for it; projects that cannot be paid for any more are dropped."""
        best: Fraction | None = None
        offers: dict[int, _Offer] = {}
        while waiting and (best is None or waiting[0][0] <= best):
            _bound, at = heappop(waiting)
            offer = self._offer(at)
            if offer is not None:
                offers[at] = offer
                best = offer.rate if best is None else min(best, offer.rate)
        return best, offers

    def _offer(self, project: int) -> _Offer | None:
        """The rate at which the supporters can just pay: who is too poor for it pays all they have."""
        backers = self.backers[project]
        common = reduce(lcm, (utility for _group, utility, _count in backers), 1)
        poorest_first = sorted(backers, key=lambda each: self.balance[each[0]] * (common // each[1]))
        price = self.vote.projects[project].cost * self.scale
        shares = sum(utility * count for _group, utility, count in backers)
        for group, utility, count in poorest_first:
            if price * utility <= self.balance[group] * shares:
                return _Offer(Fraction(price, shares * self.scale), price, shares)
            price -= self.balance[group] * count
            shares -= utility * count
        return None

    def _take(self, project: int, offer: _Offer) -> None:
        backers = self.backers[project]
        rate = Fraction(offer.price, offer.shares)
        even = reduce(gcd, (utility for _group, utility, _count in backers))
        grow = rate.denominator // gcd(rate.denominator, even)
        self.scale *= grow
        self.balance = [balance * grow for balance in self.balance]
        paid: dict[int, int] = {}
        for group, utility, count in backers:
            each = min(self.balance[group], rate.numerator * utility * grow // rate.denominator)
            self.balance[group] -= each
            paid[each] = paid.get(each, 0) + count
        self.chosen.append(project)
        self.paid[project] = [Paid(paid[each], Fraction(each, self.scale)) for each in sorted(paid, reverse=True)]
        values = {"name": self.vote.ids[project], "cost": self.vote.projects[project].cost}
        most = self.paid[project][0]
        self.lines.append(Line("shares_taken", {**values, "voters": sum(paid.values()), "most": most.each}))

    def _settle(self, level: list[int]) -> int | None:
        """Which of the projects with one rate is bought first; None when their tie stays open."""
        if len(level) == 1:
            return level[0]
        vote, by, left = self.vote, None, level
        steps: tuple[tuple[SettledBy, Callable[[int], int]], ...] = (
            ("more votes", lambda at: -vote.votes[at]),
            ("lower cost", lambda at: vote.projects[at].cost),
        )
        for name, key in steps:
            edge = min(key(at) for at in left)
            left = [at for at in left if key(at) == edge]
            if len(left) == 1:
                by = name
                break
        names = [vote.ids[at] for at in left]
        if by is None and self.lot is not None and (first := self.lot.best(names)):
            by, left = "lot", [vote.ids.index(first)]
        chosen = left[0] if by else None
        tied = tuple(vote.ids[at] for at in level)
        went = () if chosen is None else (vote.ids[chosen],)
        self.ties.append(Tie(tied, "project", len(self.chosen) + 1, by, went))
        self.open_tie = chosen is None
        return chosen
