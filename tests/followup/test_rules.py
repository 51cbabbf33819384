"""Where a task can go."""

from datetime import date

import pytest

from council.followup.rules import LANES, TaskState, all_cancelled, all_done, days_over, is_late, may_move

ALLOWED = {
    ("open", "started"),
    ("open", "cancelled"),
    ("started", "done"),
    ("started", "cancelled"),
    ("done", "confirmed"),
    ("done", "started"),
}


@pytest.mark.parametrize("now", list(TaskState))
@pytest.mark.parametrize("to", list(TaskState))
def test_only_the_listed_moves_are_possible(now: TaskState, to: TaskState) -> None:
    assert may_move(now, to) == ((now.value, to.value) in ALLOWED)


def test_each_state_stands_in_one_lane() -> None:
    assert sorted(state for states in LANES.values() for state in states) == sorted(TaskState)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], False),
        (["cancelled"], False),
        (["done"], True),
        (["done", "cancelled"], True),
        (["done", "started"], False),
        (["confirmed", "done"], True),
        (["open"], False),
    ],
)
def test_all_done_needs_one_done_and_none_left(states: list[str], expected: bool) -> None:
    assert all_done(states) is expected


def test_all_cancelled_is_nothing_done_and_nothing_left() -> None:
    assert all_cancelled(["cancelled", "cancelled"])
    assert not any(all_cancelled(["cancelled", state]) for state in ("open", "started", "done", "confirmed"))


@pytest.mark.parametrize(
    ("state", "day", "late"),
    [("open", 21, True), ("open", 22, False), ("started", 21, True), ("done", 21, False), ("cancelled", 1, False)],
)
def test_late_is_what_should_have_been_done_by_now(state: str, day: int, late: bool) -> None:
    assert is_late(state=state, due_on=date(2026, 11, day), today=date(2026, 11, 22)) is late


def test_days_over_counts_from_the_due_day() -> None:
    assert days_over(due_on=date(2026, 11, 20), done_on=date(2026, 11, 22)) == 2
    assert days_over(due_on=date(2026, 11, 20), done_on=date(2026, 11, 19)) == 0
