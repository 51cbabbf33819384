"""The order of an agenda: no move loses an item, none stands deeper than one level, numbers follow the order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.meetings.outline import (
    Spot,
    freed,
    leaves,
    nested,
    numbered,
    outline,
    placed,
    planned_minutes,
    stepped,
)

#: 1, 2 with 2.1 and 2.2, 3
TREE = [Spot(10), Spot(20), Spot(21, 20), Spot(22, 20), Spot(30)]
#: What the buttons of the builder do with the order.
ACTS: dict[str, Callable[[Sequence[Spot], int], list[Spot]]] = {
    "up": lambda order, moved: stepped(order, moved, up=True),
    "down": lambda order, moved: stepped(order, moved, up=False),
    "in": nested,
    "out": freed,
}


@dataclass
class Row:
    id: int
    parent_id: int | None
    minutes: int


@st.composite
def trees(draw: st.DrawFn) -> list[Spot]:
    order: list[Spot] = []
    for group, size in enumerate(draw(st.lists(st.integers(0, 4), min_size=1, max_size=6))):
        top = 100 * (group + 1)
        order += [Spot(top), *(Spot(top + each, top) for each in range(1, size + 1))]
    return order


def test_numbers_are_as_papers_write_them() -> None:
    assert list(numbered(TREE).values()) == ["1", "2", "2.1", "2.2", "3"]


@pytest.mark.parametrize(
    ("act", "moved", "after"),
    [
        ("up", 30, [10, 30, 20, 21, 22]),
        ("down", 10, [20, 21, 22, 10, 30]),
        ("up", 22, [10, 20, 22, 21, 30]),
        ("up", 21, [10, 20, 21, 22, 30]),
        ("down", 22, [10, 20, 21, 22, 30]),
        ("out", 21, [10, 20, 22, 21, 30]),
        ("in", 20, [10, 20, 21, 22, 30]),
        ("in", 10, [10, 20, 21, 22, 30]),
    ],
)
def test_a_button_moves_among_siblings_and_takes_sub_items_along(act: str, moved: int, after: list[int]) -> None:
    assert [each.id for each in ACTS[act](TREE, moved)] == after


def test_moved_in_it_stands_under_the_item_above() -> None:
    assert nested(TREE, 30)[-1] == Spot(30, 20)
    assert numbered(nested(TREE, 30))[30] == "2.3"


def test_one_with_sub_items_and_the_first_stay_where_they_are() -> None:
    assert nested(TREE, 20) == nested(TREE, 10) == TREE


def test_moved_out_it_stands_below_what_stays() -> None:
    assert freed(TREE, 21) == [Spot(10), Spot(20), Spot(22, 20), Spot(21), Spot(30)]


@pytest.mark.parametrize(
    ("moved", "to", "parent"),
    [
        (30, 3, 20),  # among the sub-items
        (30, 1, None),
        (10, 5, None),
        (22, 3, 20),  # within its own
        (22, 4, 20),  # where it was
        (22, 5, None),  # behind an item of its own level
        (22, 1, None),
        (22, 2, None),  # before the heading
    ],
)
def test_dropped_it_stands_where_it_was_let_go(moved: int, to: int, parent: int | None) -> None:
    after = placed(TREE, moved, to)
    assert after[to - 1] == Spot(moved, parent)


def test_a_heading_dropped_among_the_sub_items_of_another_goes_below_them() -> None:
    order = [*TREE, Spot(40), Spot(41, 40)]
    assert [each.id for each in placed(order, 40, 3)] == [10, 20, 21, 22, 40, 41, 30]


@given(order=trees(), data=st.data())
def test_no_move_loses_an_item_or_nests_deeper(order: list[Spot], data: st.DataObject) -> None:
    for _turn in range(4):
        moved = data.draw(st.sampled_from([each.id for each in order]))
        act = data.draw(st.sampled_from([*ACTS, "place"]))
        to = data.draw(st.integers(0, len(order) + 2))
        before, order = order, placed(order, moved, to) if act == "place" else ACTS[act](order, moved)
        assert sorted(each.id for each in order) == sorted(each.id for each in before)
        top = None
        for spot in order:
            top = spot.id if spot.parent is None else top
            assert spot.parent in (None, top)  # each sub-item stands in the block of its own heading
        numbers = list(numbered(order).values())
        assert len(set(numbers)) == len(order)
        assert numbers == sorted(numbers, key=lambda text: [int(part) for part in text.split(".")])


@given(order=trees(), data=st.data())
def test_up_and_down_undo_each_other(order: list[Spot], data: st.DataObject) -> None:
    moved = data.draw(st.sampled_from([each.id for each in order]))
    down = stepped(order, moved, up=False)
    assert down == order or stepped(down, moved, up=True) == order


@given(order=trees(), data=st.data())
def test_in_and_out_undo_each_other(order: list[Spot], data: st.DataObject) -> None:
    moved = data.draw(st.sampled_from([each.id for each in order]))
    inside = nested(order, moved)
    assert inside == order or freed(inside, moved) == order


@given(order=trees())
def test_dropped_where_it_was_nothing_changes(order: list[Spot]) -> None:
    for at, spot in enumerate(order, 1):
        assert placed(order, spot.id, at) == order


def test_a_heading_takes_as_long_as_what_stands_under_it() -> None:
    rows = [Row(10, None, 5), Row(20, None, 90), Row(21, 20, 7), Row(22, 20, 8)]
    lines = outline(rows)
    assert [(each.number, each.minutes, each.heading) for each in lines] == [
        ("1", 5, False),
        ("2", 15, True),
        ("2.1", 7, False),
        ("2.2", 8, False),
    ]
    assert [each.id for each in leaves(rows)] == [10, 21, 22]
    assert planned_minutes(rows) == 20
    assert [(each.first, each.last) for each in lines] == [(True, False), (False, True), (True, False), (False, True)]
