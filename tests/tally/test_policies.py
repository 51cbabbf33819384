"""Policies of a rule: abstentions, silence, the chair's vote, caps; and what may follow a decision (S12)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.charters.presets import PROCEDURES, procedure
from council.tally.decide_file import decide_file
from council.tally.decision import decide
from council.tally.explain import explain, sentence
from council.tally.figures import Figures, Weights, followed
from council.tally.policies import BadRule, Policies, ProxyCap
from council.tally.rules import Rule
from council.tally.sequel import Fallback, NoFallback, Objection, second_rule
from council.tally.sheet import Vote, capped

HALF_PRESENT = "quorum=heads/roll>=1/3;pass=heads/present>1/2"


def rule(text: str) -> Rule:
    return Rule.from_text(text)


def test_abstentions_stay_in_the_base_or_are_left_out() -> None:
    figures = Figures(entitled=46, present=33, for_=16, against=10, abstain=7)
    assert decide(rule(HALF_PRESENT), figures).outcome == "not_carried"
    without = decide(rule(HALF_PRESENT + ";abstain=left_out"), figures)
    assert (without.outcome, without.tests[1].denominator, without.needed) == ("carried", 26, 14)
    assert "Abstentions are left out of the base." in explain(without, "en")
    roll = decide(rule("quorum=heads/roll>=1/3;pass=heads/roll>1/3;abstain=left_out"), figures)
    assert roll.tests[1].denominator == 46, "the roll holds everybody whatever they do"


@pytest.mark.parametrize(
    ("base", "denominator", "outcome"),
    [
        ("cast", 20, "not_carried"),
        ("valid", 15, "carried"),
        ("for+against", 13, "carried"),
        ("participating", 20, "not_carried"),
    ],
)
def test_blank_and_invalid_ballots_were_cast_and_are_not_valid(base: str, denominator: int, outcome: str) -> None:
    figures = Figures(entitled=40, present=25, for_=8, against=5, abstain=2, blank=3, invalid=2)
    decision = decide(rule(f"quorum=heads/roll>=1/2;pass=heads/{base}>1/2"), figures)
    assert (decision.tests[1].denominator, decision.outcome) == (denominator, outcome)
    assert figures.not_voted == 5


def test_a_fixed_number_joined_with_a_share_is_the_larger_of_the_two() -> None:
    """A parish council: three members or a third, whichever is more."""
    parish = rule("quorum=heads/3>=1/1&heads/roll>=1/3;pass=heads/for+against>1/2")
    assert decide(parish, Figures(7, 2, 2, 0, 0)).outcome == "no_quorum"
    assert decide(parish, Figures(7, 3, 2, 0, 1)).outcome == "carried"
    assert decide(parish, Figures(12, 3, 2, 0, 1)).outcome == "no_quorum"
    assert Rule.from_json(parish.to_json()) == parish


def test_households_area_and_shares_are_measures() -> None:
    area = rule("quorum=heads/roll>=1/2;pass=area/participating>=2/3")
    figures = Figures(4, 3, 2, 1, 0, Weights(Fraction(400), Fraction(300), Fraction(200), Fraction(100), Fraction(0)))
    assert area.weighs
    assert decide(area, figures).outcome == "carried"
    assert "m²" in explain(decide(area, figures), "en")[1]
    assert "平方米" in explain(decide(area, figures), "zh")[1]
    shares = decide(rule("quorum=shares/roll>=3/4;pass=shares/roll>3/4"), figures)
    assert (shares.outcome, shares.tests[1].needed) == ("not_carried", None)
    households = decide(rule("quorum=households/roll>1/2;pass=households/present>1/2"), figures)
    assert (households.outcome, households.needed) == ("carried", 2)
    assert sentence(households, figures, "en").startswith("entitled 4, present 3")
    counted = rule("quorum=area(participating)/roll>=2/3;pass=area/participating>1/2")
    assert counted.tests[0].counted == "participating"


def test_silence_follows_the_majority_only_where_the_rule_says_so() -> None:
    figures = Figures(entitled=10, present=4, for_=3, against=1, abstain=0)
    text = "quorum=heads(participating)/roll>=2/3;pass=heads/participating>1/2"
    assert decide(rule(text), figures).outcome == "no_quorum"
    following = decide(rule(text + ";silence=follows"), figures)
    assert (following.outcome, following.figures.for_, following.figures.present) == ("carried", 9, 10)
    assert explain(following, "zh")[-2] == "按本规则，未投票的随多数票计算。"


def test_without_a_majority_nobody_is_followed() -> None:
    level = Figures(entitled=10, present=4, for_=2, against=2, abstain=0)
    assert followed(level) is level
    assert followed(Figures(10, 0, 0, 0, 0)).for_ == 0
    torn = Figures(3, 2, 1, 1, 0, Weights(*map(Fraction, (90, 60, 50, 10, 0))))
    assert followed(torn) is torn
    apart = Figures(4, 3, 2, 1, 0, Weights(*map(Fraction, (90, 60, 10, 50, 0))))
    assert followed(apart) is apart, "heads and area disagree about the majority"
    both = followed(Figures(4, 3, 2, 1, 0, Weights(*map(Fraction, (90, 60, 50, 10, 0)))))
    assert both.weights is not None
    assert (both.for_, both.weights.for_) == (3, 80)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_following_adds_up(for_: int, against: int, abstain: int, silent: int) -> None:
    cast = for_ + against + abstain
    after = followed(Figures(cast + silent, cast, for_, against, abstain))
    assert after.participating in (cast, cast + silent)
    assert (after.for_ >= for_, after.against >= against, after.abstain >= abstain) == (True, True, True)


def test_a_tie_falls_or_waits_for_the_chair() -> None:
    text = "quorum=heads/roll>=1/3;pass=heads/for+against>1/2"
    figures = Figures(entitled=12, present=11, for_=5, against=5, abstain=1)
    assert decide(rule(text), figures).outcome == "not_carried"
    waiting = decide(rule(text + ";tie=chair"), figures)
    assert (waiting.outcome, waiting.asks_chair) == ("not_carried", True)
    assert decide(rule(text + ";tie=chair"), figures, casting="for").outcome == "carried"
    against = decide(rule(text + ";tie=chair"), figures, casting="against")
    assert (against.outcome, against.asks_chair, against.to_json()["casting_vote"]) == ("not_carried", False, "against")
    ahead = Figures(entitled=12, present=11, for_=6, against=5, abstain=0)
    assert not decide(rule(text + ";tie=chair"), ahead, casting="against").level
    assert decide(rule(text + ";tie=chair"), ahead, casting="against").outcome == "carried"


def test_nobody_weighs_more_than_the_cap() -> None:
    votes = [
        Vote("甲", Fraction(60), "for", 2),
        Vote("乙", Fraction(25), "against", 3),
        Vote("丙", Fraction(15), "for", 4),
    ]
    assert [vote.weight for vote in capped(votes, Fraction(1, 5))] == [20, 20, 15]
    assert capped(votes, None) is votes


def test_a_cap_in_a_rule_written_out(tmp_path) -> None:  # type: ignore[no-untyped-def]
    sheet = tmp_path / "votes.csv"
    sheet.write_text("voter,weight,choice\nA,60,for\nB,25,against\nC,15,against\n")
    text = "quorum=weight/roll>=1/2;pass=weight/participating>1/2"
    assert decide_file(text, sheet, presets={})["outcome"] == "carried"
    with_cap = decide_file(text + ";cap=1/5", sheet, presets={})
    assert (with_cap["outcome"], with_cap["figures"]["weight"]["entitled"]) == ("not_carried", "55/1")


def test_how_many_proxies_one_may_hold() -> None:
    three = ProxyCap(count=3)
    assert [three.allows(held, 0, 0) for held in (3, 4)] == [True, False]
    france = ProxyCap(count=3, share=Fraction(1, 10), either=True)
    assert [france.allows(5, weight, 1000) for weight in (100, 101)] == [True, False]
    assert france.allows(3, 900, 1000)
    both = ProxyCap(count=3, share=Fraction(1, 20))
    assert [both.allows(2, weight, 100) for weight in (5, 6)] == [True, False]
    assert ProxyCap().allows(99, 1, 1)


@pytest.mark.parametrize(
    "policies",
    [
        Policies(),
        Policies(abstain="left_out", silence="follows", tie="chair", weight_cap=Fraction(1, 5)),
        Policies(proxies=ProxyCap(3)),
        Policies(proxies=ProxyCap(None, Fraction(1, 20), True)),
    ],
)
def test_policies_survive_a_snapshot(policies: Policies) -> None:
    assert Policies.from_json(policies.to_json()) == policies
    whole = Rule("x", rule(HALF_PRESENT).tests, policies)
    assert Rule.from_json(whole.to_json()) == whole
    assert ("policies" in whole.to_json()) == (policies != Policies())


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("abstain=maybe", "abstain 'maybe'"),
        ("colour=red", "unknown policy colour"),
        ("cap=2/1", "cap of a weight"),
        ("cap=0/1", "cap of a weight"),
        ("cap=x", "'x' is not a fraction"),
        ("cap=1/0", "not a fraction"),
        ("proxies=-1", "not a whole number"),
        ("tie=chair;tie=fails", "quorum=…;pass=…"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(more: str, says: str) -> None:
    with pytest.raises(BadRule, match=says):
        rule(f"{HALF_PRESENT};{more}")


def test_proxy_caps_that_cannot_be() -> None:
    with pytest.raises(BadRule, match="below zero"):
        ProxyCap(count=-1)
    with pytest.raises(BadRule, match="between 0 and 1"):
        ProxyCap(share=Fraction(3, 2))


def test_s12_a_second_meeting_a_lower_quorum_and_time_to_object() -> None:
    association = procedure("own_association")
    assert association.rule is not None
    assert association.objection is not None
    first = decide(association.rule, Figures(entitled=612, present=190, for_=0, against=0, abstain=0))
    assert (first.outcome, first.quorum) == ("no_quorum", 307)
    held = date(2026, 5, 9)
    with pytest.raises(NoFallback, match="too_soon"):
        second_rule(association.fallback, first, held_on=held, on=date(2026, 5, 15))
    again = second_rule(association.fallback, first, held_on=held, on=date(2026, 5, 16))
    second = decide(again, Figures(entitled=612, present=159, for_=118, against=30, abstain=11))
    assert (second.outcome, second.quorum, second.needed) == ("carried", 123, 80)
    window = association.objection
    assert window.last_day(date(2026, 5, 16)) == date(2026, 5, 23)
    assert [window.stands(objecting=n, entitled=612) for n in (41, 305, 306)] == [True, True, False]


def test_the_residents_meeting_has_no_reduced_quorum() -> None:
    preset = procedure("cn_residents_meeting")
    assert preset.rule is not None
    first = decide(preset.rule, Figures(entitled=612, present=190, for_=0, against=0, abstain=0))
    with pytest.raises(NoFallback, match="no_fallback"):
        second_rule(preset.fallback, first, held_on=date(2026, 5, 9), on=date(2026, 6, 9))
    assert [code for code, each in PROCEDURES.items() if each.fallback] == ["own_association"]


def test_a_second_vote_needs_the_failure_that_it_is_for() -> None:
    """France: who got a third of all votes without a majority may vote again at once under the easier rule."""
    all_votes = rule("quorum=heads/roll>=0/1;pass=heads/roll>1/2")
    easier = rule("quorum=heads/roll>=0/1;pass=heads/for+against>1/2")
    third = rule("quorum=heads/roll>=0/1;pass=heads/roll>=1/3").tests[1]
    passerelle = Fallback("not_carried", easier, most_days=90, support=third)
    day = date(2026, 5, 9)
    first = decide(all_votes, Figures(entitled=60, present=40, for_=20, against=10, abstain=10))
    assert second_rule(passerelle, first, held_on=day, on=day) is easier
    weak = decide(all_votes, Figures(entitled=60, present=40, for_=19, against=10, abstain=11))
    for decision, on, why in (
        (weak, day, "support"),
        (first, date(2026, 8, 8), "too_late"),
        (decide(easier, first.figures), day, "decided"),
    ):
        with pytest.raises(NoFallback, match=why):
            second_rule(passerelle, decision, held_on=day, on=on)


def test_objections_by_heads_and_by_area() -> None:
    window = Objection(days=10, below=Fraction(1, 3))
    assert window.stands(objecting=3, entitled=10, weight=Fraction(33), total=Fraction(100))
    assert not window.stands(objecting=3, entitled=10, weight=Fraction(100, 3), total=Fraction(100))
    assert not window.stands(objecting=4, entitled=12, weight=Fraction(1), total=Fraction(100))
