"""Scored ballots (for example 0 to 5): by mean or by median, with the number of top scores between equals."""

from fractions import Fraction
from typing import Literal

from council.tally.profile import BadBallots, Scores
from council.tally.result import Bases, Count, Line, Number, Round, Tie
from council.tally.ties import Lot, fill

By = Literal["mean", "median"]


def score(
    ballots: Scores, *, seats: int = 1, by: By = "mean", unscored_is_zero: bool = True, lot: Lot | None = None
) -> Count:
    """The highest mean (or median) wins; between equals, who has more top scores.

    Args:
        unscored_is_zero: a valid ballot that says nothing about a candidate gives 0 points; else it is left out of
            that candidate's mean and median.
    """
    if seats < 1:
        raise BadBallots("at least one seat must be filled")
    bases = Bases(ballots.cast, ballots.blank, ballots.invalid)
    given = _given(ballots, bases.valid if unscored_is_zero else None)
    top = ballots.most if ballots.most is not None else max((max(points, default=0) for points in given), default=0)
    names = ballots.candidates
    means = {name: _mean(points) for name, points in zip(names, given, strict=True)}
    medians = {name: median(points) for name, points in zip(names, given, strict=True)}
    tops = {name: points.get(top, 0) for name, points in zip(names, given, strict=True)}
    chosen = means if by == "mean" else medians
    groups, settled = _groups({name: (chosen[name], tops[name]) for name in names if chosen[name] > 0}, seats)
    winners, ties = fill(groups, seats, at=1, lot=lot)
    order = [name for group in groups for name in group]
    lines = (
        Line(f"how_score_{by}"),
        *(Line("score", {"name": n, "mean": means[n], "median": medians[n], "tops": tops[n]}) for n in order),
    )
    sums = {name: sum(p * n for p, n in points.items()) for name, points in zip(names, given, strict=True)}
    return Count(
        method="score",
        seats=seats,
        bases=bases,
        winners=tuple(winners),
        rounds=(Round(1, chosen, tuple(winners)),),
        ties=(*settled, *ties),
        lines=lines,
        figures={"sums": sums, "means": means, "medians": medians, "top_scores": tops},
    )


def median(points: dict[int, int]) -> Fraction:
    """The median of points with how often each was given: the mean of the middle two where their number is even."""
    total = sum(points.values())
    if not total:
        return Fraction(0)
    lower, upper = (total - 1) // 2, total // 2
    found: list[int] = []
    seen = 0
    for value in sorted(points):
        seen += points[value]
        found += [value for middle in (lower, upper)[len(found) :] if middle < seen]
    return Fraction(sum(found), 2)


def _given(ballots: Scores, valid: int | None) -> list[dict[int, int]]:
    """For each candidate, how often each number of points was given."""
    given: list[dict[int, int]] = [{} for _name in ballots.candidates]
    for points, count in ballots.ballots.items():
        for candidate, value in points:
            given[candidate][value] = given[candidate].get(value, 0) + count
    if valid is not None:
        for each in given:
            if silent := valid - sum(each.values()):
                each[0] = each.get(0, 0) + silent
    return given


def _mean(points: dict[int, int]) -> Fraction:
    total = sum(points.values())
    return Fraction(sum(value * count for value, count in points.items()), total) if total else Fraction(0)


def _groups(keys: dict[str, tuple[Number, int]], seats: int) -> tuple[list[list[str]], tuple[Tie, ...]]:
    """Names by points and top scores, level ones together; ties that top scores settled, where a seat hung on it."""
    groups: list[list[str]] = []
    settled: list[Tie] = []
    for total in sorted({key[0] for key in keys.values()}, reverse=True):
        level = [name for name, key in keys.items() if key[0] == total]
        parts = [[n for n in level if keys[n][1] == top] for top in sorted({keys[n][1] for n in level}, reverse=True)]
        before = sum(len(group) for group in groups)
        if len(parts) > 1 and before < seats < before + len(level):
            ahead = [name for part in parts for name in part][: seats - before]
            settled.append(Tie(tuple(level), "seat", 1, "top scores", tuple(ahead)))
        groups += parts
    return groups, tuple(settled)
