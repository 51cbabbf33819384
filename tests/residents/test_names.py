"""Initials by which a clerk finds somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.residents.names import initials_of
from council.residents.operations import enrol
from council.web.formats import masked_phone
from tests.support.world import World


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王晓明", "wxm"),
        ("欧阳修", "oyx"),
        ("单雄信", "sxx"),
        ("曾国", "zg"),
        ("单于小明", "cyxm"),
        ("Zhou Min", "zm"),
        ("O'Neill-Li", "ol"),
        ("", ""),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials_of(name) == letters


@given(st.text(max_size=80))
def test_initials_are_short_lower_case_ascii(name: str) -> None:
    letters = initials_of(name)
    assert len(letters) <= 40
    assert letters.isascii()
    assert letters == letters.lower()


def test_whoever_is_enrolled_has_them(world: World) -> None:
    added = enrol(key="x", name="王晓明", place=world.building, external_id="R-1", household_rep=True)
    assert (added.initials, added.external_id, added.household_rep) == ("wxm", "R-1", True)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812341234", "138****1234"), ("0700 12 0001", "070***0001"), ("8812345", "8****45"), ("110", "*10"), ("", "")],
)
def test_a_masked_phone_can_be_recognised_but_not_called(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown
