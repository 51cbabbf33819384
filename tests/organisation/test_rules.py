"""Names, numbers, codes and phone numbers: pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.organisation.rules import (
    CHILDREN,
    PARENTS,
    code_for,
    dialled,
    ids_of,
    is_code,
    is_phone,
    may_lie_in,
    names_listed,
    numbers_for,
)


@pytest.mark.parametrize("text", ["1栋…12栋", "1栋 … 12栋", "1栋-12栋", "1栋~12栋", "1栋至12栋"])
def test_a_range_stands_for_all_its_buildings(text: str) -> None:
    assert names_listed(text) == [f"{number}栋" for number in range(1, 13)]


def test_names_come_one_a_line_or_between_commas() -> None:
    assert names_listed("1单元\n 2单元，3单元、\n\n东楼") == ["1单元", "2单元", "3单元", "东楼"]
    assert names_listed("Building 1 … Building 3") == ["Building 1", "Building 2", "Building 3"]
    assert names_listed("12-3栋") == ["12-3栋"]  # no range: a name with a hyphen


def test_a_range_that_counts_backwards_is_named() -> None:
    with pytest.raises(ValueError, match="9栋…3栋"):
        names_listed("1栋\n9栋…3栋")


@given(st.lists(st.integers(1, 99), unique=True, max_size=12), st.lists(st.integers(1, 99), unique=True, max_size=12))
def test_numbers_are_given_once(wanted: list[int], taken: list[int]) -> None:
    numbers = numbers_for([f"{number}栋" for number in wanted], taken)
    assert len(set(numbers) | set(taken)) == len(numbers) + len(taken)
    assert all(number > 0 for number in numbers)


def test_a_name_keeps_its_number_and_others_get_the_next() -> None:
    assert numbers_for(["3栋", "东楼", "5栋"], [1, 5]) == [3, 6, 7]


def test_codes_say_where_a_place_lies() -> None:
    where = {"estate": "GY", "parent": "GY-B03", "street": "QY"}
    codes = [code_for(kind, 7, **where) for kind in ("grid", "building", "entrance")]
    assert codes == ["QY-G07", "GY-B07", "GY-B03-E7"]
    assert all(is_code(code) for code in codes)
    assert not any(is_code(text) for text in ("", "gy", "GY-", "GY B3", "A" * 33, "栋"))


@pytest.mark.parametrize(
    "text",
    ["0700-110-001", "0700 12 0001", "(0571) 88881234", "13912345678", "+86 139 1234 5678", "400-123-4567",
     "12345", "110", "95598", "021-12345678x12"],
)  # fmt: skip
def test_what_can_be_dialled(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize("text", ["", "12", "abc", "1391234567", "0700", "123456789012345", "12345；", "=110"])
def test_what_cannot(text: str) -> None:
    assert not is_phone(text)


def test_an_extension_is_dialled_after_a_pause() -> None:
    assert dialled("0700-110-001") == "0700110001"
    assert dialled("021-12345678x12") == "02112345678,12"


def test_the_tree_has_an_order() -> None:
    assert may_lie_in("street", None)
    assert may_lie_in("estate", None)
    assert not may_lie_in("grid", None)
    assert not may_lie_in("street", "street")
    assert may_lie_in("building", "grid")
    assert not may_lie_in("grid", "building")
    assert all(kind in PARENTS[child] for kind, below in CHILDREN.items() for child in below)
    assert ids_of("/1/4/9/") == (1, 4, 9)
