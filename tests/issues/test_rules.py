"""The moves between states, due times, what comes next, which issue presses most."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.issues.rules import (
    AT_REST,
    DAYS_PER_SUPPORT,
    FINAL,
    MOVES,
    SUPPORTABLE,
    Act,
    Party,
    Step,
    act_of_feedback,
    after,
    already,
    may_close_unanswered,
    next_step,
    pressing,
)
from council.issues.states import IssueState, Solved

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
moments = st.integers(0, 730 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def reachable(start: IssueState) -> set[IssueState]:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for (state, _act), end in MOVES.items():
            if state is here and end not in seen:
                seen.add(end)
                waiting.append(end)
    return seen


def test_every_state_can_be_reached_from_the_first() -> None:
    assert reachable(IssueState.SUBMITTED) == set(IssueState)


@pytest.mark.parametrize("state", sorted(set(IssueState) - FINAL))
def test_no_state_but_the_final_ones_is_a_dead_end(state: IssueState) -> None:
    assert reachable(state) & FINAL


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nothing_leads_out_of_a_final_state(state: IssueState) -> None:
    assert all(after(state, act) is None for act in Act)


@given(st.lists(st.sampled_from(Act), max_size=30))
def test_any_row_of_acts_ends_where_there_is_a_way_on_or_an_end(acts: list[Act]) -> None:
    state = IssueState.SUBMITTED
    for act in acts:
        state = after(state, act) or state
    assert state in FINAL or any(after(state, act) for act in Act)


@given(st.sampled_from(IssueState), st.sampled_from(Act))
def test_a_second_tap_is_known_as_such(state: IssueState, act: Act) -> None:
    end = after(state, act)
    if end is not None:
        assert already(end, act) or after(end, act) is not None
        assert not already(state, act)


def test_only_the_resident_answers_lead_to_confirmed() -> None:
    assert {state for (state, _), end in MOVES.items() if end is IssueState.CONFIRMED} == {IssueState.RESOLVED}


@pytest.mark.parametrize(
    ("solved", "reopened", "act"),
    [
        (Solved.YES, 0, Act.CONFIRM),
        (Solved.YES, 1, Act.CONFIRM),
        (Solved.PARTLY, 0, Act.CONFIRM),
        (Solved.PARTLY, 1, Act.CONFIRM),
        (Solved.NO, 0, Act.REOPEN),
        (Solved.NO, 1, Act.SUPERVISE),
    ],
)
def test_no_reopens_once_then_the_supervisor_takes_it(solved: Solved, reopened: int, act: Act) -> None:
    assert act_of_feedback(solved, reopened=reopened) is act


@pytest.mark.parametrize("state", sorted(IssueState))
def test_the_next_step_says_who_and_by_when_unless_all_is_over(state: IssueState) -> None:
    coming = next_step(state, NOW)
    assert (coming.step is Step.NONE) == (state in AT_REST)
    assert (coming.who is Party.NOBODY) == (state in AT_REST)
    assert coming.by == (None if state in AT_REST else NOW)


def test_neighbours_support_what_is_open() -> None:
    assert IssueState.SUBMITTED in SUPPORTABLE
    assert not SUPPORTABLE & (FINAL | {IssueState.RESOLVED})


def test_an_unanswered_issue_is_closed_only_after_its_time() -> None:
    assert not may_close_unanswered(IssueState.RESOLVED, NOW, NOW - timedelta(seconds=1))
    assert may_close_unanswered(IssueState.RESOLVED, NOW, NOW)
    assert may_close_unanswered(IssueState.SUPERVISED, NOW + timedelta(days=9), NOW)


def test_three_days_of_waiting_weigh_like_one_neighbour() -> None:
    fresh = pressing(supports=1, raised_at=NOW)
    waited = pressing(supports=0, raised_at=NOW - timedelta(days=DAYS_PER_SUPPORT))
    assert fresh == waited


@given(st.integers(0, 500), moments)
def test_one_more_neighbour_always_presses_more(supports: int, raised_at: datetime) -> None:
    less = pressing(supports=supports, raised_at=raised_at)
    assert pressing(supports=supports + 1, raised_at=raised_at) > less


@given(st.integers(0, 500), st.integers(0, 500), moments, moments)
def test_what_is_stored_orders_like_supports_and_days_waited(
    one: int, other: int, first: datetime, then: datetime
) -> None:
    now = max(first, then)
    score = [
        supports * DAYS_PER_SUPPORT + (now - raised_at) / timedelta(days=1)
        for supports, raised_at in ((one, first), (other, then))
    ]
    stored = [pressing(supports=one, raised_at=first), pressing(supports=other, raised_at=then)]
    if abs(score[0] - score[1]) > 1e-4:  # more than the second below which both count as equal
        assert (score[0] > score[1]) == (stored[0] > stored[1])
