"""Whole results of small counts, with their explanations: `python -m tests.tally.golden > tests/tally/golden.json`.

Each was read and found right before it was kept; a change of any number, name or sentence must be wanted.
"""

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from council.tally.budgets.greedy import greedy
from council.tally.budgets.projects import BudgetVote, Project
from council.tally.budgets.shares import equal_shares
from council.tally.counting.borda import borda
from council.tally.counting.consent import Response, consent
from council.tally.counting.irv import irv
from council.tally.counting.meek import meek
from council.tally.counting.plurality import HALF, Floor, approval, plurality
from council.tally.counting.schulze import schulze
from council.tally.counting.score import score
from council.tally.counting.stv import scottish, unrounded
from council.tally.result import Count
from council.tally.rules import Test
from council.tally.telling import told
from council.tally.ties import Lot, drawn
from tests.tally.making import profile, scores

NAMES = {"A": "甲", "B": "乙", "C": "丙", "D": "丁", "E": "戊"}
FOOD = {"A": 4, "B>A": 2, "C>D": 8, "C>E": 4, "D": 1, "E": 1}
COSTS = {"A": 40, "B": 30, "C": 50, "D": 20}


def budget(limit: int, ballots: dict[str, int], **more: Any) -> BudgetVote:
    projects = (
        Project("A", 40, "Lamps"),
        Project("B", 30, group="g"),
        Project("C", 50, group="g"),
        Project("D", 20, excluded="paid for"),
        Project("E", 25),
    )
    return BudgetVote.approving(limit, projects, profile("ABCDE", ballots), **more)


def cases() -> dict[str, Callable[[], Count]]:
    """The counts by name, each made when it is called."""
    tied = profile("ABCD", {"A": 5, "B": 3, "C": 3, "D": 1, "": 2, "AB": 1}, invalid=1)
    spend = budget(100, {"AB": 5, "BC": 4, "AE": 3, "CD": 2, "E": 1, "": 1}, at_most=2)
    level = scores("ABC", ({"A": 4, "B": 5}, 2), ({"A": 4, "B": 3, "C": 1}, 2), most=5)
    quorum = Test("quorum", "heads", "roll", ">", Fraction(1, 2))
    said = [Response("consent", count=4), Response("concern", "soon"), Response("objection", "too dear")]
    return {
        "plurality, two seats, open tie": lambda: plurality(tied, seats=2),
        "plurality, lot": lambda: plurality(tied, seats=2, lot=drawn("ABCD", seed="6 1 3", witness="He Jing")),
        "plurality, floor and run-off": lambda: plurality(tied, floor=HALF),
        "plurality, floor of cast from": lambda: plurality(
            tied, floor=Floor(Fraction(1, 3), strict=False, of_cast=True)
        ),
        "approval, at most two": lambda: approval(profile("ABC", {"AB": 3, "ABC": 2, "C": 1}), seats=2, at_most=2),
        "score by mean": lambda: score(level),
        "score by median, ignored": lambda: score(level, by="median", unscored_is_zero=False, seats=2),
        "borda": lambda: borda(profile("ABC", {"A>BC": 3, "B>C": 2, "": 1}), seats=2),
        "irv by earlier rounds": lambda: irv(profile("ABC", {"A": 10, "B": 6, "C>B": 4})),
        "irv any order": lambda: irv(profile("ABCD", {"A": 5, "B": 4, "C>B": 1, "D>B": 1, "": 1})),
        "irv open": lambda: irv(profile("ABC", {"A": 3, "B": 2, "C": 2, "AB": 1})),
        "irv by lot": lambda: irv(profile("ABC", {"A": 3, "B>A": 2, "C": 2}), lot=Lot(("A", "C", "B"))),
        "stv": lambda: scottish(profile("ABCDE", FOOD), seats=3),
        "stv exact": lambda: scottish(
            profile("ABC", {"A>B": 3, "A>C": 3, "B": 1, "C": 2}), seats=2, rounding=unrounded
        ),
        "stv surplus tie by lot": lambda: scottish(
            profile("ABCD", {"A>C": 10, "B>D": 10, "C": 3, "D": 3}), seats=3, lot=Lot(("B", "A", "D", "C"))
        ),
        "stv open": lambda: scottish(profile("ABC", {"A": 10, "B": 2, "C": 2, "BC": 1}), seats=2),
        "meek": lambda: meek(profile("ABCDE", FOOD), seats=3),
        "meek by lot": lambda: meek(profile("ABC", {"A": 10, "B": 2, "C": 2}), seats=2, lot=Lot(tuple("ACB"))),
        "schulze with a path": lambda: schulze(profile("ABCD", {"A>B>C>D": 5, "B>C>A>D": 4, "C>A>B>D": 3}), seats=2),
        "schulze condorcet": lambda: schulze(profile("ABC", {"A>B": 3, "B>C": 2})),
        "schulze tie": lambda: schulze(profile("ABC", {"AB>C": 3})),
        "consent in two rounds": lambda: consent([said, said[:2]], entitled=9, quorum=quorum),
        "consent, objection": lambda: consent([said]),
        "consent, too few": lambda: consent([said[:2]], entitled=10, quorum=quorum),
        "greedy skip": lambda: greedy(spend),
        "greedy stop": lambda: greedy(spend, stop=True),
        "greedy least": lambda: greedy(budget(100, {"AB": 5, "C": 2, "E": 1}, least=2)),
        "greedy open tie": lambda: greedy(budget(60, {"A": 2, "B": 2, "E": 1})),
        "greedy lot": lambda: greedy(budget(60, {"A": 2, "B": 2, "E": 1}), lot=Lot(("B", "E", "A"))),
        "shares": lambda: equal_shares(spend),
        "shares, none": lambda: equal_shares(spend, completion="none"),
        "shares, add one": lambda: equal_shares(spend, completion="add-1"),
        "shares, lower cost": lambda: equal_shares(budget(200, {"AE": 4}), completion="none"),
        "shares of points": lambda: equal_shares(
            BudgetVote.giving_points(
                60, (Project("A", 30), Project("B", 20)), scores("AB", ({"A": 3, "B": 1}, 2), ({"B": 5}, 1)), in_all=5
            )
        ),
        "shares of ranks": lambda: equal_shares(
            BudgetVote.ranking(50, (Project("A", 30), Project("B", 20)), profile("AB", {"A>B": 2, "B": 1, "": 1}))
        ),
    }


def whole(count: Count) -> dict[str, Any]:
    """A result as plain values, told in both languages, in Chinese with names for keys."""
    return {**count.to_json(), "en": told(count, "en"), "zh": told(count, "zh_CN", NAMES)}


def golden() -> dict[str, Any]:
    """Everything."""
    return {name: whole(make()) for name, make in cases().items()}


if __name__ == "__main__":
    import sys

    sys.stdout.write(json.dumps(golden(), ensure_ascii=False, indent=1) + "\n")
