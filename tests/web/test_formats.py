"""How days, lights and names look."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from council.base import clock
from council.web import formats

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("周敏", "周*"),
        ("王小明", "王**"),
        ("欧阳静", "欧阳*"),
        ("欧阳文静", "欧阳**"),
        ("Zhou Min", "Zhou M."),
        ("", ""),
    ],
)
def test_names_are_masked_for_the_public(name: str, shown: str) -> None:
    assert formats.masked(name) == shown


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=6))
def test_a_masked_name_never_shows_the_last_sign(name: str) -> None:
    assert formats.masked(name).endswith("*")
    assert len(formats.masked(name)) >= 2


@pytest.mark.parametrize(
    ("day", "words", "light"),
    [
        (date(2026, 11, 20), "2 days late", "late"),
        (date(2026, 11, 21), "1 day late", "late"),
        (date(2026, 11, 22), "due today", "soon"),
        (date(2026, 11, 23), "1 day left", "soon"),
        (date(2026, 11, 25), "3 days left", "ok"),
    ],
)
def test_a_due_day_says_how_late_it_is(app: Flask, day: date, words: str, light: str) -> None:
    with app.test_request_context(), force_locale("en"), clock.stopped(NOON):
        assert formats.due_words(day) == words
        assert formats.light(day) == light


def test_a_day_changes_at_midnight_where_the_councils_meet(app: Flask) -> None:
    late_evening = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # 00:30 on the 23rd in Shanghai
    with app.test_request_context(), force_locale("en"), clock.stopped(NOON):
        assert formats.day_words(late_evening) == "tomorrow"
        assert formats.time(late_evening) == "00:30"


def test_moments_in_chinese(app: Flask) -> None:
    with app.test_request_context(), force_locale("zh_CN"), clock.stopped(NOON):
        assert formats.day(NOON) == "11月22日"
        assert formats.weekday(NOON) == "周日"
        assert formats.full_day(NOON) == "2026年11月22日"
