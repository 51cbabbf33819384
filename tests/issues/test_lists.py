"""The list: tabs, search, order, paging, what each may list; always with the same number of queries."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.issues import operations, panels
from council.issues.lists import Order, Tab, Wanted, issues_listed, wanted
from council.issues.models import Issue
from council.issues.models.issue import IS_OPEN
from council.issues.rules import pressing
from council.journal.operations import Ref
from council.organisation.queries import estates_seen_by
from tests.support.client import Client
from tests.support.world import World

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def shown(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/issues/{query}")
    assert page.status_code == 200
    return re.findall(r'href="/issues/([A-Z]+-\d{4}-\d{4})"', page.text)


@pytest.mark.parametrize("part", ["resident", "chair", "recorder", "community_staff", "partner"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_everyone_has_a_list_also_an_empty_one(client: Client, world: World, part: str, language: str) -> None:
    for tab in Tab:
        assert client.as_(getattr(world, part)).get(f"/issues/?tab={tab}", language=language).status_code == 200


def test_people_list_the_issues_of_their_estate(client: Client, world: World, raised: Callable[..., Issue]) -> None:
    ours = raised()
    theirs = raised(place=world.other_estate, actor_id=world.stranger.id)
    assert shown(client.as_(world.resident)) == [ours.number]
    assert shown(client.as_(world.stranger)) == [theirs.number]
    assert sorted(shown(client.as_(world.community_staff))) == [ours.number, theirs.number]
    assert shown(client.as_(world.partner)) == []


def test_tabs(client: Client, world: World, raised: Callable[..., Issue]) -> None:
    fresh, agenda, done, other = raised(), raised(), raised(), raised(actor_id=world.neighbour.id)
    operations.put_on_agenda(issue=agenda, meeting=Ref("meeting", 3), actor_id=world.chair.id)
    operations.assign(issue=done, actor_id=world.chair.id)
    operations.resolve(issue=done, actor_id=world.chair.id)
    client.as_(world.neighbour)
    assert sorted(shown(client)) == [fresh.number, agenda.number, other.number]
    assert shown(client, "?tab=agenda") == [agenda.number]
    assert shown(client, "?tab=solved") == [done.number]
    assert shown(client, "?tab=mine") == [other.number]
    assert len(shown(client, "?tab=all")) == 4


def test_search_finds_words_numbers_spots_and_places(
    client: Client, world: World, raised: Callable[..., Issue]
) -> None:
    lamp = raised(title="楼道灯不亮", spot="2单元")
    water = raised(title="积水", place=world.estate)
    client.as_(world.resident)
    assert shown(client, "?q=灯") == [lamp.number]
    assert shown(client, "?q=2单元") == [lamp.number]
    assert shown(client, f"?q={water.number.lower()}") == [water.number]
    assert shown(client, "?q=3栋") == [lamp.number]
    assert shown(client, "?place=GY-B3") == [lamp.number]
    assert len(shown(client, "?place=GY")) == 2
    assert shown(client, "?place=TQ") == []


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE issue; --", "\\", "\u202e"])
def test_signs_of_the_database_mean_nothing(client: Client, world: World, issue: Issue, text: str) -> None:
    page = client.as_(world.resident).get("/issues/", query_string={"q": text})
    assert page.status_code == 200
    assert issue.number not in page.text


def test_nonsense_in_the_address_counts_as_not_asked() -> None:
    assert wanted({"tab": "x", "order": "'", "page": "-1"}) == Wanted()


def test_the_chairs_ranking_is_the_rule(world: World, raised: Callable[..., Issue]) -> None:
    made = []
    for days, supporters in [(0, 3), (10, 0), (2, 2), (9, 3), (0, 0), (30, 1), (6, 1)]:
        with clock.stopped(NOW - timedelta(days=days)):
            made.append(raised())
        for member in world.members[:supporters]:
            operations.support(issue=made[-1], actor_id=member.id)
    actor = World.actor(world.chair)
    listed = db.session.scalars(issues_listed(Wanted(), estates_seen_by(actor), actor)).all()
    scores = [pressing(supports=row.support_count, raised_at=row.raised_at) for row in listed]
    assert len(scores) == len(made)
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("order", "places"), [(Order.SUPPORT, [1, 2, 0]), (Order.NEWEST, [2, 1, 0]), (Order.OLDEST, [0, 1, 2])]
)
def test_other_orders(
    client: Client, world: World, raised: Callable[..., Issue], order: Order, places: list[int]
) -> None:
    made = [raised() for _ in range(3)]
    operations.support(issue=made[1], actor_id=world.neighbour.id)
    assert shown(client.as_(world.neighbour), f"?order={order}") == [made[place].number for place in places]


def test_pages_keep_the_filters(client: Client, world: World, raised: Callable[..., Issue]) -> None:
    for number in range(25):
        raised(title=f"灯 {number}")
    client.as_(world.resident)
    assert len(shown(client, "?q=灯&order=oldest")) == 20
    page = client.get("/issues/?q=灯&order=oldest&page=2")
    assert len(re.findall('data-test="issue-row"', page.text)) == 5
    assert "order=oldest" in page.text


@pytest.mark.parametrize("part", ["resident", "chair"])
@pytest.mark.parametrize("tab", ["open", "mine"])
def test_a_list_of_50_asks_no_more_than_one_of_5(
    client: Client, world: World, raised: Callable[..., Issue], count_queries: list[str], part: str, tab: str
) -> None:
    person = getattr(world, part)

    def asked() -> int:
        client.get(f"/issues/?tab={tab}")  # warm
        count_queries.clear()
        client.get(f"/issues/?tab={tab}")
        return len(count_queries)

    client.as_(person)
    for _ in range(5):
        raised(actor_id=person.id)
    few = asked()
    for _ in range(45):
        raised(actor_id=person.id)
    assert asked() == few <= 12


def test_a_row_has_a_place_for_the_buttons_of_higher_rooms(
    client: Client, world: World, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "row_actions", [lambda about, actor: f"add {about.number} for {actor.name}"])
    assert f"add {issue.number} for 唐守诚" in client.as_(world.chair).get("/issues/").text


def test_the_head_counts_as_the_lights_do(client: Client, world: World, raised: Callable[..., Issue]) -> None:
    with clock.stopped(NOW - timedelta(days=3)):
        raised()  # due days ago
    with clock.stopped(NOW - timedelta(days=1, hours=1)):
        raised()  # due an hour ago
    with clock.stopped(NOW):
        raised()  # due tomorrow
    with clock.stopped(NOW):
        text = client.as_(world.chair).get("/issues/").text
    for words in ("1 new today", "2 late", "0 due today"):
        assert words in text


def test_what_is_settled_presses_nobody_and_is_shown_newest_first() -> None:
    assert wanted({"tab": "open"}).order is Order.PRESSING
    assert wanted({"tab": "solved"}).order is wanted({"tab": "mine", "order": "pressing"}).order is Order.NEWEST
    assert wanted({"tab": "solved", "order": "support"}).order is Order.SUPPORT


def test_the_indexes_of_what_is_open_say_it_in_the_words_of_the_lists(session: None) -> None:
    """SQLite uses them only where the words are the same."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL compares what is meant")
    found = db.session.execute(db.text("SELECT sql FROM sqlite_master WHERE name LIKE 'ix_issue%pressing'")).scalars()
    assert [IS_OPEN in sql for sql in found] == [True, True]
