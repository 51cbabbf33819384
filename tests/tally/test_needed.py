"""The votes needed are the smallest whole number that holds, compared exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.tally import rules
from council.tally.decision import decide, needed
from council.tally.figures import Figures

fractions = st.fractions(min_value=0, max_value=1, max_denominator=999).filter(lambda f: f < 1)
bases = st.integers(min_value=0, max_value=5000)
ops = st.sampled_from([">=", ">"])


def passing(op: str, fraction: Fraction, base: str = "roll") -> rules.Test:
    return rules.Test("pass", "heads", base, op, fraction)  # type: ignore[arg-type]


def holds(op: str, number: int, base: int, fraction: Fraction) -> bool:
    """The comparison by cross-multiplication, another way than the engine's."""
    left, right = number * fraction.denominator, base * fraction.numerator
    return number > 0 and (left > right if op == ">" else left >= right)


@given(op=ops, fraction=fractions, base=bases)
def test_needed_is_the_smallest_that_holds(op: str, fraction: Fraction, base: int) -> None:
    least = needed(passing(op, fraction), base)
    assert holds(op, least, base, fraction)
    assert not holds(op, least - 1, base, fraction)


@given(op=ops, fraction=fractions, base=st.integers(1, 400), data=st.data())
def test_a_vote_holds_exactly_from_needed_on(op: str, fraction: Fraction, base: int, data: st.DataObject) -> None:
    in_favour = data.draw(st.integers(0, base))
    rule = rules.Rule("written", (passing(op, fraction),))
    (result,) = decide(rule, Figures(base, base, in_favour, base - in_favour, 0)).tests
    assert result.holds == holds(op, in_favour, base, fraction)
    assert result.holds == (in_favour >= needed(passing(op, fraction), base))


@given(fraction=fractions, base=st.integers(1, 10**30))
def test_large_numbers_stay_exact(fraction: Fraction, base: int) -> None:
    least = needed(passing(">", fraction), base)
    assert (least - 1) * fraction.denominator <= base * fraction.numerator < least * fraction.denominator


@pytest.mark.parametrize(
    ("op", "fraction", "base", "expected"),
    [
        (">=", Fraction(2, 3), 9, 6),
        (">", Fraction(2, 3), 9, 7),
        (">=", Fraction(2, 3), 46, 31),
        (">", Fraction(1, 2), 33, 17),
        (">", Fraction(1, 2), 612, 307),
        (">", Fraction(1, 2), 331, 166),
        (">=", Fraction(3, 4), 12, 9),
        (">=", Fraction(1), 14, 14),
    ],
)
def test_the_numbers_of_the_scenarios(op: str, fraction: Fraction, base: int, expected: int) -> None:
    assert needed(passing(op, fraction), base) == expected


def test_nothing_is_carried_by_nobody() -> None:
    at_least_half = rules.Rule("written", (passing(">=", Fraction(1, 2), "for+against"),))
    everyone_abstains = Figures(46, 33, 0, 0, 33)
    assert decide(at_least_half, everyone_abstains).outcome == "not_carried"
    assert needed(passing(">=", Fraction(1, 2)), 0) == 1
