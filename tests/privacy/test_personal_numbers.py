"""What counts as somebody's number in a text for everyone, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.base.errors import Invalid
from council.privacy.checks import refuse_personal_numbers
from council.privacy.rules import NumberKind, check_figure, masked_phone, numbers_masked, personal_numbers, told_apart

#: Words around a number, without figures of their own.
WORDS = st.text(alphabet="电话是请打：，。找我 abcXYZ()—", max_size=12)
MOBILE = st.builds(lambda second, rest: f"1{second}{rest:09}", st.sampled_from("3456789"), st.integers(0, 10**9 - 1))
SEVENTEEN = st.builds(lambda first, rest: f"{first}{rest:016}", st.integers(1, 9), st.integers(0, 10**16 - 1))
GAPS = st.sampled_from(["", " ", "-", "－", "\u3000", "–", " - ".strip()])


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in text)


@given(WORDS, MOBILE, WORDS, GAPS, st.booleans(), st.sampled_from(["", "+86", "+86 ", "0086", "86"]))
def test_a_mobile_number_is_found_however_it_is_written(
    before: str, number: str, after: str, gap: str, is_wide: bool, code: str
) -> None:
    written = code + gap.join([number[:3], number[3:7], number[7:]])
    found = personal_numbers(f"{before}{wide(written) if is_wide else written}{after}")
    assert [(each.kind, each.figures) for each in found] == [(NumberKind.PHONE, number)]


@given(WORDS, SEVENTEEN, GAPS, st.booleans())
def test_an_identity_number_is_found_with_its_check_figure(before: str, body: str, gap: str, small: bool) -> None:
    number = body + check_figure(body)
    written = gap.join([number[:6], number[6:14], number[14:]])
    found = personal_numbers(f"{before.rstrip('abcXYZ')}身份证{written.lower() if small else written}。")
    assert [(each.kind, each.figures) for each in found] == [(NumberKind.IDENTITY, number)]


@given(SEVENTEEN)
def test_seventeen_figures_and_an_x_are_an_identity_number(body: str) -> None:
    assert [each.kind for each in personal_numbers(body + "X")] == [NumberKind.IDENTITY]


def test_a_wrong_check_figure_is_another_number() -> None:
    body = "11010519491231002"
    wrong = next(sign for sign in "0123456789" if sign != check_figure(body))
    assert personal_numbers(body + check_figure(body))
    assert not personal_numbers(body + wrong)


def test_an_old_identity_number_has_a_birthday_in_it() -> None:
    assert [each.kind for each in personal_numbers("旧证号110105491231002")] == [NumberKind.IDENTITY]
    assert not personal_numbers("110105991399002")


@pytest.mark.parametrize(
    "text",
    [
        "服务热线 0700 12 0001",
        "请打 12345 或 400-820-8820",
        "座机 021-63331234",
        "会议码 482173",
        "诉求 GY-2026-0137，决议 GY-2026-12",
        "2026-11-28 19:30-21:00，3栋活动室",
        "维修资金 13,800,000,000 元；￥13800000.00",
        "参会 13 14 15 16 17 1 栋",
        "合同号 20261128001380013800013800",
        "第 1 3 页",
        "电表 138001380001",
    ],
)
def test_what_is_nobodys_number_passes(text: str) -> None:
    assert personal_numbers(text) == []


@given(st.text())
def test_any_text_can_be_asked_and_is_masked_for_good(text: str) -> None:
    assert personal_numbers(numbers_masked(text)) == [] or personal_numbers(text) != []
    for found in personal_numbers(text):
        assert found.figures not in numbers_masked(text).replace(" ", "")


def test_a_number_is_masked_in_the_middle() -> None:
    assert numbers_masked("找138 0013 8000或+86 13900139000！") == "找138****8000或+86 139****9000！"
    assert masked_phone("13800138000") == "138****8000"
    assert masked_phone("0700 12 0001") == "0700 12 0001"


def test_the_refusal_names_the_field_and_not_the_number(session: None) -> None:
    with pytest.raises(Invalid) as caught:
        refuse_personal_numbers({"title": "修灯", "venue": "问13800138000"})
    assert caught.value.field == "venue"
    assert "138****8000" in str(caught.value.message)
    assert "13800138000" not in str(caught.value.message)
    refuse_personal_numbers({"title": "修灯", "venue": None})


def test_people_of_one_name_have_their_building_beside_it() -> None:
    assert told_apart(["周*", "王*", "周*"], ["3栋", "4栋", "5栋"]) == ["周* (3栋)", "王*", "周* (5栋)"]
