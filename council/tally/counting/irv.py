"""Instant run-off: the last goes out and the papers move on, until one has more than half of those that still count."""

from collections.abc import Mapping

from council.tally.counting.transfers import ONE, first_parcels, order_is_free, sorted_out
from council.tally.profile import Profile
from council.tally.result import Bases, Count, Line, Number, Round, Tie
from council.tally.ties import Lot, levels, lowest


def irv(profile: Profile, *, lot: Lot | None = None) -> Count:
    """One seat. Ties for going out: who had fewer votes in the latest earlier round, then the lot, else open.

    A skipped rank is jumped; a rank shared by several ends the paper.
    """
    names = profile.candidates
    first, unclear = first_parcels(profile)
    bases = Bases(profile.cast, profile.blank, profile.invalid + unclear)
    piles = {candidate: [parcel] for candidate, parcel in first.items()}
    rounds: list[Round] = []
    ties: list[Tie] = []
    out: str | None = None
    while True:
        votes = {names[at]: sum(parcel.count for parcel in pile) for at, pile in piles.items()}
        alive = sum(votes.values())
        won = [name for name, count in votes.items() if 2 * count > alive]
        moved, out = out, None
        if alive and not won:
            out, tie = _last(votes, len(rounds) + 1, [each.votes for each in rounds], lot)
            ties += [tie] if tie else []
        excluded = (out,) if out else ()
        rounds.append(Round(len(rounds) + 1, votes, tuple(won), excluded, bases.valid - alive, moved=moved))
        if out is None:
            break
        gone = piles.pop(names.index(out))
        for parcel in gone:
            for candidate, onward in sorted_out(parcel, ONE, piles).items():
                piles[candidate].append(onward)
    lines = [Line("how_irv"), *map(_line, rounds)]
    return Count("irv", 1, bases, rounds[-1].elected, tuple(rounds), tuple(ties), lines=tuple(lines))


def _last(
    votes: dict[str, int], at: int, history: list[Mapping[str, Number]], lot: Lot | None
) -> tuple[str | None, Tie | None]:
    """Who goes out, with the tie behind it; nobody when the tie is open."""
    ranked = levels(votes)
    bottom = ranked[-1]
    if len(bottom) == 1:
        return bottom[0], None
    if order_is_free(ranked, votes, 1):
        return bottom[-1], Tie(tuple(bottom), "exclusion", at, "any order", (bottom[-1],))
    tie = lowest(bottom, about="exclusion", at=at, history=history, lot=lot)
    return (tie.chosen[0] if tie.chosen else None), tie


def _line(each: Round) -> Line:
    alive = sum(each.votes.values())
    values = {"round": each.number, "votes": each.votes, "alive": alive, "lost": each.lost}
    for code, names in (("irv_won", each.elected), ("irv_out", each.excluded)):
        if names:
            return Line(code, {**values, "name": names[0], "got": each.votes[names[0]]})
    return Line("irv_end", values)
