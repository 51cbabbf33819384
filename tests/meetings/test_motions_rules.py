"""The stack of questions, whatever a meeting moves: ranks, depth, what falls with what."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.meetings.motions.comparing import compared, near_changes
from council.meetings.motions.rules import (
    ALWAYS,
    AMENDMENTS,
    TABLE,
    TWO_THIRDS,
    Effect,
    Kind,
    Pending,
    Stack,
    in_debate,
    settled,
    target,
    why_not,
)

ACTS = st.lists(st.tuples(st.sampled_from(["move", "second", "carry", "lose", "drop"]), st.sampled_from(list(Kind))))
MAIN, AMEND, DEEPER = Pending(1, Kind.MAIN), Pending(2, Kind.AMEND), Pending(3, Kind.AMEND_AGAIN)


@given(acts=ACTS)
def test_whatever_is_moved(acts: list[tuple[str, Kind]]) -> None:
    stack: tuple[Pending, ...] = ()
    moved, gone, number = set(), set(), 0
    for act, kind in acts:
        if act == "move":
            if why_not(stack, kind) is None:
                assert not stack or stack[-1].seconded
                number += 1
                moved.add(number)
                stack = (*stack, Pending(number, kind, seconded=False))
            continue
        if not stack:
            continue
        if act == "second":
            stack = (*stack[:-1], replace(stack[-1], seconded=True))
        elif act == "drop" or stack[-1].seconded:
            after = settled(stack, carried=act == "carry")
            gone |= {stack[-1].id, *(each.id for each in after.ended)}
            assert after.effect is Effect.NOTHING or act == "carry"
            stack = after.stack
        check(stack)
    assert moved == gone | {each.id for each in stack}, "every question is pending, was decided or fell"


def check(stack: Stack) -> None:
    ranks = [TABLE[each.kind].rank for each in stack]
    assert ranks == sorted(set(ranks)), "each ranks above the one below it"
    assert sum(each.kind in AMENDMENTS for each in stack) <= 2
    assert all(each.seconded for each in stack[:-1]), "only the top may wait for a second"
    kinds = [each.kind for each in stack]
    assert not kinds or kinds[0] is Kind.MAIN or kinds[0] in ALWAYS
    if Kind.AMEND_AGAIN in kinds:
        assert kinds[kinds.index(Kind.AMEND_AGAIN) - 1] is Kind.AMEND


def test_nothing_but_a_break_or_the_end_comes_before_a_main_motion() -> None:
    assert [kind for kind in Kind if why_not((), kind) is None] == [Kind.MAIN, Kind.RECESS, Kind.ADJOURN]


def test_only_what_ranks_higher_is_in_order() -> None:
    table = Pending(2, Kind.TABLE)
    assert [kind for kind in Kind if why_not((MAIN, table), kind) is None] == [Kind.RECESS, Kind.ADJOURN]
    assert why_not((MAIN, table), Kind.AMEND) == "ranks_below"
    assert why_not((MAIN,), Kind.MAIN) == "pending"


def test_amendments_go_two_deep() -> None:
    assert why_not((MAIN,), Kind.AMEND) is None
    assert why_not((MAIN,), Kind.AMEND_AGAIN) == "no_amendment"
    assert why_not((MAIN, AMEND), Kind.AMEND) == "ranks_below"
    assert why_not((MAIN, AMEND), Kind.AMEND_AGAIN) is None
    assert why_not((MAIN, AMEND, DEEPER), Kind.AMEND_AGAIN) == "no_amendment"
    assert target((MAIN, Pending(9, Kind.DROP)), Kind.AMEND) == MAIN
    assert target((MAIN, AMEND), Kind.AMEND_AGAIN) == AMEND


def test_a_motion_without_a_second_holds_everything_up() -> None:
    waiting = (Pending(1, Kind.MAIN, seconded=False),)
    assert {why_not(waiting, kind) for kind in Kind} == {"awaits_second"}


def test_a_closed_debate_stays_closed_for_that_question_alone() -> None:
    after = settled((MAIN, AMEND, Pending(3, Kind.CLOSE_DEBATE)), carried=True)
    assert after.stack == (MAIN, replace(AMEND, closed=True))
    assert not in_debate(after.stack)
    assert why_not(after.stack, Kind.AMEND_AGAIN) == "debate_closed"
    assert why_not(after.stack, Kind.LIMIT) == "debate_closed"
    assert why_not(after.stack, Kind.TABLE) is None
    assert in_debate(settled(after.stack, carried=True).stack)
    lost = settled((MAIN, Pending(3, Kind.CLOSE_DEBATE)), carried=False)
    assert lost.stack == (MAIN,)
    assert in_debate(lost.stack)


@pytest.mark.parametrize("kind", [Kind.DROP, Kind.POSTPONE, Kind.TABLE, Kind.ADJOURN])
def test_what_takes_the_whole_stack_with_it(kind: Kind) -> None:
    after = settled((MAIN, Pending(3, kind)), carried=True)
    assert (after.stack, after.ended) == ((), (MAIN,))


def test_two_thirds_is_reached_exactly_and_half_is_not_enough() -> None:
    assert TWO_THIRDS.holds(20, 10)
    assert not TWO_THIRDS.holds(19, 10)
    half = TABLE[Kind.TABLE].majority
    assert half is not None
    assert half.share == Fraction(1, 2)
    assert not half.holds(10, 10)
    assert half.holds(11, 10)
    assert not half.holds(0, 0), "silence carries nothing"


@given(st.integers(0, 500), st.integers(0, 500))
def test_two_thirds_in_whole_numbers(for_: int, against: int) -> None:
    assert TWO_THIRDS.holds(for_, against) == (for_ + against > 0 and 3 * for_ >= 2 * (for_ + against))


@given(st.text(alphabet="同意改灯12，. ab", max_size=40), st.text(alphabet="同意改灯12，. ab", max_size=40))
def test_what_is_marked_gives_both_texts(old: str, new: str) -> None:
    marked = compared(old, new)
    assert "".join(each.text for each in marked if each.op != "ins") == old
    assert "".join(each.text for each in marked if each.op != "del") == new


def test_a_figure_is_compared_as_a_whole() -> None:
    marked = compared("费用9,600元，12月15日前", "费用9,600元，12月31日前")
    assert [tuple(each) for each in marked if each.op != "equal"] == [("del", "15"), ("ins", "31")]
    assert near_changes(marked)[0].text == "费用9,600元，12月"


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(Kind)
    ranks = [TABLE[kind].rank for kind in Kind]
    assert ranks == sorted(set(ranks)), "the kinds stand in the order of their rank"
    assert {kind for kind in Kind if TABLE[kind].majority == TWO_THIRDS} == {Kind.LIMIT, Kind.CLOSE_DEBATE}
    assert not any(TABLE[kind].debated for kind in (Kind.TABLE, Kind.CLOSE_DEBATE, Kind.ADJOURN))
