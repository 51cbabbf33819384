"""Which passwords are good enough, which offices a way of signing in carries, and who may set up what. Pure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.accounts.credentials import hashing
from council.accounts.credentials.common import COMMON
from council.accounts.credentials.rules import (
    FRESH,
    LEAST,
    MOST,
    Step,
    Weakness,
    after_password,
    is_fresh,
    is_login,
    may_set_up,
    tidy_login,
    tidy_password,
    weakness,
)
from council.accounts.rules import GUARDED, HIGH, Method, carries
from council.permits.actor import Holding, Office

CHAIR = (Holding(Office.ESTATE_HEAD, "/1/"),)
RECORDER = (Holding(Office.RECORDER, "/1/"),)
MEMBER = (Holding(Office.COUNCIL_MEMBER, "/1/"),)


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("short1!", Weakness.SHORT),
        ("九个汉字的密码太短", Weakness.SHORT),
        ("x1" + "ab cd" * 30, Weakness.LONG),
        ("1234567890", Weakness.COMMON),
        ("9876543210", Weakness.COMMON),
        ("abcdefghijkl", Weakness.COMMON),
        ("aaaaaaaaaaaaa", Weakness.COMMON),
        ("xyxyxyxyxyxy", Weakness.COMMON),
        ("Password123", Weakness.COMMON),
        ("woaini1314520", Weakness.COMMON),
        ("chair-tang1", Weakness.PERSONAL),
        ("19900000001", Weakness.PERSONAL),
        ("x19900000001y", Weakness.PERSONAL),
        ("correct horse battery", None),
        ("灯下慢慢说 邻里好商量", None),
        ("chair-tang sits under the lamp", None),
        ("lantern osmanthus teapot " * 5, None),
    ],
)
def test_a_password_is_judged_by_length_and_by_what_guessers_know(password: str, weak: Weakness | None) -> None:
    assert weakness(password, about=("chair-tang", "唐守诚", "19900000001", "")) == weak


@given(st.text(max_size=LEAST - 1))
def test_whatever_is_short_is_refused(password: str) -> None:
    assert weakness(password, about=()) is Weakness.SHORT


@given(st.text(alphabet=st.characters(categories=["Lo"]), min_size=20, max_size=MOST))
def test_kinds_of_characters_are_not_asked_for(password: str) -> None:
    assert weakness(password, about=()) in (None, Weakness.COMMON)


def test_every_line_of_the_list_could_have_been_chosen() -> None:
    assert not [word for word in COMMON if len(word) < LEAST or word != word.casefold()]


def test_the_keyboard_makes_no_difference() -> None:
    assert tidy_login("  Chair.Tang ") == "chair.tang"  # full-width letters
    assert tidy_password("ｌａｍｐ１２３４５６") == "lamp123456"
    assert is_login("a.b-c_1")
    assert not is_login("1abc")
    assert not is_login("ab")
    assert not is_login("唐守诚")


@pytest.mark.parametrize("office", sorted(HIGH))
def test_a_password_alone_opens_no_high_office(office: Office) -> None:
    assert not carries(office, Method.PASSWORD, has_credential=False)
    assert carries(office, Method.PASSWORD, has_credential=True)
    assert carries(office, Method.LINK, has_credential=False)
    assert not carries(office, Method.LINK, has_credential=True)


@pytest.mark.parametrize("office", sorted(GUARDED))
@pytest.mark.parametrize("method", [Method.SLIP, Method.SPOKEN_CODE, Method.PHONE_CODE])
def test_what_a_family_may_share_opens_no_guarded_office(office: Office, method: Method) -> None:
    assert not carries(office, method, has_credential=False)
    assert not carries(office, method, has_credential=True)


def test_what_follows_on_the_password() -> None:
    assert after_password(MEMBER, has_second=False) is Step.IN
    assert after_password(RECORDER, has_second=False) is Step.IN
    assert after_password(CHAIR, has_second=False) is Step.REFUSED
    assert after_password(CHAIR, has_second=True) is Step.SECOND
    assert after_password((), has_second=True) is Step.SECOND


def test_only_a_session_that_carries_all_offices_sets_things_up() -> None:
    assert may_set_up(CHAIR, Method.LINK, has_second=False)
    assert not may_set_up(CHAIR, Method.LINK, has_second=True)
    assert not may_set_up(CHAIR, Method.PASSWORD, has_second=False)
    assert may_set_up(CHAIR, Method.PASSWORD, has_second=True)
    assert not may_set_up(RECORDER, Method.SLIP, has_second=False)
    assert not may_set_up(RECORDER, Method.PHONE_CODE, has_second=False)
    assert may_set_up(MEMBER, Method.SLIP, has_second=False)


def test_fresh_is_a_quarter_of_an_hour() -> None:
    start = datetime(2026, 11, 28, tzinfo=UTC)
    assert is_fresh(start, start + FRESH - timedelta(seconds=1))
    assert not is_fresh(start, start + FRESH)


def test_hashes_know_their_password_and_nobodys_is_as_much_work() -> None:
    kept = hashing.hashed("under the lamp")
    assert hashing.matches(kept, "under the lamp")
    assert not hashing.matches(kept, "under the lamP")
    assert not hashing.matches(None, "under the lamp")
    assert not hashing.matches("no hash", "under the lamp")
    assert kept.startswith("$argon2id$")
    assert not hashing.is_outdated(kept)
    assert not hashing.is_outdated(hashing.NOBODYS)  # else an unknown name would answer faster or slower
