"""What may stand on a ballot: every marking read strictly, what cannot be refused with its reason."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.polls.kinds import Marking, option_key
from council.polls.marks import BadMarks, Sheet, moved, read_marks
from council.polls.papers.rules import outcome
from council.polls.rules import Voter, small_classes

ABC = ("a", "b", "c")
COSTS = {"a": 60, "b": 50, "c": 40}


def sheet(marking: Marking, **more: Any) -> Sheet:
    return Sheet(marking, ABC, COSTS, **more)


@pytest.mark.parametrize(
    ("marking", "form", "choice"),
    [
        (Marking.STANCE, {"choice": ["for"]}, '"for"'),
        (Marking.PICK, {"option": ["b"]}, '"b"'),
        (Marking.APPROVE, {"option": ["", "c", "a", "a"]}, '["a","c"]'),
        (Marking.BUDGET, {"option": ["c", "a"]}, '["a","c"]'),
        (Marking.RANK, {"order": ["c, a"]}, '["c","a"]'),
        (Marking.POINTS, {"points-a": ["5"], "points-b": ["0"], "points-c": [""]}, '{"a":5}'),
        (Marking.ANSWER, {"choice": ["consent"]}, '{"answer":"consent"}'),
        (Marking.ANSWER, {"choice": ["objection"], "reason": [" 太吵 "]}, '{"answer":"objection","reason":"太吵"}'),
    ],
)
def test_each_marking_has_one_canonical_form(marking: Marking, form: Mapping[str, list[str]], choice: str) -> None:
    assert read_marks(sheet(marking), form) == choice


@pytest.mark.parametrize(
    ("marking", "form", "why", "more"),
    [
        (Marking.STANCE, {}, "no_stance", {}),
        (Marking.STANCE, {"choice": ["maybe"]}, "no_stance", {}),
        (Marking.STANCE, {"choice": ["for", "against"]}, "one_choice", {}),
        (Marking.PICK, {}, "nothing", {}),
        (Marking.PICK, {"option": ["a", "b"]}, "one_choice", {}),
        (Marking.PICK, {"option": ["z"]}, "unknown", {}),
        (Marking.APPROVE, {"option": [""]}, "nothing", {}),
        (Marking.APPROVE, {"option": ["a", "b"]}, "too_many", {"at_most": 1}),
        (Marking.BUDGET, {"option": ["a", "b"]}, "over_budget", {"limit": 100}),
        (Marking.BUDGET, {"option": ["a", "x"]}, "unknown", {"limit": 100}),
        (Marking.RANK, {"order": ["a,b,a"]}, "rank_twice", {}),
        (Marking.RANK, {"order": ["a,q"]}, "unknown", {}),
        (Marking.RANK, {"order": [" , "]}, "nothing", {}),
        (Marking.POINTS, {"points-a": ["6"]}, "points", {}),
        (Marking.POINTS, {"points-a": ["1.5"]}, "points", {}),
        (Marking.POINTS, {"points-a": ["-1"]}, "points", {}),
        (Marking.POINTS, {"points-a": ["0"]}, "nothing", {}),
        (Marking.POINTS, {"points-a": ["3"], "points-b": ["3"]}, "points_in_all", {"in_all": 5}),
        (Marking.ANSWER, {"choice": ["no"]}, "no_answer", {}),
        (Marking.ANSWER, {"choice": ["objection"], "reason": [" "]}, "needs_reason", {}),
        (Marking.ANSWER, {"choice": ["objection"], "reason": ["长" * 201]}, "long_reason", {}),
    ],
)
def test_what_cannot_be_is_refused(marking: Marking, form: Mapping[str, list[str]], why: str, more: Any) -> None:
    with pytest.raises(BadMarks) as caught:
        read_marks(sheet(marking, **more), form)
    assert caught.value.why == why


def test_a_budget_on_the_limit_is_within_it() -> None:
    assert read_marks(sheet(Marking.BUDGET, limit=100), {"option": ["a", "c"]}) == '["a","c"]'


@given(st.lists(st.tuples(st.sampled_from(["add", "up", "down", "drop", "clear", "x"]), st.sampled_from([*ABC, "z"]))))
def test_taps_keep_an_order_without_repeats(taps: list[tuple[str, str]]) -> None:
    order: list[str] = []
    for verb, key in taps:
        before = list(order)
        order = moved(order, f"{verb}:{key}" if verb != "clear" else verb, ABC)
        assert len(set(order)) == len(order) and set(order) <= set(ABC)  # noqa: PT018
        if verb in ("up", "down"):
            assert sorted(order) == sorted(before)


def test_taps() -> None:
    assert moved(["a", "b"], "add:c", ABC) == ["a", "b", "c"]
    assert moved(["a", "b"], "up:b", ABC) == ["b", "a"]
    assert moved(["a", "b"], "down:b", ABC) == ["a", "b"]
    assert moved(["a", "b"], "drop:a", ABC) == ["b"]


def test_option_keys_go_on_after_z() -> None:
    assert [option_key(at) for at in (0, 25, 26, 27, 51, 52)] == ["a", "z", "aa", "ab", "az", "ba"]


@pytest.mark.parametrize(
    ("readings", "state", "settled"),
    [
        ([], "out", None),
        (["x"], "read", None),
        (["x", "x"], "counted", "x"),
        (["x", "y"], "conflict", None),
        (["x", "y", "y"], "counted", "y"),
        (["x", "y", "z"], "conflict", None),
    ],
)
def test_two_alike_count(readings: list[str], state: str, settled: str | None) -> None:
    assert outcome(readings) == (state, settled)


def test_small_classes_of_weights_tell_who_it_is() -> None:
    def roll(*weights: int) -> list[Voter]:
        return [Voter(number, True, weight) for number, weight in enumerate(weights)]

    assert small_classes(roll(*[1] * 3)) == []
    assert small_classes(roll(*[9250] * 5, *[7830] * 5)) == []
    assert small_classes(roll(*[9250] * 6, *[7830] * 4, 17080)) == [7830, 17080]
