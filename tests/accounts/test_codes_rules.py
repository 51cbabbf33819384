"""Codes as people type them: in any case and grouping, with the letters that look like figures."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from council.accounts import codes_rules as rules
from council.base.ids import ALPHABET

NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)
codes = st.text(ALPHABET, min_size=8, max_size=8)


@given(codes, st.sampled_from(["", "-", " ", " - ", "．", "_"]))
def test_a_code_is_read_in_any_grouping_and_case(code: str, between: str) -> None:
    assert rules.typed_slip(rules.grouped(code, between)) == code
    assert rules.typed_slip(rules.grouped(code.lower(), between)) == code


@given(codes)
def test_what_looks_like_a_figure_is_one(code: str) -> None:
    for wrong, right in (("I", "1"), ("l", "1"), ("O", "0"), ("o", "0")):
        assert rules.typed_slip(code.replace(right, wrong)) == code


@given(st.text(max_size=20))
def test_anything_else_is_no_code(text: str) -> None:
    read = rules.typed_slip(text)
    assert read == "" or (len(read) == 8 and set(read) <= set(ALPHABET))
    digits = rules.typed_spoken(text)
    assert digits == "" or (len(digits) == 8 and digits.isdigit())


@given(st.binary(min_size=32, max_size=32))
def test_what_is_made_can_be_typed(secret: bytes) -> None:
    assert rules.typed_slip(rules.slip_code(secret)) == rules.slip_code(secret)
    spoken = rules.spoken_code(secret)
    assert rules.typed_spoken(rules.grouped(spoken, " ")) == spoken
    assert spoken[0] != "0"


def test_full_width_letters_of_a_chinese_keyboard_are_read() -> None:
    assert rules.typed_slip("７ｋ３ｍ－２ｑｘｔ") == "7K3M2QXT"
    assert rules.typed_spoken("４８２１　７３０６") == "48217306"
    assert rules.grouped("7K3M2QXT") == "7K3M-2QXT"


def test_a_slip_works_until_it_expires_or_is_withdrawn() -> None:
    until = NOON + rules.SLIP_LIFE
    assert rules.slip_state(expires_at=until, withdrawn_at=None, now=NOON) == "works"
    assert rules.slip_state(expires_at=until, withdrawn_at=None, now=until) == "expired"
    assert rules.slip_state(expires_at=until, withdrawn_at=NOON, now=NOON) == "withdrawn"


def test_a_spoken_code_works_once_for_a_quarter_of_an_hour() -> None:
    until = NOON + rules.SPOKEN_LIFE
    assert rules.spoken_works(expires_at=until, used_at=None, now=until - timedelta(seconds=1))
    assert not rules.spoken_works(expires_at=until, used_at=None, now=until)
    assert not rules.spoken_works(expires_at=until, used_at=NOON, now=NOON)
