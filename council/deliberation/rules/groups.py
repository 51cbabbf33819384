"""Opinion groups: people who answer alike. Deterministic, whatever order the people come in.

Method: each person is a row of answers (1 agree, −1 disagree, 0 passed or not asked); the distance of two people is the
sum of the differences. Partitioning around medoids (Kaufman and Rousseeuw 1990) finds 2, 3 and 4 groups; the number
with the widest mean silhouette counts (Rousseeuw 1987, J. Comput. Appl. Math. 20), and below a width of 1/4 there are
no groups to speak of. The idea of mapping opinions follows Small et al. 2021, Polis, RECERCA 26. Rows are sorted first,
so equal rows are interchangeable; of more than 240 people a sample drawn with a fixed seed stands for all, and the rest
join the nearest medoid.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from council.deliberation.rules.agreement import COMMON, FEWEST, Answer, Shares, shares

#: Fewer people are no groups.
FEWEST_PEOPLE = 12
MOST_GROUPS = 4
#: Below this mean silhouette people do not fall into groups.
CLEAR = Fraction(1, 4)
SAMPLE = 240
SEED = 20260101

Row = tuple[int, ...]
_VALUE = {Answer.AGREE: 1, Answer.DISAGREE: -1, Answer.PASS: 0}


@dataclass(frozen=True)
class Group:
    """People who answer alike: how many, and how they answered each statement. Never who they are."""

    size: int
    shares: Mapping[int, Shares]


@dataclass(frozen=True)
class Groups:
    """The groups worth speaking of, largest first; what all of them share; where each stands out."""

    groups: tuple[Group, ...]
    common: tuple[int, ...]
    #: for each group the statements that part it most from the others
    apart: tuple[tuple[int, ...], ...]


def opinion_groups(answers: Mapping[int, Mapping[int, Answer]]) -> Groups | None:
    """The groups behind answers (person → statement → answer); None where people are too few or do not part."""
    people = [each for each in answers.values() if each]
    if len(people) < FEWEST_PEOPLE:
        return None
    statements = sorted({key for each in people for key in each})
    rows = sorted(
        (tuple(_VALUE[each[key]] if key in each else 0 for key in statements), _keyed(each)) for each in people
    )
    labels = _labels([row for row, _each in rows])
    if labels is None:
        return None
    found = [
        Group(
            labels.count(label),
            _shares([dict(each) for (_row, each), own in zip(rows, labels, strict=True) if own == label], statements),
        )
        for label in sorted(set(labels))
    ]
    told = sorted(
        (group for group in found if group.size >= FEWEST), key=lambda group: (-group.size, str(group.shares))
    )
    if len(told) < 2:
        return None
    return Groups(
        tuple(told), _common(told, statements), tuple(_apart(told, at, statements) for at in range(len(told)))
    )


def _keyed(answers: Mapping[int, Answer]) -> tuple[tuple[int, Answer], ...]:
    return tuple(sorted(answers.items()))


def _shares(people: Sequence[Mapping[int, Answer]], statements: Sequence[int]) -> dict[int, Shares]:
    return {key: shares(each[key] for each in people if key in each) for key in statements}


def _common(groups: Sequence[Group], statements: Sequence[int]) -> tuple[int, ...]:
    """Statements to which every group agrees, or every group disagrees, by two thirds."""

    def sides(key: int) -> list[Fraction | None]:
        return [group.shares[key].share for group in groups]

    return tuple(
        key
        for key in statements
        if all(side is not None and side >= COMMON for side in sides(key))
        or all(side is not None and 1 - side >= COMMON for side in sides(key))
    )


def _apart(groups: Sequence[Group], at: int, statements: Sequence[int]) -> tuple[int, ...]:
    """Up to two statements on which a group stands farthest from the mean of the others, at least two fifths away."""
    gaps = {}
    for key in statements:
        own = groups[at].shares[key].share
        others = [group.shares[key].share for index, group in enumerate(groups) if index != at]
        told = [share for share in others if share is not None]
        if own is not None and told:
            gaps[key] = abs(own - sum(told, Fraction(0)) / len(told))
    far = [key for key in gaps if gaps[key] >= Fraction(2, 5)]
    return tuple(sorted(far, key=lambda key: (-gaps[key], key))[:2])


# --- partitioning around medoids


def _labels(rows: Sequence[Row]) -> list[int] | None:
    """A group's number for each row, or None where the rows do not part clearly."""
    sample = list(rows)
    if len(rows) > SAMPLE:
        sample = sorted(random.Random(SEED).sample(sample, SAMPLE))
    distances = [[_distance(one, other) for other in sample] for one in sample]
    best: tuple[Fraction, list[int]] | None = None
    for number in range(2, MOST_GROUPS + 1):
        medoids = _medoids(distances, number)
        width = _silhouette(distances, _nearest(distances, medoids))
        if best is None or width > best[0]:
            best = width, medoids
    if best is None or best[0] < CLEAR:
        return None
    centres = [sample[at] for at in best[1]]
    return [min(range(len(centres)), key=lambda at: (_distance(row, centres[at]), at)) for row in rows]


def _distance(one: Row, other: Row) -> int:
    return sum(abs(left - right) for left, right in zip(one, other, strict=True))


def _medoids(distances: Sequence[Sequence[int]], number: int) -> list[int]:
    """Build greedily, then swap while that lowers the sum of distances; the first of equal swaps is taken."""
    everyone = range(len(distances))
    chosen = [min(everyone, key=lambda at: (sum(distances[at]), at))]
    while len(chosen) < number:
        near = [min(distances[at][medoid] for medoid in chosen) for at in everyone]
        gains = {
            at: sum(max(0, near[other] - distances[at][other]) for other in everyone)
            for at in everyone
            if at not in chosen
        }
        chosen.append(max(gains, key=lambda at: (gains[at], -at)))
    cost = _cost(distances, chosen)
    for _round in range(20):
        swaps = (
            [*chosen[:at], other, *chosen[at + 1 :]]
            for at in range(number)
            for other in _likely(distances, chosen[at])
            if other not in chosen
        )
        better = min(((_cost(distances, each), sorted(each)) for each in swaps), default=None)
        if better is None or better[0] >= cost:
            break
        cost, chosen = better
    return sorted(chosen)


def _likely(distances: Sequence[Sequence[int]], medoid: int) -> list[int]:
    """Who could take a medoid's place: its thirty nearest."""
    return sorted(range(len(distances)), key=lambda at: (distances[medoid][at], at))[:30]


def _cost(distances: Sequence[Sequence[int]], medoids: Sequence[int]) -> int:
    return sum(map(min, zip(*(distances[medoid] for medoid in medoids), strict=True)))


def _nearest(distances: Sequence[Sequence[int]], medoids: Sequence[int]) -> list[int]:
    return [min(range(len(medoids)), key=lambda at: (row[medoids[at]], at)) for row in distances]


def _silhouette(distances: Sequence[Sequence[int]], labels: Sequence[int]) -> Fraction:
    """The mean silhouette: how much nearer people are to their own group than to the next one, −1 to 1."""
    members = {label: [at for at, own in enumerate(labels) if own == label] for label in set(labels)}
    if len(members) < 2:
        return Fraction(-1)
    total = 0.0
    for at, own in enumerate(labels):
        if len(members[own]) == 1:
            continue
        row = distances[at]
        inside = sum(row[other] for other in members[own]) / (len(members[own]) - 1)
        outside = min(
            sum(row[other] for other in group) / len(group) for label, group in members.items() if label != own
        )
        if inside or outside:
            total += (outside - inside) / max(outside, inside)
    return Fraction(round(total / len(labels) * 10**6), 10**6)
