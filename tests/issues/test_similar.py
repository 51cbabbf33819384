"""Before a second issue about the same thing: the first is shown."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.issues import operations
from council.issues.models import Issue
from council.issues.rules import ALIKE, likeness
from tests.support.client import Client
from tests.support.world import World


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("3栋楼道灯晚上不亮", "3 栋楼道灯不亮", True),
        ("Water on the stairs", "water on stairs!", True),
        ("3栋楼道灯晚上不亮", "快递柜挡住轮椅坡道", False),
        ("", "灯", False),
    ],
)
def test_titles_are_alike_or_not(one: str, other: str, alike: bool) -> None:
    assert (likeness(one, other) >= ALIKE) is alike


@given(st.text(), st.text())
def test_likeness_has_no_side_and_stays_within_0_and_1(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


def test_typing_a_title_shows_what_is_similar(client: Client, world: World, raised: Callable[..., Issue]) -> None:
    lamp = raised(title="3栋楼道灯不亮")
    raised(title="快递柜挡住坡道")
    part = client.as_(world.neighbour).get("/issues/similar", htmx=True, query_string={"title": "3栋楼道灯晚上不亮"})
    assert part.text.strip().startswith('<div class="similar" id="similar"')
    assert lamp.number in part.text
    assert "坡道" not in part.text


def test_what_is_settled_or_elsewhere_is_not_shown(client: Client, world: World, raised: Callable[..., Issue]) -> None:
    lamp = raised(title="楼道灯不亮")
    operations.reject(issue=lamp, actor_id=world.chair.id, reason="重复")
    raised(title="楼道灯不亮", place=world.other_estate, actor_id=world.stranger.id)
    part = client.as_(world.neighbour).get("/issues/similar", htmx=True, query_string={"title": "楼道灯不亮"})
    assert "<li>" not in part.text


def test_without_javascript_the_receipt_shows_it(client: Client, world: World, raised: Callable[..., Issue]) -> None:
    first = raised(title="楼道灯不亮")
    sent = {"title": "楼道灯不亮了", "place": "GY-B3"}
    receipt = client.get(client.as_(world.neighbour).post("/issues/new", sent).location)
    assert first.number in receipt.text
