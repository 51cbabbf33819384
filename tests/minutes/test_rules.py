"""Masking, fingerprints, differences."""

from datetime import date

from council.minutes.rules import check_code, differences, display_until, fingerprint, is_seat_number, redacted


def mask(name: str) -> str:
    """As formats.masked does for short names."""
    return name[0] + "*" * (len(name) - 1)


def test_names_are_masked_where_they_stand_and_inside_texts() -> None:
    document = {
        "chair": {"name": "唐守诚", "open": True},
        "people": [{"name": "周敏", "open": False}, {"name": "周敏慧", "open": True}],
        "items": [{"note": "周敏说灯暗，周敏慧同意，唐守诚记下，贺远补充。", "text": "周敏的提议"}],
    }
    public = redacted(document, mask=mask, others=["贺远"])
    assert public["people"] == [{"name": "周*", "open": False}, {"name": "周敏慧", "open": True}]
    assert public["items"][0]["note"] == "周*说灯暗，周敏慧同意，唐守诚记下，贺*补充。"
    assert public["items"][0]["text"] == "周*的提议"
    assert document["people"][0]["name"] == "周敏"  # type: ignore[index]


def test_a_name_typed_in_does_not_mask_an_officers() -> None:
    document = {
        "chair": {"name": "唐守诚", "open": True},
        "items": [{"note": "唐守诚作了说明。", "points": [{"by": {"name": "唐守诚", "open": False}}]}],
    }
    assert redacted(document, mask=mask)["items"][0]["note"] == "唐守诚作了说明。"


def test_what_is_a_seat_number() -> None:
    for seat in ("12", "A12", "12号", "12座", "3排12座", "第3排第12号", "seat 12", "B-7"):
        assert is_seat_number(seat), seat
    for name in ("周敏", "周敏12", "Li", "Li 12", "12345678", "王五号", ""):
        assert not is_seat_number(name), name


def test_a_latin_name_is_not_masked_inside_another_word() -> None:
    document = {"people": [{"name": "Li", "open": False}], "note": "Li asked about the Lights."}
    assert redacted(document, mask=mask)["note"] == "L* asked about the Lights."


def test_a_fingerprint_ignores_the_order_of_keys_and_sees_every_change() -> None:
    assert fingerprint({"a": 1, "b": "灯"}) == fingerprint({"b": "灯", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})
    assert check_code("9c417e02b86d55af" + "0" * 48) == "9C41 7E02 B86D 55AF"


def test_the_first_day_of_display_is_not_counted() -> None:
    assert display_until(date(2026, 11, 22)) == date(2026, 12, 7)


def test_differences_are_told_sign_by_sign() -> None:
    assert differences("会议同意改灯", "会议不同意改灯了") == [
        ("same", "会议"),
        ("new", "不"),
        ("same", "同意改灯"),
        ("new", "了"),
    ]
