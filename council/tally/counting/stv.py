"""The single transferable vote as councils in Scotland are elected: Droop quota, weighted inclusive Gregory.

Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from council.tally.counting.transfers import Parcel, first_parcels, order_is_free, sorted_out
from council.tally.profile import BadBallots, Profile
from council.tally.result import About, Bases, Count, Line, Round, Tie
from council.tally.ties import Lot, highest, levels, lowest

#: How what one paper is worth is rounded at a transfer.
Rounding = Callable[[Fraction], Fraction]


def five_decimals(value: Fraction) -> Fraction:
    """Five decimals, the rest cut off (rule 48)."""
    return Fraction(int(value * 100_000), 100_000)


def unrounded(value: Fraction) -> Fraction:
    """The exact fraction."""
    return value


def scottish(profile: Profile, *, seats: int, rounding: Rounding = five_decimals, lot: Lot | None = None) -> Count:
    """Fill `seats`. Ties: who had more (fewer) votes in the latest earlier round, then the lot, else open.

    Args:
        rounding: `five_decimals` as the order says, or `unrounded` for exact fractions.
    """
    if seats < 1:
        raise BadBallots("at least one seat must be filled")
    first, unclear = first_parcels(profile)
    bases = Bases(profile.cast, profile.blank, profile.invalid + unclear)
    piles = {name: [first[at]] for at, name in enumerate(profile.candidates)}
    return _Election(profile.candidates, seats, rounding, lot, bases, piles).run()


@dataclass
class _Election:
    """The state of a count; each method is one rule of the order."""

    names: tuple[str, ...]
    seats: int
    rounding: Rounding
    lot: Lot | None
    bases: Bases
    piles: dict[str, list[Parcel]]
    winners: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # elected, with a surplus still to move
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def run(self) -> Count:
        self.quota = self.bases.valid // (self.seats + 1) + 1  # rule 46
        self.at = {name: place for place, name in enumerate(self.names)}
        self.votes = {name: pile[0].worth for name, pile in self.piles.items()}
        self.hopeful = list(self.names) if self.bases.valid else []
        self.lines.append(Line("how_stv", {"seats": self.seats, "valid": self.bases.valid, "quota": self.quota}))
        moved, excluded = "", False
        while True:
            self._note(self._elect(), moved, excluded)
            if not self.hopeful or len(self.winners) == self.seats:
                break
            excluded = not self.waiting
            moved = self._exclude() if excluded else self._surplus()
            if not moved:
                break  # a tie is open
        return Count(
            method="stv-scottish",
            seats=self.seats,
            bases=self.bases,
            winners=tuple(self.winners),
            rounds=tuple(self.rounds),
            ties=tuple(self.ties),
            quota=self.quota,
            lines=tuple(self.lines),
        )

    def _elect(self) -> list[str]:
        """Rules 47 and 51: who reaches the quota; everyone left once they are no more than the seats left."""
        everyone = len(self.hopeful) <= self.seats - len(self.winners)
        elected = [name for name in self.hopeful if everyone or self.votes[name] >= self.quota]
        elected.sort(key=lambda name: -self.votes[name])
        self.winners += elected
        self.hopeful = [name for name in self.hopeful if name not in elected]
        self.waiting += [name for name in elected if self.votes[name] > self.quota]
        return elected

    def _surplus(self) -> str:
        """Rules 48 and 49: the largest surplus moves, all papers of the elected at a reduced value."""
        name = self._pick(levels({name: self.votes[name] for name in self.waiting})[0], "surplus")
        if name:
            self.waiting.remove(name)
            total, surplus = self.votes[name], self.votes[name] - self.quota
            for parcel in self.piles.pop(name):
                self._move(parcel, self.rounding(surplus * parcel.value / total))
            self.votes[name] = Fraction(self.quota)
        return name

    def _exclude(self) -> str:
        """Rule 50: the candidate with the fewest votes goes out; the papers move at the value they have."""
        votes = {name: self.votes[name] for name in self.hopeful}
        ranked = levels(votes)
        if len(ranked[-1]) > 1 and order_is_free(ranked, votes, self.seats - len(self.winners)):
            name = ranked[-1][-1]
            self.ties.append(Tie(tuple(ranked[-1]), "exclusion", len(self.rounds), "any order", (name,)))
        else:
            name = self._pick(ranked[-1], "exclusion")
        if name:
            self.rounds[-1] = replace(self.rounds[-1], excluded=(name,))
            self.hopeful.remove(name)
            self.votes[name] = Fraction(0)
            for parcel in self.piles.pop(name):
                self._move(parcel, parcel.value)
        return name

    def _move(self, parcel: Parcel, value: Fraction) -> None:
        continuing = {self.at[name] for name in self.hopeful}
        for candidate, onward in sorted_out(parcel, value, continuing).items():
            name = self.names[candidate]
            self.piles[name].append(onward)
            self.votes[name] += onward.worth

    def _pick(self, level: list[str], about: About) -> str:
        """The one of a level whose turn it is; empty when their tie stays open."""
        if len(level) == 1:
            return level[0]
        history = [each.votes for each in self.rounds[:-1]]
        settle = highest if about == "surplus" else lowest
        tie = settle(level, about=about, at=len(self.rounds), history=history, lot=self.lot)
        self.ties.append(tie)
        return tie.chosen[0] if tie.chosen else ""

    def _note(self, elected: list[str], moved: str, excluded: bool) -> None:
        number = len(self.rounds) + 1
        lost = self.bases.valid - sum(self.votes.values())
        self.rounds.append(Round(number, dict(self.votes), tuple(elected), (), lost, moved=moved or None))
        if moved:
            self.lines.append(Line("stv_out" if excluded else "stv_surplus", {"round": number, "name": moved}))
        self.lines.append(Line("stv_votes", {"round": number, "votes": dict(self.votes), "lost": lost}))
        for name in elected:
            code = "stv_elected" if self.votes[name] >= self.quota else "stv_left"
            self.lines.append(Line(code, {"round": number, "name": name, "votes": self.votes[name]}))
