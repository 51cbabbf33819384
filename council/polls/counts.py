"""Ballots with options, counted by the poll's method: from canonical choices to a `tally.Count`. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from council.polls.kinds import Marking
from council.tally.budgets.greedy import greedy
from council.tally.budgets.projects import BudgetVote, Project
from council.tally.budgets.shares import equal_shares
from council.tally.counting.borda import borda
from council.tally.counting.consent import Response, consent
from council.tally.counting.irv import irv
from council.tally.counting.meek import meek
from council.tally.counting.plurality import Floor, approval, plurality
from council.tally.counting.schulze import schulze
from council.tally.counting.score import score
from council.tally.counting.stv import scottish
from council.tally.profile import Profile, Scores
from council.tally.result import Count
from council.tally.ties import Lot

BLANK, INVALID = "blank", "invalid"


class Option(NamedTuple):
    """One option: `key` on ballots, its title, and for a budget its cost in yuan."""

    key: str
    title: str
    cost: int | None = None
    group: str = ""
    excluded: str = ""


class Cast(NamedTuple):
    """One ballot: the canonical choice (JSON), or the words `blank` or `invalid`; how many votes it is worth."""

    choice: str
    weight: int = 1


class Way(NamedTuple):
    """How to count: a method of the tally and the settings of the poll."""

    method: str
    marking: Marking
    settings: Mapping[str, Any]


def count_ballots(way: Way, options: Sequence[Option], ballots: Iterable[Cast], lot: Lot | None = None) -> Count:
    """Count the ballots of a poll with options, or of a consent round."""
    cast = list(ballots)
    if way.method == "consent":
        return consent([[_response(each) for each in cast if each.choice not in (BLANK, INVALID)]])
    return _METHODS[way.method](way, options, cast, lot)


def floor_of(settings: Mapping[str, Any]) -> Floor | None:
    """What a winner must reach: more than half of those who took part, or of the valid ballots; None for nothing."""
    wanted = settings.get("floor")
    return Floor(Fraction(1, 2), of_cast=wanted == "half_of_cast") if wanted else None


def profile_of(options: Sequence[Option], ballots: Sequence[Cast]) -> Profile:
    """The ballots as rankings of keys; a list of approvals is a ranking whose order nobody looks at."""
    at = {option.key: place for place, option in enumerate(options)}
    rankings, invalid = [], 0
    for choice, weight in ballots:
        if choice == INVALID:
            invalid += weight
            continue
        value = [] if choice == BLANK else json.loads(choice)
        keys = [value] if isinstance(value, str) else value
        rankings.append((tuple((at[key],) for key in keys), weight))
    return Profile.of(tuple(at), rankings, invalid)


def scores_of(options: Sequence[Option], ballots: Sequence[Cast], most: int | None) -> Scores:
    """The ballots as points by key."""
    at = {option.key: place for place, option in enumerate(options)}
    points, invalid = [], 0
    for choice, weight in ballots:
        if choice == INVALID:
            invalid += weight
            continue
        given = {} if choice == BLANK else json.loads(choice)
        points.append((tuple((at[key], value) for key, value in given.items()), weight))
    return Scores.of(tuple(at), points, invalid, most)


def budget_of(way: Way, options: Sequence[Option], ballots: Sequence[Cast]) -> BudgetVote:
    """The ballots as a budget vote."""
    projects = tuple(Project(o.key, o.cost or 1, o.title, o.group, o.excluded) for o in options)
    profile = profile_of(options, ballots)
    return BudgetVote.approving(way.settings["budget"], projects, profile, least=way.settings.get("least") or 0)


def _response(cast: Cast) -> Response:
    answer = json.loads(cast.choice)
    return Response(answer["answer"], answer.get("reason", ""), cast.weight)


def _seats(way: Way) -> int:
    return int(way.settings.get("seats") or 1)


_METHODS: Mapping[str, Any] = {
    "plurality": lambda way, options, cast, lot: plurality(
        profile_of(options, cast), seats=_seats(way), floor=floor_of(way.settings), nobody=_nobody(way), lot=lot
    ),
    "approval": lambda way, options, cast, lot: approval(
        profile_of(options, cast),
        seats=_seats(way),
        at_most=way.settings.get("at_most"),
        floor=floor_of(way.settings),
        nobody=_nobody(way),
        lot=lot,
    ),
    "score": lambda way, options, cast, lot: score(
        scores_of(options, cast, way.settings.get("most", 5)), seats=_seats(way), lot=lot
    ),
    "borda": lambda way, options, cast, lot: borda(profile_of(options, cast), seats=_seats(way), lot=lot),
    "irv": lambda way, options, cast, lot: irv(profile_of(options, cast), lot=lot),
    "stv-scottish": lambda way, options, cast, lot: scottish(profile_of(options, cast), seats=_seats(way), lot=lot),
    "stv-meek": lambda way, options, cast, lot: meek(profile_of(options, cast), seats=_seats(way), lot=lot),
    "schulze": lambda way, options, cast, lot: schulze(profile_of(options, cast), seats=_seats(way), lot=lot),
    "pb-greedy-skip": lambda way, options, cast, lot: greedy(budget_of(way, options, cast), lot=lot),
    "pb-greedy-stop": lambda way, options, cast, lot: greedy(budget_of(way, options, cast), stop=True, lot=lot),
    "pb-equal-shares": lambda way, options, cast, lot: equal_shares(budget_of(way, options, cast), lot=lot),
}


def _nobody(way: Way) -> Sequence[str]:
    nobody: Sequence[str] = way.settings.get("nobody", ())
    return nobody


def lot_of(data: Mapping[str, Any] | None) -> Lot | None:
    """The recorded lot of a poll."""
    if not data:
        return None
    return Lot(tuple(data["order"]), data.get("seed", ""), data.get("method", "order"), data.get("witness", ""))
