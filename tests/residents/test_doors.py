"""How people say a door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.residents.doors import MOST_WORDS, Spot, doors_of, names_of, spot_of, words_of


@pytest.mark.parametrize(
    ("said", "spot"),
    [
        ("3-2-102", Spot("3", "2", "102")),
        ("3-102", Spot("3", "", "102")),
        ("３－２－１０２", Spot("3", "2", "102")),
        ("3 — 102", Spot("3", "", "102")),
        ("3#102", Spot("3", "", "102")),
        ("3栋", Spot("3")),
        ("3 栋", Spot("3")),
        ("3号楼", Spot("3")),
        ("第3幢", Spot("3")),
        ("三栋", Spot("3")),
        ("二十一号楼", Spot("21")),
        ("十栋", Spot("10")),
        ("03栋", Spot("3")),
        ("A座", Spot("a")),
        ("3栋2单元", Spot("3", "2")),
        ("三栋二单元102", Spot("3", "2", "102")),
        ("3栋2单元102", Spot("3", "2", "102")),
        ("3栋-2单元-102室", Spot("3", "2", "102")),
        ("3栋102室", Spot("3", "", "102")),
        ("3号102室", Spot("3", "", "102")),
        ("2单元102", Spot("", "2", "102")),
        ("2门", Spot("", "2")),
        ("102", Spot("", "", "102")),
        ("102室", Spot("", "", "102")),
        ("102号", Spot("", "", "102")),
        ("101A", Spot("", "", "101a")),
        ("Building 3", Spot("3")),
        ("block B", Spot("b")),
        ("room 102", Spot("", "", "102")),
    ],
)
def test_one_word_is_one_door(said: str, spot: Spot) -> None:
    (word,) = words_of(said)
    assert spot_of(word) == spot


@pytest.mark.parametrize("said", ["周敏", "zm", "m", "栋", "单元", "3-", "102-", "1-2-3-4", "member-1", "三", "房东"])
def test_other_words_are_no_doors(said: str) -> None:
    assert [spot_of(word) for word in words_of(said)] == [None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  ,  ", []),
        ("周敏 3-2-302", ["周敏", "3-2-302"]),
        ("Building 3, entrance 2, 102", ["Building3", "entrance2", "102"]),
        ("3栋 2单元 102", ["3栋", "2单元", "102"]),
        ("John Smith", ["John", "Smith"]),
    ],
)
def test_words_of_a_search(text: str, words: list[str]) -> None:
    assert words_of(text) == words


NUMBERS = st.integers(1, 99).map(str)
DOORS = st.integers(1, 9999).map(str)
WAYS = {
    "{b}-{e}-{d}": (1, 1, 1),
    "{b}-{d}": (1, 0, 1),
    "{b}栋{e}单元{d}": (1, 1, 1),
    "{b}幢{e}门{d}室": (1, 1, 1),
    "{b}号楼{d}": (1, 0, 1),
    "第{b}栋": (1, 0, 0),
    "{b}座{e}单元": (1, 1, 0),
    "{e}单元{d}号": (0, 1, 1),
    "{d}": (0, 0, 1),
}


@given(st.sampled_from(sorted(WAYS)), NUMBERS, NUMBERS, DOORS)
def test_what_is_said_is_what_is_understood(way: str, building: str, entrance: str, door: str) -> None:
    said = (building, entrance, door)
    expected = Spot(*(value if there else "" for value, there in zip(said, WAYS[way], strict=True)))
    assert spot_of(way.format(b=building, e=entrance, d=door)) == expected


@given(st.sampled_from(["building", "entrance"]), st.integers(1, 200).map(str))
def test_a_name_of_a_place_means_its_number_and_no_other(part: str, number: str) -> None:
    for name in names_of(part, number) - {f"{number}号", f"第{number}号"}:
        (word,) = words_of(name)
        spot = spot_of(word)
        if spot is not None:  # hundreds are not counted in Chinese
            assert getattr(spot, part) == number


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    words = words_of(text)
    assert len(words) <= MOST_WORDS
    for word in words:
        spot = spot_of(word)
        assert spot is None or any(spot)


def test_a_register_that_ends_at_the_building() -> None:
    assert {"2-102", "2单元102"} <= doors_of(Spot("3", "2", "102a")) | doors_of(Spot("3", "2", "102"))
    assert doors_of(Spot("3", "", "102")) == frozenset()
