"""What may follow a decision: a second meeting under an easier rule, or days in which those concerned may object.

Both are exceptions that some bodies have and others have not: the Organic Law of 2025 knows no reduced quorum, so
`cn_residents_meeting` has no fallback and gets none.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from council.tally.decision import Decision, Outcome
from council.tally.rules import Rule, Test

#: Why a second decision under the easier rule is refused.
Refusal = Literal["no_fallback", "decided", "support", "too_soon", "too_late"]


class NoFallback(ValueError):
    """The easier rule does not apply; `why` says why not."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Fallback:
    """The rule of a second decision on the same matter, after a first that failed in this way.

    `least_days` and `most_days` count from the first meeting, whose day is not counted. `support` is a test that the
    first vote must have met (France: a third of all in favour, then a second vote at once).
    """

    after: Outcome
    rule: Rule
    least_days: int = 0
    most_days: int | None = None
    support: Test | None = None


def second_rule(fallback: Fallback | None, first: Decision, *, held_on: date, on: date) -> Rule:
    """The rule for a second decision on a day. Raises `NoFallback` with the reason."""
    if fallback is None:
        raise NoFallback("no_fallback")
    if first.outcome != fallback.after:
        raise NoFallback("decided")
    if fallback.support is not None and not first.would_hold(fallback.support):
        raise NoFallback("support")
    if on < held_on + timedelta(days=fallback.least_days):
        raise NoFallback("too_soon")
    if fallback.most_days is not None and on > held_on + timedelta(days=fallback.most_days):
        raise NoFallback("too_late")
    return fallback.rule


@dataclass(frozen=True)
class Objection:
    """A decision stands unless so many object in writing: fewer than `below` of heads and of area, within `days`."""

    days: int
    below: Fraction

    def last_day(self, announced_on: date) -> date:
        """The last day for objections; the day of the announcement is not counted (Civil Code art. 201)."""
        return announced_on + timedelta(days=self.days)

    def stands(self, *, objecting: int, entitled: int, weight: Fraction | int = 0, total: Fraction | int = 0) -> bool:
        """Whether the decision stands against so many heads and so much weight of objections, each voter once."""
        heads = objecting < self.below * entitled
        return heads and (not total or weight < self.below * total)
