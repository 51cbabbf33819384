"""Schulze's method (beatpaths, winning votes): who wins every pair of contests, or the strongest chain of them.

M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36 (2011).
"""

from itertools import permutations

from council.tally.profile import BadBallots, Profile
from council.tally.result import Bases, Count, Line, Round
from council.tally.ties import Lot, fill

Matrix = list[list[int]]


def schulze(profile: Profile, *, seats: int = 1, lot: Lot | None = None) -> Count:
    """Elect in the order of the beatpath relation. Whoever is not ranked stands last, level with the others."""
    if seats < 1:
        raise BadBallots("at least one seat must be filled")
    names = profile.candidates
    preferred = pairwise(profile)
    paths = strongest_paths(preferred)
    groups = [[names[at] for at in level] for level in _levels(paths)]
    if profile.blank == sum(profile.ballots.values()):
        groups = []  # nobody said anything
    winners, ties = fill(groups, seats, at=1, lot=lot)
    wins = {name: sum(paths[a][b] > paths[b][a] for b in range(len(names))) for a, name in enumerate(names)}
    condorcet = condorcet_winner(preferred)
    first = [Line("condorcet", {"name": names[condorcet]})] if condorcet is not None else [Line("no_condorcet")]
    return Count(
        method="schulze",
        seats=seats,
        bases=Bases(profile.cast, profile.blank, profile.invalid),
        winners=tuple(winners),
        rounds=(Round(1, wins, tuple(winners)),),
        ties=ties,
        lines=(Line("how_schulze"), *first, *_contests(names, preferred, paths)),
        figures={
            "condorcet_winner": None if condorcet is None else names[condorcet],
            "order": groups,
            "pairwise": _named(names, preferred),
            "strongest_paths": _named(names, paths),
        },
    )


def pairwise(profile: Profile) -> Matrix:
    """How many ballots rank a above b, for all a and b."""
    size = len(profile.candidates)
    preferred = [[0] * size for _name in range(size)]
    for ranking, count in profile.ballots.items():
        below = set(range(size))
        for rank in ranking:
            below -= set(rank)
            for above in rank:
                row = preferred[above]
                for other in below:
                    row[other] += count
    return preferred


def condorcet_winner(preferred: Matrix) -> int | None:
    """Who beats everybody else one against one; None if nobody does."""
    size = len(preferred)
    for a in range(size):
        if all(preferred[a][b] > preferred[b][a] for b in range(size) if b != a):
            return a
    return None


def strongest_paths(preferred: Matrix) -> Matrix:
    """The strength of the strongest chain of won contests from a to b; a chain is as strong as its weakest win."""
    size = len(preferred)
    paths = [[preferred[a][b] if preferred[a][b] > preferred[b][a] else 0 for b in range(size)] for a in range(size)]
    for via, a in permutations(range(size), 2):
        reach = paths[a][via]
        if not reach:
            continue
        row, onward = paths[a], paths[via]
        for b in range(size):
            if b != a and b != via:
                row[b] = max(row[b], min(reach, onward[b]))
    return paths


def _levels(paths: Matrix) -> list[list[int]]:
    """Those whom nobody left beats, then those whom nobody of the rest beats, and so on."""
    left = list(range(len(paths)))
    levels = []
    while left:
        level = [a for a in left if not any(paths[b][a] > paths[a][b] for b in left)]
        levels.append(level)
        left = [a for a in left if a not in level]
    return levels


def _contests(names: tuple[str, ...], preferred: Matrix, paths: Matrix) -> list[Line]:
    lines = []
    for a, b in permutations(range(len(names)), 2):
        if paths[a][b] > paths[b][a]:
            values = {"name": names[a], "other": names[b], "votes": preferred[a][b], "against": preferred[b][a]}
            code = "contest" if preferred[a][b] > preferred[b][a] else "by_path"
            lines.append(Line(code, {**values, "path": paths[a][b], "back": paths[b][a]}))
    return lines


def _named(names: tuple[str, ...], matrix: Matrix) -> dict[str, dict[str, int]]:
    return {name: {other: matrix[a][b] for b, other in enumerate(names) if a != b} for a, name in enumerate(names)}
