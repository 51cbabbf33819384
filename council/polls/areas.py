"""Owners' votes weigh by floor area. It is kept and counted in cm²; people read m²."""

from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from council.polls.rules import figures_from_json
from council.tally.decision import Decision, decide
from council.tally.figures import Figures, Weights
from council.tally.rules import Rule

#: cm² in a m².
UNIT = 10_000


def decision_in_metres(rule: Mapping[str, Any] | None, result: Mapping[str, Any] | None) -> Decision | None:
    """The decision of a counted poll for reading, from its stored rule and figures: the same tests and the same
    outcome, weights said as m². None for a straw poll or before closing.

    A weight is nothing but floor area here (`planning.electorates`), so a test by weight is one by area. All numbers
    are exact fractions, so dividing both sides of a comparison changes none of them.
    """
    if rule is None or result is None:
        return None
    counted = Rule.from_json(rule)
    tests = tuple(replace(test, measure="area") if test.measure == "weight" else test for test in counted.tests)
    return decide(Rule(counted.code, tests, counted.policies), in_metres(figures_from_json(result["figures"])))


def in_metres(figures: Figures) -> Figures:
    """The same figures, weights as m²."""
    if figures.weights is None:
        return figures
    scaled = {each.name: Fraction(getattr(figures.weights, each.name)) / UNIT for each in fields(Weights)}
    return replace(figures, weights=Weights(**scaled))
