"""Working time: holidays and make-up days, there and back."""

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.base.clock import LOCAL
from council.calendar.rules import PUBLISHED, Calendar

moments = st.integers(0, 700 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LOCAL)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 17), False),  # Spring Festival, a Tuesday
        (date(2026, 2, 14), True),  # a Saturday that makes up for it
        (date(2026, 10, 10), True),
        (date(2026, 10, 8), True),
        (date(2026, 11, 28), False),  # a Saturday like others
        (date(2030, 5, 1), False),  # not announced, a Wednesday: the law names the day
        (date(2030, 5, 3), True),
        (date(2027, 2, 8), True),  # Spring Festival, which nobody here can compute
    ],
)
def test_the_published_calendar_counts(day: date, worked: bool) -> None:
    assert PUBLISHED.is_worked(day) is worked


def test_ones_own_days_come_first() -> None:
    own = Calendar(MappingProxyType({date(2026, 11, 25): False, date(2026, 11, 28): True}))
    assert (own.is_worked(date(2026, 11, 25)), own.is_worked(date(2026, 11, 28))) == (False, True)


@pytest.mark.parametrize(
    ("begin", "hours", "end"),
    [
        (at(2026, 11, 18, 10), 8, at(2026, 11, 19, 10)),  # over lunch and night
        (at(2026, 11, 18, 20), 1, at(2026, 11, 19, 10)),  # raised in the evening
        (at(2026, 11, 20, 17), 2, at(2026, 11, 23, 10)),  # over a weekend
        (at(2026, 9, 30, 17), 2, at(2026, 10, 8, 10)),  # over the National Day holiday
        (at(2026, 9, 18, 17), 2, at(2026, 9, 20, 10)),  # a Sunday that is worked
    ],
)
def test_hours_go_over_lunch_nights_and_holidays(begin: datetime, hours: int, end: datetime) -> None:
    assert PUBLISHED.add_hours(begin, hours) == end


@given(moments, st.integers(1, 200))
def test_adding_and_measuring_are_each_others_way_back(begin: datetime, hours: int) -> None:
    end = PUBLISHED.add_hours(begin, hours)
    assert PUBLISHED.hours_between(begin, end) == timedelta(hours=hours)


@given(moments, st.integers(1, 100), st.integers(0, 48))
def test_later_or_longer_never_ends_sooner(begin: datetime, hours: int, more: int) -> None:
    end = PUBLISHED.add_hours(begin, hours)
    assert end > begin
    assert PUBLISHED.add_hours(begin, hours + more) >= end
    assert PUBLISHED.add_hours(begin + timedelta(hours=more), hours) >= end


@given(st.dates(date(2025, 1, 1), date(2026, 12, 1)), st.integers(1, 30))
def test_working_days_end_on_one(day: date, days: int) -> None:
    end = PUBLISHED.working_days_after(day, days)
    assert PUBLISHED.is_worked(end)
    assert end - day >= timedelta(days=days) or end > day


def test_a_year_is_known_once_it_is_announced_or_its_days_are_set() -> None:
    assert (PUBLISHED.knows(2026), PUBLISHED.knows(2027)) == (True, False)
    assert PUBLISHED.unknown_years([date(2026, 12, 26), date(2027, 1, 30), date(2027, 2, 27)]) == [2027]
    days = {date(2027, 2, 6) + timedelta(days=at): False for at in range(7)}
    assert Calendar(MappingProxyType(days)).knows(2027)
    assert not Calendar(MappingProxyType({date(2027, 7, 1): False})).knows(2027), "a typhoon is no calendar"
