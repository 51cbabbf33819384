"""Notice is counted in whole days and the day of the call is not one of them (Civil Code art. 201)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.meetings.rules import MOVES, NOTICE_DAYS, earliest_day
from council.polls.rules import quorum_of_heads as quorum
from council.tally.rules import Rule

TUESDAY = date(2026, 11, 24)


def test_three_days_after_a_tuesday_is_a_friday() -> None:
    assert earliest_day(TUESDAY, 3) == date(2026, 11, 27)


def test_no_notice_means_the_same_day() -> None:
    assert earliest_day(TUESDAY, 0) == TUESDAY


@given(st.dates(date(2020, 1, 1), date(2099, 1, 1)), st.sampled_from(NOTICE_DAYS))
def test_between_call_and_meeting_lie_the_days_of_notice_but_not_the_first(called: date, days: int) -> None:
    counted = [called + timedelta(days=n) for n in range(1, days + 1)]
    assert earliest_day(called, days) == max(counted, default=called)
    assert called not in counted


@given(st.dates(date(2020, 1, 1), date(2099, 1, 1)), st.sampled_from(NOTICE_DAYS[:-1]))
def test_a_day_more_of_notice_is_a_day_later(called: date, days: int) -> None:
    assert earliest_day(called, days + 1) - earliest_day(called, days) == timedelta(days=1)


def test_two_thirds_of_46_are_31() -> None:
    rule = Rule.from_text("quorum=heads/roll>=2/3;pass=heads/present>1/2")
    assert quorum(rule, entitled=46, present=0).needed == 31
    assert not quorum(rule, entitled=46, present=30).reached
    assert quorum(rule, entitled=46, present=31).reached


@pytest.mark.parametrize("verb", ["convene", "cancel", "start", "adjourn"])
@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_nothing_follows_the_end(state: str, verb: str) -> None:
    assert (state, verb) not in MOVES
