"""Pure decisions about points of order: the brake, the tie, when an appeal is in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.meetings.order.rules import (
    POINTS_EACH,
    Appeal,
    Stage,
    first_stage,
    may_raise,
    stands,
    was_well_taken,
    why_no_appeal,
)


@given(st.integers(0, 500), st.integers(0, 500))
def test_only_a_majority_overturns_the_chair(for_: int, against: int) -> None:
    assert stands(for_, against) == (against <= for_)


def test_a_point_interrupts_unless_another_is_heard() -> None:
    assert first_stage(busy=False) is Stage.HEARD
    assert first_stage(busy=True) is Stage.WAITING


def test_points_that_were_well_taken_are_not_counted() -> None:
    lost, won = (Stage.NOT_WELL_TAKEN, Appeal.NONE), (Stage.WELL_TAKEN, Appeal.SUSTAINED)
    assert may_raise([won] * 9 + [lost] * (POINTS_EACH - 1))
    assert not may_raise([won] * 9 + [lost] * POINTS_EACH)
    assert not may_raise([(Stage.WITHDRAWN, Appeal.NONE)] * POINTS_EACH)
    assert not may_raise([(Stage.WELL_TAKEN, Appeal.OVERTURNED)] * POINTS_EACH)
    assert was_well_taken(Stage.NOT_WELL_TAKEN, Appeal.OVERTURNED)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({}, None),
        ({"parliamentary": False}, "not_parliamentary"),
        ({"stage": Stage.HEARD}, "not_ruled"),
        ({"appeal": Appeal.SUSTAINED}, "appealed"),
        ({"busy": True}, "open"),
        ({"at_once": False}, "business"),
        ({"own": True}, "raiser"),
    ],
)
def test_when_an_appeal_is_in_order(changed: dict[str, object], refusal: str | None) -> None:
    usual = {
        "parliamentary": True,
        "busy": False,
        "stage": Stage.WELL_TAKEN,
        "appeal": "",
        "at_once": True,
        "own": False,
    }
    assert why_no_appeal(**(usual | changed)) == refusal  # type: ignore[arg-type]
