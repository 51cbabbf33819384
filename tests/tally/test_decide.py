"""The asserts of scenarios S1, S5 and S8: outcomes, numbers and sentences."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.tally.decision import Decision, decide
from council.tally.explain import decimal_text, explain, sentence
from council.tally.figures import BadFigures, Figures, Weights
from council.tally.rules import Rule

COUNCIL = Rule.from_text("quorum=heads/roll>=2/3;pass=heads/present>1/2")
ASSEMBLY = Rule.from_text("quorum=heads/roll>1/2;pass=heads/present>1/2")
OWNERS = Rule.from_text(
    "quorum=heads/roll>=2/3&weight/roll>=2/3;pass=heads/participating>=3/4&weight/participating>=3/4"
)


def test_the_council_of_46_carries_with_21_of_33() -> None:
    figures = Figures(46, 33, 21, 8, 2)
    decision = decide(COUNCIL, figures)
    assert (decision.outcome, decision.quorum, decision.needed) == ("carried", 31, 17)
    assert sentence(decision, figures, "en") == "entitled 46, present 33, 17 needed, 21 in favour: carried"
    assert sentence(decision, figures, "zh_CN") == "应到46人，实到33人，须17票赞成；赞成21票，通过。"


def test_half_of_those_present_is_not_enough() -> None:
    figures = Figures(46, 32, 16, 10, 6)
    decision = decide(COUNCIL, figures)
    assert decision.outcome == "not_carried"
    assert sentence(decision, figures, "en") == "entitled 46, present 32, 17 needed, 16 in favour: not carried"
    assert sentence(decision, figures, "zh") == "应到46人，实到32人，须17票赞成；赞成16票，未通过。"


def test_thirty_present_is_no_quorum_however_they_vote() -> None:
    figures = Figures(46, 30, 30, 0, 0)
    decision = decide(COUNCIL, figures)
    assert decision.outcome == "no_quorum"
    assert not decision.has_quorum
    assert sentence(decision, figures, "en") == "present 30 of 46, 31 needed: no quorum"
    assert sentence(decision, figures, "zh") == "应到46人，实到30人，须到31人：未达到法定人数。"


def test_thirty_one_present_is_a_quorum() -> None:
    assert decide(COUNCIL, Figures(46, 31, 0, 0, 0)).has_quorum


@pytest.mark.parametrize(("present", "outcome"), [(306, "no_quorum"), (331, "carried")])
def test_the_residents_meeting_of_612_households_needs_307(present: int, outcome: str) -> None:
    decision = decide(ASSEMBLY, Figures(612, present, 289, 12, min(30, present - 301)))
    assert (decision.outcome, decision.quorum) == (outcome, 307)


Part = tuple[int, str]


def owners(absent: Part, for_: Part, against: Part, abstain: Part) -> Figures:
    """Owners and their floor area by choice."""
    taking_part = (for_, against, abstain)
    heads = sum(number for number, _ in taking_part)
    areas = [Fraction(area) for _, area in taking_part]
    area = sum(areas, Fraction(0))
    weights = Weights(area + Fraction(absent[1]), area, *areas)
    return Figures(heads + absent[0], heads, for_[0], against[0], abstain[0], weights)


def holding(decision: Decision) -> list[bool]:
    return [result.holds for result in decision.tests]


def test_the_lift_passes_when_one_abstains() -> None:
    """S5 a: 302 absent, 101+102 against, 201 abstains; for 854.00 of 1,117.30 = 76.4 %."""
    figures = owners((1, "78.30"), (10, "854.00"), (1, "170.80"), (1, "92.50"))
    decision = decide(OWNERS, figures)
    assert (decision.outcome, holding(decision)) == ("carried", [True] * 4)
    by_area = decision.tests[3]
    assert by_area.numerator / by_area.denominator == Fraction("854.00") / Fraction("1117.30")
    assert (by_area.threshold, by_area.needed) == (Fraction("837.975"), None)
    assert decision.tests[2].needed == 9


def test_the_lift_fails_by_area_when_a_second_abstains() -> None:
    """S5 b: 9 of 12 owners is exactly three quarters, 775.70 of 1,117.30 is not."""
    figures = owners((1, "78.30"), (9, "775.70"), (1, "170.80"), (2, "170.80"))
    decision = decide(OWNERS, figures)
    assert (decision.outcome, holding(decision)) == ("not_carried", [True, True, True, False])


def test_the_lift_is_not_valid_when_too_few_owners_take_part() -> None:
    """S5 c: 804.10 of 1,195.60 is enough area, 8 of 13 owners is too few."""
    figures = owners((5, "391.50"), (7, "633.30"), (1, "170.80"), (0, "0"))
    decision = decide(OWNERS, figures)
    assert (decision.outcome, holding(decision)[:2]) == ("no_quorum", [False, True])
    assert sentence(decision, figures, "en") == "present 8 of 13, 9 needed: no quorum"


def test_a_double_majority_names_both_in_its_sentence() -> None:
    figures = owners((1, "78.30"), (10, "854.00"), (1, "170.80"), (1, "92.50"))
    decision = decide(OWNERS, figures)
    assert sentence(decision, figures, "en") == (
        "entitled 13, present 12; by heads 9 needed, 10 in favour; "
        "by weight at least 837.975 needed, 854 in favour: carried"
    )
    assert sentence(decision, figures, "zh") == (
        "应到13人，实到12人；按人数须9票赞成，赞成10票；按票权须不少于837.975赞成，赞成854：通过。"
    )


def test_a_weight_below_quorum_names_the_weight() -> None:
    figures = owners((1, "500"), (9, "100"), (0, "0"), (0, "0"))
    decision = decide(OWNERS, figures)
    assert sentence(decision, figures, "en") == "present by weight 100 of 600, at least 400 needed: no quorum"
    assert sentence(decision, figures, "zh") == "按票权应到600，实到100，须不少于400：未达到法定人数。"


def test_the_explanation_has_a_line_for_each_test_and_the_verdict() -> None:
    decision = decide(COUNCIL, Figures(46, 33, 21, 8, 2))
    assert explain(decision, "en") == [
        "Quorum by heads: 33 present, of 46 entitled; at least 2/3 must be reached, that is 31: reached.",
        "In favour by heads: 21 in favour, of 33 present; more than 1/2 must be reached, that is 17: reached.",
        "The base holds abstentions too: an abstention is no vote in favour.",
        "All tests hold: carried.",
    ]
    assert explain(decision, "zh") == [
        "法定人数（按人数）：实到33，以应到46人为底，须达到2/3，即31人：达到。",
        "赞成（按人数）：赞成21，以实到33人为底，须超过1/2，即17人：达到。",
        "弃权计入底数，但不算赞成。",
        "各项要求都已达到：通过。",
    ]


def test_for_and_against_is_a_base_without_abstentions() -> None:
    rule = Rule.from_text("quorum=heads/roll>=1/2;pass=heads/for+against>1/2")
    decision = decide(rule, Figures(46, 33, 11, 10, 12))
    assert (decision.outcome, decision.needed, decision.tests[1].denominator) == ("carried", 11, 21)
    assert decide(rule, Figures(46, 33, 10, 10, 13)).outcome == "not_carried"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("92.50"), "92.5"),
        (Fraction(854), "854"),
        (Fraction("1195.60") * 2 / 3, "≈797.07"),
        (Fraction(1, 3), "≈0.33"),
        (Fraction(5, 100), "0.05"),
    ],
)
def test_numbers_are_readable_without_floats(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


shares = st.fractions(0, 1, max_denominator=10**9)


@given(votes=st.tuples(*[st.integers(0, 500)] * 4), quorum=shares, passes=shares)
def test_the_outcome_agrees_with_plain_fractions(
    votes: tuple[int, int, int, int], quorum: Fraction, passes: Fraction
) -> None:
    for_, against, abstain, absent = votes
    present, entitled = for_ + against + abstain, sum(votes)
    rule = Rule.from_text(
        f"quorum=heads/roll>={quorum.numerator}/{quorum.denominator};"
        f"pass=heads/present>={passes.numerator}/{passes.denominator}"
    )
    quorate = present > 0 and Fraction(present, entitled) >= quorum
    carried = for_ > 0 and Fraction(for_, present) >= passes
    expected = "no_quorum" if not quorate else "carried" if carried else "not_carried"
    assert decide(rule, Figures(entitled, present, for_, against, abstain)).outcome == expected


@pytest.mark.parametrize(
    "numbers", [(3, 4, 0, 0, 0), (5, 2, 2, 1, 0), (5, 3, -1, 0, 0), (5, 3, 1.0, 0, 0), (5, 3, True, 0, 0)]
)
def test_figures_that_contradict_each_other_are_refused(numbers: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(BadFigures):
        Figures(*numbers)


def test_a_weighing_rule_without_weights_is_refused() -> None:
    with pytest.raises(BadFigures, match="no weights"):
        decide(OWNERS, Figures(13, 12, 10, 1, 1))


def test_floor_areas_are_said_with_their_unit() -> None:
    decision, figures = decided_by_area(Fraction("4296.1"), Fraction("5813.4"))
    assert "按面积须超过4,296.10平方米赞成，赞成5,813.40平方米" in sentence(decision, figures, "zh")
    assert "by floor area more than 4,296.10 m² needed, 5,813.40 m² in favour" in sentence(decision, figures, "en")


@pytest.mark.parametrize(
    ("half", "in_favour", "said", "carried"),
    [
        ("797.065", "797.07", "more than 797.06 m² needed, 797.07 m² in favour", True),
        ("797.065", "797.06", "more than 797.06 m² needed, 797.06 m² in favour", False),
        ("797.065", "797.0655", "more than 797.065 m² needed, 797.0655 m² in favour", True),
    ],
)
def test_a_limit_between_two_hundredths_contradicts_no_area(
    half: str, in_favour: str, said: str, carried: bool
) -> None:
    decision, figures = decided_by_area(Fraction(half), Fraction(in_favour))
    assert said in sentence(decision, figures, "en")
    assert (decision.outcome == "carried") is carried


def decided_by_area(half: Fraction, in_favour: Fraction) -> tuple[Decision, Figures]:
    """A vote of three owners that needs more than `half` by area, and gets `in_favour`."""
    rule = Rule.from_text("quorum=heads(participating)/roll>=1/2;pass=heads/participating>1/2&area/participating>1/2")
    weights = Weights(2 * half, 2 * half, in_favour, 2 * half - in_favour, Fraction(0))
    figures = Figures(3, 3, 2, 1, 0, weights)
    return decide(rule, figures), figures
