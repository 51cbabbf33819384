"""Single values: areas are exact, doors are compared plainly, formulas are found in any disguise."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.residents.names import initials_of
from council.roster import rules


@given(st.integers(1, 10_000_000))
def test_an_area_goes_there_and_back_exactly(hundredths: int) -> None:
    text = f"{Decimal(hundredths) / 100:.2f}"
    area = rules.area_from(text)
    assert area == hundredths * 100
    assert rules.area_text(area) == text


@pytest.mark.parametrize("text", ["92,5", "-3", "92.505", "0", "0.00", "", "1e3", "９２.5", "100000.01", "92.5 m", "."])
def test_what_is_no_area(text: str) -> None:
    assert rules.area_from(text) is None


def test_doors_are_compared_without_their_decoration() -> None:
    assert {rules.door_of(text) for text in ("302", "３０２", " 3 02 ", "302室", "302号")} == {"302"}
    assert rules.door_of("室") == "室"


def test_buildings_and_entrances_are_told_by_what_is_between_the_words() -> None:
    assert {rules.spot_of(text) for text in ("3", "03", "3栋", "3号楼", "Building 3", "３幢")} == {"3"}
    assert rules.spot_of("A座") == "a"
    assert rules.spot_of("1-1栋") == rules.spot_of("1－1幢") != rules.spot_of("11栋")
    assert rules.spot_of("GY-B01") == rules.spot_of("GYB01")
    assert rules.entrance_words("3栋2单元", "3栋") == "2单元"


def test_names_lose_blanks_that_only_line_them_up() -> None:
    assert rules.name_of(" 王　明 ") == "王明"
    assert rules.name_of("Zhou  Min") == "Zhou Min"


@pytest.mark.parametrize("text", ["=1+1", "＝cmd|' /C calc'!A0", "@SUM(A1)", "+1+2", "-2+3", "+cmd", " =A1", "-"])
def test_what_a_spreadsheet_would_compute(text: str) -> None:
    assert rules.computes(text)


@pytest.mark.parametrize("text", ["+8613800000000", "-5", "302", "a=b", "王明", "", "'=1"])
def test_what_it_would_not(text: str) -> None:
    assert not rules.computes(text)


@given(st.text(max_size=20))
def test_what_goes_out_is_never_computed(text: str) -> None:
    assert not rules.guarded(text).startswith(rules.TRIGGERS)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("138 0000 0000", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("0571-88886666", "057188886666"),
        ("１３８00000000", "13800000000"),
        ("1380000000", None),
        ("12345", None),
        ("call me", None),
    ],
)
def test_phones(text: str, phone: str | None) -> None:
    assert rules.phone_of(text) == phone


def test_initials() -> None:
    assert initials_of("王晓明") == "wxm"
    assert len(initials_of("王" * 100)) == 40
