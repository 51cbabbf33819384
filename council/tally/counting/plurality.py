"""One mark a ballot, or up to k: plurality and approval, with a floor that winners must reach and a run-off."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from council.tally.profile import BadBallots, Profile
from council.tally.result import Bases, Count, Line, Round, Tie
from council.tally.ties import Lot, fill, levels


@dataclass(frozen=True)
class Floor:
    """What a winner must reach besides being ahead: a share of all valid ballots, or of all cast ones.

    "More than half of those who took part" counts blank and invalid ballots in: they took part.
    """

    fraction: Fraction
    strict: bool = True
    of_cast: bool = False

    def reached(self, votes: int, bases: Bases) -> bool:
        """Whether so many votes are enough, exactly."""
        share = self.fraction * (bases.cast if self.of_cast else bases.valid)
        return votes > share if self.strict else votes >= share


HALF = Floor(Fraction(1, 2))


def plurality(
    profile: Profile,
    *,
    seats: int = 1,
    floor: Floor | None = None,
    nobody: Collection[str] = (),
    lot: Lot | None = None,
) -> Count:
    """The most first marks win. A ballot that marks several in its first rank is over-voted and invalid.

    Args:
        floor: what a winner must reach; seats that stay empty for it go to a run-off.
        nobody: options such as "none of these", which collect votes and are never elected.
    """
    votes = dict.fromkeys(profile.candidates, 0)
    over = 0
    for ranking, count in profile.ballots.items():
        if not ranking:
            continue
        if len(ranking[0]) > 1:
            over += count
        else:
            votes[profile.candidates[ranking[0][0]]] += count
    bases = Bases(profile.cast, profile.blank, profile.invalid + over)
    return _most("plurality", votes, bases, seats, floor, nobody, lot)


def approval(
    profile: Profile,
    *,
    seats: int = 1,
    at_most: int | None = None,
    floor: Floor | None = None,
    nobody: Collection[str] = (),
    lot: Lot | None = None,
) -> Count:
    """Whoever is named on the most ballots wins; the order on the ballot does not matter.

    Args:
        at_most: how many a ballot may name; one that names more is over-voted and invalid. None sets no limit.
    """
    votes = dict.fromkeys(profile.candidates, 0)
    over = 0
    for named, count in profile.approvals.items():
        if at_most is not None and len(named) > at_most:
            over += count
            continue
        for candidate in named:
            votes[profile.candidates[candidate]] += count
    bases = Bases(profile.cast, profile.blank, profile.invalid + over)
    return _most("approval", votes, bases, seats, floor, nobody, lot)


def _most(
    method: str,
    votes: dict[str, int],
    bases: Bases,
    seats: int,
    floor: Floor | None,
    nobody: Collection[str],
    lot: Lot | None,
) -> Count:
    if seats < 1:
        raise BadBallots("at least one seat must be filled")
    standing = {name: count for name, count in votes.items() if name not in nobody and count}
    enough = {name: count for name, count in standing.items() if floor is None or floor.reached(count, bases)}
    winners, ties = fill(levels(enough), seats, at=1, lot=lot)
    runoff = _runoff(standing, winners, ties, seats) if floor else ()
    return Count(
        method=method,
        seats=seats,
        bases=bases,
        winners=tuple(winners),
        rounds=(Round(1, votes, tuple(winners)),),
        ties=ties,
        runoff=runoff,
        lines=_lines(method, votes, bases, winners, floor, runoff),
    )


def _runoff(standing: dict[str, int], winners: list[str], ties: tuple[Tie, ...], seats: int) -> tuple[str, ...]:
    """One more than the seats still free, by votes; those level with the last of them stand too."""
    free = seats - len(winners)
    if not free or ties:
        return ()
    left = {name: count for name, count in standing.items() if name not in winners}
    chosen: list[str] = []
    for group in levels(left):
        if len(chosen) > free:
            break
        chosen += group
    return tuple(chosen) if len(chosen) > free else ()


def _lines(
    method: str, votes: dict[str, int], bases: Bases, winners: list[str], floor: Floor | None, runoff: tuple[str, ...]
) -> tuple[Line, ...]:
    counted = [Line("votes", {"name": name, "votes": count}) for name, count in _ranked(votes)]
    asked = []
    if floor:
        base = bases.cast if floor.of_cast else bases.valid
        values = {"share": str(floor.fraction), "base": base, "votes": floor.fraction * base}
        asked = [Line("floor_over" if floor.strict else "floor_from", values)]
    again = [Line("runoff", {"names": runoff})] if runoff else []
    return (Line(f"how_{method}"), *counted, *asked, *again)


def _ranked(votes: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(votes.items(), key=lambda item: -item[1])
