"""Meek's method: each elected candidate keeps just the share of every paper that the quota needs.

After B. L. Meek (1969) and the reference rule of the Proportional Representation Foundation: nine decimals, what is
kept is rounded up, the count goes on until the surplus is below one millionth of a vote. Whole numbers of
billionths of a vote throughout, so the same papers give the same result on every machine.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from council.tally.counting.transfers import next_rank, order_is_free
from council.tally.profile import BadBallots, Profile, Ranking
from council.tally.result import Bases, Count, Line, Round, Tie
from council.tally.ties import Lot, levels, lowest

UNIT = 10**9
OMEGA = UNIT // 10**6


def meek(profile: Profile, *, seats: int, lot: Lot | None = None) -> Count:
    """Fill `seats`. Ties for going out: who had fewer votes in the latest earlier round, then the lot, else open."""
    if seats < 1:
        raise BadBallots("at least one seat must be filled")
    unclear = sum(count for ranking, count in profile.ballots.items() if ranking and len(ranking[0]) > 1)
    bases = Bases(profile.cast, profile.blank, profile.invalid + unclear)
    papers = _usable(profile)
    return _Election(profile.candidates, seats, lot, bases, papers).run()


def _usable(profile: Profile) -> dict[tuple[int, ...], int]:
    """The papers as far as they can be followed: up to the first rank shared by several."""
    papers: dict[tuple[int, ...], int] = {}
    everyone = range(len(profile.candidates))
    for ranking, count in profile.ballots.items():
        clear = _clear(ranking, everyone)
        if clear:
            papers[clear] = papers.get(clear, 0) + count
    return papers


def _clear(ranking: Ranking, everyone: range) -> tuple[int, ...]:
    clear: list[int] = []
    at = next_rank(ranking, 0, everyone)
    while at is not None:
        clear.append(ranking[at][0])
        at = next_rank(ranking, at + 1, everyone)
    return tuple(clear)


@dataclass
class _Election:
    """The state of a count; votes, quota and surplus in billionths of a vote, `keep` in billionths of a paper."""

    names: tuple[str, ...]
    seats: int
    lot: Lot | None
    bases: Bases
    papers: dict[tuple[int, ...], int]
    winners: list[str] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def run(self) -> Count:
        self.hopeful = list(range(len(self.names))) if self.papers else []
        self.keep = [UNIT if at in self.hopeful else 0 for at in range(len(self.names))]
        excluded = ""
        while True:
            elected = self._settle()
            if len(self.hopeful) <= self.seats - len(self.winners):
                elected += self._take(list(self.hopeful))
            self._note(elected, excluded)
            excluded = ""
            if not self.hopeful or len(self.winners) == self.seats:
                break
            if not elected:
                excluded = self._exclude()
                if not excluded:
                    break  # a tie is open
        return self._count()

    def _count(self) -> Count:
        lines = [Line("how_meek", {"seats": self.seats, "valid": self.bases.valid})]
        for each in self.rounds:
            lines.append(Line("meek_votes", {"round": each.number, "votes": each.votes, "quota": each.quota}))
            lines += [Line("meek_elected", {"round": each.number, "name": name}) for name in each.elected]
            lines += [Line("meek_out", {"round": each.number, "name": name}) for name in each.excluded]
        quota = self.rounds[-1].quota if self.rounds else None
        return Count(
            method="stv-meek",
            seats=self.seats,
            bases=self.bases,
            winners=tuple(self.winners),
            rounds=tuple(self.rounds),
            ties=tuple(self.ties),
            quota=quota,
            lines=tuple(lines),
        )

    def _settle(self) -> list[str]:
        """Share out the papers again and again until the elected keep just a quota, or somebody new is elected."""
        before = None
        while True:
            self.votes = self._shared_out()
            self.quota = sum(self.votes) // (self.seats + 1) + 1
            reached = [at for at in self.hopeful if self.votes[at] >= self.quota]  # never more than there are seats
            if reached:
                return self._take(reached)
            in_office = [at for at, name in enumerate(self.names) if name in self.winners]
            self.surplus = sum(max(0, self.votes[at] - self.quota) for at in in_office)
            if self.surplus < OMEGA or (before is not None and self.surplus >= before):
                return []
            before = self.surplus
            for at in in_office:
                self.keep[at] = -(-self.keep[at] * self.quota // self.votes[at])

    def _take(self, reached: list[int]) -> list[str]:
        elected = sorted(reached, key=lambda at: -self.votes[at])
        self.hopeful = [at for at in self.hopeful if at not in reached]
        names = [self.names[at] for at in elected]
        self.winners += names
        return names

    def _shared_out(self) -> list[int]:
        """The votes of each candidate, in billionths: each takes its share of a paper, the rest goes on."""
        votes = [0] * len(self.names)
        keep = self.keep
        for paper, count in self.papers.items():
            left = UNIT
            for at in paper:
                share = keep[at]
                if share == UNIT:
                    votes[at] += left * count
                    break
                if share:
                    kept = -(-left * share // UNIT)
                    votes[at] += kept * count
                    left -= kept
                    if not left:
                        break
        return votes

    def _exclude(self) -> str:
        """The lowest goes out; empty when their tie stays open."""
        chosen = self._lowest()
        if chosen:
            self.rounds[-1] = replace(self.rounds[-1], excluded=(chosen,))
            at = self.names.index(chosen)
            self.hopeful.remove(at)
            self.keep[at] = 0
        return chosen

    def _lowest(self) -> str:
        """Who has the fewest votes; those within the surplus of the lowest might still change places and are tied."""
        votes = {self.names[at]: self.votes[at] for at in self.hopeful}
        reach = min(votes.values()) + self.surplus
        close = [name for name, count in votes.items() if count <= reach]
        others = levels({name: count for name, count in votes.items() if name not in close})
        number = len(self.rounds)
        if len(close) == 1:
            return close[0]
        if order_is_free([*others, close], votes, self.seats - len(self.winners)):
            self.ties.append(Tie(tuple(close), "exclusion", number, "any order", (close[-1],)))
            return close[-1]
        history = [each.votes for each in self.rounds[:-1]]
        tie = lowest(close, about="exclusion", at=number, history=history, lot=self.lot)
        self.ties.append(tie)
        return tie.chosen[0] if tie.chosen else ""

    def _note(self, elected: list[str], excluded: str) -> None:
        votes = {name: Fraction(self.votes[at], UNIT) for at, name in enumerate(self.names)} if self.papers else {}
        lost = self.bases.valid - sum(votes.values(), Fraction(0))
        quota = Fraction(self.quota, UNIT) if self.papers else None
        number = len(self.rounds) + 1
        self.rounds.append(Round(number, votes, tuple(elected), (), lost, quota, excluded or None))
