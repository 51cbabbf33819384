"""Counting: every rule on 2,000 ballots, ranked rules on 100,000, equal shares on 2,000 ballots and 40 projects."""

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

from bench.measuring import Report
from council.tally.budgets.greedy import greedy
from council.tally.budgets.projects import BudgetVote, Project
from council.tally.budgets.shares import equal_shares
from council.tally.counting.borda import borda
from council.tally.counting.irv import irv
from council.tally.counting.meek import meek
from council.tally.counting.plurality import approval, plurality
from council.tally.counting.schulze import schulze
from council.tally.counting.score import score
from council.tally.counting.stv import scottish, unrounded
from council.tally.profile import Profile, Scores

TURNS = 5
CANDIDATES = 12
SEATS = 4

HALL, CITY = 2_000, 100_000


def run(report: Report, folder: Path) -> None:
    """Measure all and report; `folder` is not needed."""
    del folder
    chance = Random(7)
    report.title(f"{HALL} ballots, all different wherever they can be: summing and counting")
    rankings, points = _rankings(chance, HALL), _points(chance, HALL)
    for name, act in _rules(rankings, points).items():
        report.goal(f"{name}, ms", _ms(act), at_most=100)
    report.title(f"{CITY} ranked ballots, {CANDIDATES} candidates")
    many = _rankings(chance, CITY)
    for name, act in _city(many).items():
        report.goal(f"{name}, s", _ms(act) / 1000, at_most=3)
    report.title(f"equal shares, {HALL} ballots, 40 projects")
    vote = _budget(chance, HALL, 40)
    report.goal("with greedy completion, s", _ms(lambda: equal_shares(vote)) / 1000, at_most=2)
    report.figure("with add-1 completion, s", _ms(lambda: equal_shares(vote, completion="add-1"), turns=1) / 1000)
    report.figure("greedy by votes, ms", _ms(lambda: greedy(vote)))


Marks = list[tuple[tuple[tuple[int, ...], ...], int]]
Points = list[tuple[tuple[tuple[int, int], ...], int]]
NAMES = tuple(f"candidate {number}" for number in range(CANDIDATES))


def _rules(rankings: Marks, points: Points) -> dict[str, Callable[[], object]]:
    return {
        "plurality": lambda: plurality(Profile.of(NAMES, rankings)),
        "approval": lambda: approval(Profile.of(NAMES, rankings), seats=SEATS),
        "score": lambda: score(Scores.of(NAMES, points)),
        "borda": lambda: borda(Profile.of(NAMES, rankings)),
        "irv": lambda: irv(Profile.of(NAMES, rankings)),
        "stv-scottish": lambda: scottish(Profile.of(NAMES, rankings), seats=SEATS),
        "stv-scottish, exact fractions": lambda: scottish(Profile.of(NAMES, rankings), seats=SEATS, rounding=unrounded),
        "stv-meek": lambda: meek(Profile.of(NAMES, rankings), seats=SEATS),
        "schulze": lambda: schulze(Profile.of(NAMES, rankings)),
    }


def _city(rankings: Marks) -> dict[str, Callable[[], object]]:
    return {
        "irv": lambda: irv(Profile.of(NAMES, rankings)),
        "stv-scottish": lambda: scottish(Profile.of(NAMES, rankings), seats=SEATS),
        "stv-meek": lambda: meek(Profile.of(NAMES, rankings), seats=SEATS),
    }


def _rankings(chance: Random, count: int) -> Marks:
    """Full rankings with favourites, so that surpluses and late exclusions happen."""
    weights = [CANDIDATES - place for place in range(CANDIDATES)]
    ballots: Marks = []
    for _ballot in range(count):
        order = sorted(range(CANDIDATES), key=lambda at: -(weights[at] * chance.random()))
        ballots.append((tuple((at,) for at in order), 1))
    return ballots


def _points(chance: Random, count: int) -> Points:
    return [(tuple((at, chance.randint(0, 5)) for at in range(CANDIDATES)), 1) for _ballot in range(count)]


def _budget(chance: Random, ballots: int, projects: int) -> BudgetVote:
    offered = tuple(Project(f"p{number}", chance.randint(5, 90) * 1_000) for number in range(projects))
    marks = [(tuple((at,) for at in chance.sample(range(projects), chance.randint(1, 10))), 1) for _b in range(ballots)]
    return BudgetVote.approving(600_000, offered, Profile.of(tuple(p.id for p in offered), marks))


def _ms(act: Callable[[], object], turns: int = TURNS) -> float:
    taken = []
    for _turn in range(turns):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)
