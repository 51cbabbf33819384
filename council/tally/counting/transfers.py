"""Papers that move from candidate to candidate: what instant run-off and the single transferable vote share."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from council.tally.profile import Profile, Ranking
from council.tally.result import Number

#: A ranking, the rank that counts now, and how many papers say just this.
Paper = tuple[Ranking, int, int]

ONE = Fraction(1)


@dataclass
class Parcel:
    """Papers that came to a candidate together, each worth `value` votes."""

    value: Fraction
    papers: list[Paper]

    @property
    def count(self) -> int:
        """How many papers."""
        return sum(count for _ranking, _at, count in self.papers)

    @property
    def worth(self) -> Fraction:
        """What they are worth together."""
        return self.value * self.count


def next_rank(ranking: Ranking, at: int, continuing: Container[int]) -> int | None:
    """Where the next usable preference stands, from rank `at` on; None when the paper is exhausted.

    A paper that comes to a rank shared by several says no longer whom it prefers: it is exhausted there.
    """
    for place in range(at, len(ranking)):
        rank = ranking[place]
        if len(rank) > 1:
            return None
        if rank[0] in continuing:
            return place
    return None


def first_parcels(profile: Profile) -> tuple[dict[int, Parcel], int]:
    """The papers by first preference, and how many are invalid because they start with a shared rank."""
    parcels = {candidate: Parcel(ONE, []) for candidate in range(len(profile.candidates))}
    unclear = 0
    for ranking, count in profile.ballots.items():
        if not ranking:
            continue
        if len(ranking[0]) > 1:
            unclear += count
        else:
            parcels[ranking[0][0]].papers.append((ranking, 0, count))
    return parcels, unclear


def sorted_out(parcel: Parcel, value: Fraction, continuing: Container[int]) -> dict[int, Parcel]:
    """The papers of a parcel by their next preference among `continuing`, now worth `value`; exhausted ones are gone.

    Args:
        value: in votes; 0 when the rounding leaves nothing.
    """
    onward: dict[int, Parcel] = {}
    for ranking, at, count in parcel.papers:
        place = next_rank(ranking, at + 1, continuing)
        if place is not None:
            candidate = ranking[place][0]
            if candidate not in onward:
                onward[candidate] = Parcel(value, [])
            onward[candidate].papers.append((ranking, place, count))
    return onward


def order_is_free(ranked: Sequence[Sequence[str]], votes: Mapping[str, Number], keep: int) -> bool:
    """Whether all who are level at the bottom go out anyway, in whatever order.

    So it is when together they have fewer votes than whoever stands above them, and enough others (`keep`) are left.
    """
    others = [name for level in ranked[:-1] for name in level]
    if len(others) < keep or not others:
        return False
    return sum(votes[name] for name in ranked[-1]) < min(votes[name] for name in others)
