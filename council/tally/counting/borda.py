"""Borda: points by place on the ballot. Advisory: it shows what many can live with, and is easily steered."""

from fractions import Fraction

from council.tally.profile import BadBallots, Profile
from council.tally.result import Bases, Count, Line, Round
from council.tally.ties import Lot, fill, levels


def borda(profile: Profile, *, seats: int = 1, lot: Lot | None = None) -> Count:
    """With n candidates the first gets n - 1 points, the next n - 2 and so on.

    Candidates who share a rank share the mean of its places, and those who are not ranked the mean of what is left,
    so every valid ballot gives n (n - 1) / 2 points.
    """
    if seats < 1:
        raise BadBallots("at least one seat must be filled")
    size = len(profile.candidates)
    twice = [0] * size  # the mean of consecutive whole numbers is a half at worst
    for ranking, count in profile.ballots.items():
        if not ranking:
            continue
        free = size - 1  # points of the best place not yet taken
        named = {candidate for rank in ranking for candidate in rank}
        rest = tuple(candidate for candidate in range(size) if candidate not in named)
        for rank in (*ranking, rest):
            for candidate in rank:
                twice[candidate] += count * (2 * free - len(rank) + 1)
            free -= len(rank)
    points = {name: Fraction(twice[at], 2) for at, name in enumerate(profile.candidates)}
    standing = {name: total for name, total in points.items() if total}
    winners, ties = fill(levels(standing), seats, at=1, lot=lot)
    ranked = sorted(points.items(), key=lambda item: -item[1])
    return Count(
        method="borda",
        seats=seats,
        bases=Bases(profile.cast, profile.blank, profile.invalid),
        winners=tuple(winners),
        rounds=(Round(1, points, tuple(winners)),),
        ties=ties,
        lines=(Line("how_borda"), *(Line("points", {"name": name, "points": total}) for name, total in ranked)),
    )
