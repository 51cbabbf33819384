"""What tighter means: reflexive, transitive, exact, and never a way for a looser rule to pass."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.charters.presets import procedure
from council.charters.rules.tightening import Own, Part, Share, is_tighter, looser_parts, tightened
from council.tally.decision import decide
from council.tally.figures import Figures, Weights
from council.tally.rules import BadRule, Rule, Test

FRACTIONS = [Fraction(*pair) for pair in ((0, 1), (1, 3), (1, 2), (501, 1000), (3, 5), (2, 3), (3, 4), (9, 10))]
SHARES = st.sampled_from([Share(op, fraction) for op in (">=", ">") for fraction in FRACTIONS])  # type: ignore[arg-type]


@st.composite
def some_tests(draw: st.DrawFn, stage: str) -> list[Test]:
    measures = draw(st.lists(st.sampled_from(["heads", "weight"]), min_size=1, max_size=2, unique=True))
    bases = ["roll"] if stage == "quorum" else ["roll", "present", "participating", "for+against"]
    counted = ["present", "participating"] if stage == "quorum" else ["for"]
    found = []
    for measure in measures:
        share = draw(SHARES)
        base, what = draw(st.sampled_from(bases)), draw(st.sampled_from(counted))
        found.append(Test(stage, measure, base, share.op, share.fraction, what))  # type: ignore[arg-type]
    return found


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    quorum = draw(some_tests("quorum")) if draw(st.booleans()) else []
    return Rule("x", (*quorum, *draw(some_tests("pass"))))


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    def parts() -> list[int]:
        return [draw(st.integers(0, 12)) for _ in range(5)]

    for_, against, abstain, silent, absent = parts()
    w_for, w_against, w_abstain, w_silent, w_absent = parts()
    took_part, w_part = for_ + against + abstain, w_for + w_against + w_abstain
    weights = Weights(
        *(Fraction(n) for n in (w_part + w_silent + w_absent, w_part + w_silent, w_for, w_against, w_abstain))
    )
    return Figures(took_part + silent + absent, took_part + silent, for_, against, abstain, weights)


@given(rules())
def test_a_rule_is_as_tight_as_itself(rule: Rule) -> None:
    assert is_tighter(rule, rule)


@given(rules(), rules(), rules())
def test_tighter_than_tighter_is_tighter(one: Rule, two: Rule, three: Rule) -> None:
    if is_tighter(one, two) and is_tighter(two, three):
        assert is_tighter(one, three)


@given(rules(), rules(), figures())
def test_what_a_tighter_rule_carries_the_base_carries_too(rule: Rule, base: Rule, counted: Figures) -> None:
    if is_tighter(rule, base) and decide(rule, counted).outcome == "carried":
        assert decide(base, counted).outcome == "carried"


@given(rules(), SHARES, st.integers(0, 3))
def test_a_smaller_share_is_never_taken(rule: Rule, share: Share, at: int) -> None:
    at %= len(rule.tests)
    asked = Share(rule.tests[at].op, rule.tests[at].fraction)
    loosened = replace(rule.tests[at], op=share.op, fraction=share.fraction)
    looser = Rule("y", (*rule.tests[:at], loosened, *rule.tests[at + 1 :]))
    assert is_tighter(looser, rule) is share.reaches(asked)


@pytest.mark.parametrize(
    ("one", "other", "reaches"),
    [
        (">1/2", ">=1/2", True),
        (">=1/2", ">1/2", False),
        (">=2/3", ">1/2", True),
        (">=501/1000", ">1/2", True),
        (">=500/1000", ">1/2", False),
        (">=1/1", ">=3/4", True),
    ],
)
def test_more_than_half_is_tighter_than_at_least_half(one: str, other: str, reaches: bool) -> None:
    rule, base = (Rule.from_text(f"quorum=heads/roll>=2/3;pass=heads/present{share}") for share in (one, other))
    assert is_tighter(rule, base) is reaches


def test_without_numbers_above_every_rule_is_tighter_and_none_is_looser_than_any() -> None:
    rule = Rule.from_text("quorum=heads/roll>0/1;pass=heads/present>0/1")
    assert is_tighter(rule, None)
    assert is_tighter(None, None)
    assert not is_tighter(None, rule)


def test_of_all_is_tighter_than_of_those_present() -> None:
    of_all = Rule.from_text("quorum=heads/roll>=2/3;pass=heads/roll>1/2")
    assert is_tighter(of_all, procedure("gy_council").rule)
    assert not is_tighter(procedure("gy_council").rule, of_all)


def test_each_looser_part_is_named() -> None:
    base = replace(procedure("cn_rep_assembly"), notice_days=5, secret=True)
    loose = replace(
        base,
        rule=Rule.from_text("quorum=heads/roll>1/2;pass=heads/present>=1/2"),
        notice_days=4,
        secret=False,
        changeable_ballots=True,
        meetings_a_year=1,
    )
    assert looser_parts(loose, base) == list(Part)
    assert looser_parts(base, base) == []


def test_owners_shares_change_for_heads_and_area_alike() -> None:
    base = procedure("cn_owners_ordinary")
    own = tightened(base, Own(majority=Share(">=", Fraction(3, 4))))
    assert own.rule is not None
    assert {(test.measure, test.fraction) for test in own.rule.stage("pass")} == {
        ("heads", Fraction(3, 4)),
        ("weight", Fraction(3, 4)),
    }
    assert looser_parts(own, base) == []


def test_a_place_fills_in_numbers_where_the_law_has_none() -> None:
    own = tightened(
        procedure("cn_council_consult"),
        Own(quorum=Share(">=", Fraction(2, 3)), majority=Share(">", Fraction(1, 2)), notice_days=3),
    )
    assert own.rule == Rule.from_text("quorum=heads/roll>=2/3;pass=heads/present>1/2", code="cn_council_consult")


def test_a_quorum_alone_makes_no_rule() -> None:
    own = tightened(procedure("cn_council_consult"), Own(quorum=Share(">=", Fraction(2, 3))))
    assert own.rule is None


def test_more_than_all_is_no_share() -> None:
    with pytest.raises(BadRule):
        tightened(procedure("gy_council"), Own(majority=Share(">", Fraction(1))))
