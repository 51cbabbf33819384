"""When a seat card works: on the meeting's day and into the night after it, while the meeting is on."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.meetings.cards.rules import CardState, is_on, seat_number


def local(*parts: int) -> datetime:
    """A local time; the rules compare these among themselves."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


@given(st.datetimes(local(2026, 1, 1), local(2026, 12, 31)), st.integers(-72, 72))
def test_a_card_works_on_the_day_and_into_the_night_after_it(starts: datetime, hours: int) -> None:
    now = starts + timedelta(hours=hours)
    stands = is_on(state="in_session", starts_on=starts.date(), now=now)
    morning = datetime.combine(starts.date() + timedelta(days=1), datetime.min.time()) + timedelta(hours=6)
    expected = CardState.EARLY if now.date() < starts.date() else CardState.OVER if now >= morning else CardState.WORKS
    assert stands is expected


@pytest.mark.parametrize("state", ["draft", "closed", "cancelled"])
def test_a_meeting_that_is_not_on_opens_no_card(state: str) -> None:
    day = date(2026, 11, 28)
    assert is_on(state=state, starts_on=day, now=local(2026, 11, 28, 20)) is CardState.OVER


@pytest.mark.parametrize("written", ["3", " 3 ", "３", "3号", "第3号", "3号座", "No. 3", "seat 3", "03"])
def test_a_seat_number_is_read_as_people_write_it(written: str) -> None:
    assert seat_number(written) == 3


@pytest.mark.parametrize("written", ["", "三", "王3", "3栋", "3-2", "12345"])
def test_what_is_no_seat_number(written: str) -> None:
    assert seat_number(written) is None
