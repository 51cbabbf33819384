"""From figures to an outcome: each test of the rule compared exactly, none left out."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

from council.tally.figures import Figures, base, counted, followed
from council.tally.rules import Rule, Test, ratio

Outcome = Literal["carried", "not_carried", "no_quorum"]
#: How a chair used the casting vote.
Casting = Literal["for", "against"]


@dataclass(frozen=True)
class TestResult:
    """One test with its numbers.

    `threshold` is the exact share of the base that must be reached or exceeded. `needed` is the smallest whole
    number that holds; None for weights, where a fraction of the unit may be enough.
    """

    __test__ = False  # else pytest takes the name for a test class

    test: Test
    numerator: int | Fraction
    denominator: int | Fraction
    threshold: Fraction
    needed: int | None
    holds: bool


@dataclass(frozen=True)
class Decision:
    """The outcome and every test behind it, quorum tests as well as pass tests, in the rule's order."""

    rule: Rule
    outcome: Outcome
    tests: tuple[TestResult, ...]
    #: the figures that the tests were put to: as counted, or with the silent added where they follow the majority
    figures: Figures
    #: for and against are level and the rule gives the chair a casting vote
    level: bool = False
    casting: Casting | None = None

    @property
    def has_quorum(self) -> bool:
        """Whether enough took part; true for a rule without a quorum."""
        return all(result.holds for result in self.tests if result.test.stage == "quorum")

    @property
    def needed(self) -> int | None:
        """The votes in favour that were needed by heads, the highest when several tests ask; None without one."""
        return _highest(self, "pass")

    @property
    def quorum(self) -> int | None:
        """The heads that were needed for a quorum; None for a rule without a quorum by heads."""
        return _highest(self, "quorum")

    @property
    def asks_chair(self) -> bool:
        """Whether the chair's casting vote decides and has not been given."""
        return self.level and self.casting is None

    def would_hold(self, test: Test) -> bool:
        """Whether a further test holds on the same figures."""
        return _apply(test, self.figures, self.rule).holds

    def to_json(self) -> dict[str, Any]:
        """Outcome and tests as plain values: heads as numbers, weights and fractions as "p/q"."""
        data = {"outcome": self.outcome, "tests": [_result_to_json(result) for result in self.tests]}
        return {**data, "casting_vote": self.casting} if self.level else data


def decide(rule: Rule, figures: Figures, *, casting: Casting | None = None) -> Decision:
    """Apply every test of a rule. Raises `BadFigures` when the rule weighs and the figures carry no weights.

    Args:
        casting: the chair's vote, used only where the rule gives one and for and against are level.
    """
    if rule.policies.silence == "follows":
        figures = followed(figures)
    results = tuple(_apply(test, figures, rule) for test in rule.tests)
    outcome = _outcome(results)
    level = rule.policies.tie == "chair" and outcome == "not_carried" and figures.level
    if level and casting == "for":
        outcome = "carried"
    return Decision(rule, outcome, results, figures, level, casting if level else None)


def needed(test: Test, base: int) -> int:
    """The smallest whole number that holds against a base.

    Always at least one: nothing is carried, and no meeting is quorate, by nobody.
    """
    share = base * test.fraction
    return max(1, floor(share) + 1 if test.op == ">" else ceil(share))


def _apply(test: Test, figures: Figures, rule: Rule) -> TestResult:
    numerator = counted(figures, test.measure, test.counted)
    denominator = base(figures, test, rule.policies.abstain)
    threshold = denominator * test.fraction
    reached = numerator > threshold if test.op == ">" else numerator >= threshold
    least = needed(test, denominator) if isinstance(denominator, int) and not test.weighs else None
    return TestResult(test, numerator, denominator, threshold, least, reached and numerator > 0)


def _outcome(results: tuple[TestResult, ...]) -> Outcome:
    failed = {result.test.stage for result in results if not result.holds}
    if "quorum" in failed:
        return "no_quorum"
    return "not_carried" if failed else "carried"


def _highest(decision: Decision, stage: str) -> int | None:
    asked = [result.needed for result in decision.tests if result.test.stage == stage and result.needed is not None]
    return max(asked, default=None)


def _result_to_json(result: TestResult) -> dict[str, Any]:
    return {
        "stage": result.test.stage,
        "measure": result.test.measure,
        "base": result.test.base,
        "counted": result.test.counted,
        "numerator": _exact(result.numerator),
        "denominator": _exact(result.denominator),
        "op": result.test.op,
        "threshold": ratio(result.test.fraction),
        "needed": result.needed,
        "holds": result.holds,
    }


def _exact(value: int | Fraction) -> int | str:
    return value if isinstance(value, int) else ratio(value)
