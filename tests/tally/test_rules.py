"""Rules are read from text and from snapshots, and nonsense is refused with a reason."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.tally import rules

COUNCIL = "quorum=heads/roll>=2/3;pass=heads/present>1/2"


def test_reads_a_rule_written_out() -> None:
    rule = rules.Rule.from_text(COUNCIL)
    assert rule.tests == (
        rules.Test("quorum", "heads", "roll", ">=", Fraction(2, 3)),
        rules.Test("pass", "heads", "present", ">", Fraction(1, 2)),
    )
    assert [test.counted for test in rule.tests] == ["present", "for"]


def test_reads_several_tests_joined_by_and() -> None:
    text = "quorum=heads/roll>=2/3&weight/roll>=2/3; pass=heads/for+against>1/2 & weight/participating>=3/4"
    rule = rules.Rule.from_text(text)
    assert [(t.stage, t.measure, t.base) for t in rule.tests] == [
        ("quorum", "heads", "roll"),
        ("quorum", "weight", "roll"),
        ("pass", "heads", "for+against"),
        ("pass", "weight", "participating"),
    ]
    assert rule.weighs


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pass=heads/present>1/2", "quorum=…;pass=…"),
        ("quorum=heads/roll>=2/3", "quorum=…;pass=…"),
        (COUNCIL + ";pass=heads/roll>1/2", "quorum=…;pass=…"),
        ("quorum=heads/roll>=0.66;pass=heads/present>1/2", "0.66"),
        ("quorum=hands/roll>=2/3;pass=heads/present>1/2", "hands"),
        ("quorum=heads/room>=2/3;pass=heads/present>1/2", "room"),
        ("quorum=heads/roll<=2/3;pass=heads/present>1/2", "heads/roll<=2/3"),
        ("quorum=heads/roll>=2/0;pass=heads/present>1/2", "divides by zero"),
        ("quorum=heads/roll>=3/2;pass=heads/present>1/2", "between 0 and 1"),
        ("quorum=heads/roll>=2/3;pass=heads/present>1/1", "more than all"),
        ("quorum=heads/roll>=2/3;pass=", "''"),
        ("quorum=heads/roll>=２/３;pass=heads/present>1/2", "２/３"),
    ],
)
def test_refuses_what_is_no_rule(text: str, says: str) -> None:
    with pytest.raises(rules.BadRule) as refused:
        rules.Rule.from_text(text)
    assert says in str(refused.value)


def test_refuses_a_float() -> None:
    with pytest.raises(rules.BadRule, match="never as a float"):
        rules.Test("pass", "heads", "roll", ">", 0.5)  # type: ignore[arg-type]


@given(
    st.lists(
        st.builds(
            rules.Test,
            stage=st.sampled_from(["quorum", "pass"]),
            measure=st.sampled_from(["heads", "weight"]),
            base=st.sampled_from(["roll", "present", "participating", "for+against"]),
            op=st.just(">="),
            fraction=st.fractions(0, 1),
            counted=st.sampled_from(["present", "participating", "for"]),
        ),
        max_size=5,
    )
)
def test_a_snapshot_gives_the_same_rule_back(tests: list[rules.Test]) -> None:
    rule = rules.Rule("any", (*tests, rules.Test("pass", "heads", "roll", ">", Fraction(1, 2))))
    assert rules.Rule.from_json(rule.to_json()) == rule


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"code": "x", "tests": []},
        {"code": "x", "tests": [{"stage": "pass"}]},
        {"code": "x", "tests": [{"stage": "pass", "measure": "heads", "base": "roll", "op": ">", "fraction": "0.5"}]},
    ],
)
def test_a_broken_snapshot_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(rules.BadRule):
        rules.Rule.from_json(broken)
