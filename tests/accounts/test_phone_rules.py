"""How numbers are written, and how often a code is sent. Pure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.accounts.phone_codes.rules import (
    DEVICE_HOURLY,
    HOUR,
    HOURLY,
    LIFE,
    TRIES,
    device_wait,
    is_alive,
    masked_number,
    seconds_to_wait,
    share_of,
    tidy_number,
)

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("19900000001", "19900000001"),
        (" 199 0000-0001 ", "19900000001"),
        ("+86 199 0000 0001", "19900000001"),
        ("008619900000001", "19900000001"),
        ("8619900000001", "19900000001"),
        ("１９９００００００１１", "19900000011"),
        ("0700 12 0001", "0700120001"),
        ("+49 (151) 0000001", "+491510000001"),
        ("0049 151 0000001", "+491510000001"),
        ("12345", None),
        ("周敏", None),
        ("1990000000a", None),
        ("+" * 20, None),
        ("", None),
    ],
)
def test_a_number_is_its_digits(typed: str, number: str | None) -> None:
    assert tidy_number(typed) == number


@given(st.text(max_size=40))
def test_a_tidy_number_stays_as_it_is(typed: str) -> None:
    number = tidy_number(typed)
    assert number is None or tidy_number(number) == number


def test_the_middle_of_a_number_is_not_shown() -> None:
    assert masked_number("13800001234") == "138****1234"
    assert "345" not in masked_number("123456")


@given(st.lists(st.integers(0, 7200), max_size=12))
def test_never_more_than_one_a_minute_and_five_an_hour(ages: list[int]) -> None:
    asked = [NOW - timedelta(seconds=age) for age in ages]
    wait = seconds_to_wait(asked, NOW)
    at = NOW + timedelta(seconds=wait)
    recent = [moment for moment in asked if at - moment < HOUR]
    assert len(recent) < HOURLY
    assert all(at - moment >= timedelta(minutes=1) for moment in recent)


def test_a_code_lives_five_minutes_and_five_tries() -> None:
    assert is_alive(asked_at=NOW, misses=TRIES - 1, used_at=None, now=NOW + LIFE - timedelta(seconds=1))
    assert not is_alive(asked_at=NOW, misses=0, used_at=None, now=NOW + LIFE)
    assert not is_alive(asked_at=NOW, misses=TRIES, used_at=None, now=NOW)
    assert not is_alive(asked_at=NOW, misses=0, used_at=NOW, now=NOW)


@given(st.lists(st.integers(0, 7200), max_size=40))
def test_after_its_wait_a_browser_may_ask(before: list[int]) -> None:
    asked = [NOW - timedelta(seconds=seconds) for seconds in before]
    wait = device_wait(asked, NOW)
    assert device_wait(asked, NOW + timedelta(seconds=wait)) == 0
    assert (wait > 0) is (sum(seconds < 3600 for seconds in before) >= DEVICE_HOURLY)


@pytest.mark.parametrize(("daily", "share"), [(0, 1), (1, 1), (2, 1), (500, 250)])
def test_an_address_has_a_share_of_the_day(daily: int, share: int) -> None:
    assert share_of(daily) == share
