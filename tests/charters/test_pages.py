"""The list and the pages of a compact, as the public, residents, strangers and officers see them."""

import html
import re
from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.charters.models import Reading, Remark
from council.charters.operations import leave_remark, tick_read
from council.organisation.queries import place_by_code
from tests.charters.making import PATROL, WATCH, adopted, consulted, draft, held, in_force, next_draft
from tests.support.client import Client
from tests.support.world import World


def test_the_public_reads_what_holds_and_nothing_else(client: Client, world: World) -> None:
    first = held(world)
    second = next_draft(world, first)
    page = html.unescape(client.get(f"/charters/{first.document_id}").text)
    assert "In force since February 1, 2025" in page
    assert "Adopted on January 3, 2025 by" in page
    assert "青檐备〔2025〕1号" in page
    assert WATCH.text in page
    assert "Version 2" not in page
    assert 'href="#article-1"' not in page  # two articles need no contents
    assert client.get(f"/charters/{first.document_id}/versions/2").status_code == 404
    consulted(world, second)
    assert client.get(f"/charters/{first.document_id}/versions/2").status_code == 404


def test_a_document_without_a_public_version_is_not_there(client: Client, world: World) -> None:
    version = draft(world)
    address = f"/charters/{version.document_id}"
    assert client.get(address).status_code == 303
    for part, status in (("resident", 404), ("stranger", 404), ("recorder", 200), ("supervisor", 404)):
        assert client.as_(getattr(world, part)).get(address).status_code == status, part
    consulted(world, version)
    for part, status in (("resident", 200), ("grid_officer", 200), ("stranger", 404), ("partner", 404)):
        assert client.as_(getattr(world, part)).get(address).status_code == status, part
    assert client.as_(None).get("/charters/999999").status_code == 404


def test_the_list_shows_each_reader_what_they_may_read(client: Client, world: World) -> None:
    held(world, world.other_estate)
    consulted(world, draft(world))
    grid = place_by_code("GY-G7")
    assert grid is not None
    draft(world, grid)
    public = client.get("/charters/").text
    assert "听泉里" in public
    assert 'lang="zh-CN">桂雨里小区</h2>' not in public
    resident = client.as_(world.resident).get("/charters/").text
    assert 'lang="zh-CN">桂雨里小区</h2>' in resident
    assert resident.index(">桂雨里小区</h2>") < resident.index(">听泉里</h2>")
    assert ">第7网格</h2>" not in resident
    assert ">第7网格</h2>" in client.as_(world.recorder).get("/charters/").text
    assert ">桂雨里小区</h2>" not in client.as_(world.stranger).get("/charters/").text


def test_the_list_is_searched_and_filtered(client: Client, world: World) -> None:
    held(world)
    held(world, world.other_estate)
    for query, here, gone in (
        ("q=听泉", "听泉里</h2>", "桂雨里小区</h2>"),
        ("place=GY", "桂雨里小区</h2>", "听泉里</h2>"),
        ("kind=compact", "听泉里</h2>", "nothing"),
    ):
        page = client.get(f"/charters/?{query}").text
        assert here in page
        assert gone not in page
    assert "Nothing fits" in client.get("/charters/?kind=charter").text
    assert "Nothing fits" in client.get("/charters/?q=100%25").text


def test_an_empty_list_says_so(client: Client, world: World) -> None:
    assert "has been adopted yet" in client.get("/charters/").text


@pytest.mark.parametrize("part", [None, "resident", "recorder"])
def test_the_list_asks_the_same_for_few_and_many(
    client: Client, world: World, part: str | None, count_queries: list[str]
) -> None:
    client.as_(getattr(world, part) if part else None)
    grid = place_by_code("GY-G7")
    costs = []
    for places in ([world.estate], [world.other_estate, grid]):
        for place in places:
            held(world, place)
        db.session.commit()
        count_queries.clear()
        assert client.get("/charters/").status_code == 200
        costs.append(len(count_queries))
    assert costs[0] == costs[1] <= 7


def test_a_document_asks_the_same_for_few_and_many_versions(
    client: Client, world: World, count_queries: list[str]
) -> None:
    version = held(world)
    client.as_(world.resident)
    costs = []
    for days in (0, 1):
        version = in_force(world, next_draft(world, version), since=clock.today() + timedelta(days=days))
        db.session.commit()
        count_queries.clear()
        assert client.get(f"/charters/{version.document_id}").status_code == 200
        costs.append(len(count_queries))
    assert costs[0] == costs[1] <= 14


def test_an_older_version_stays_readable_and_says_so(client: Client, world: World) -> None:
    first = held(world)
    in_force(world, next_draft(world, first))
    page = client.get(f"/charters/{first.document_id}/versions/1").text
    assert "It no longer holds" in page
    assert "Read the one in force" in page
    assert PATROL.text not in page
    assert PATROL.text in client.get(f"/charters/{first.document_id}").text


def test_a_resident_ticks_once_and_everybody_sees_the_count(client: Client, world: World) -> None:
    version = held(world)
    address = f"/charters/{version.document_id}"
    tick_read(version=version, actor_id=world.neighbour.id)
    page = client.as_(world.resident).get(address).text
    people = int(re.search(r"1 of (\d+) residents have read it", page)[1])  # type: ignore[index]
    assert people > 40
    assert 'data-test="tick-read"' in page
    for _ in range(2):
        assert client.post(f"{address}/versions/1/reading").status_code == 303
    assert db.session.query(Reading).count() == 2
    page = client.get(address).text
    assert "You have read this version." in page
    assert 'data-test="tick-read"' not in page
    public = client.as_(None).get(address).text
    assert f"2 of {people} residents have read it" in public
    assert "I have read it" not in public


def test_who_lives_elsewhere_cannot_tick_or_remark(client: Client, world: World) -> None:
    version = held(world)
    address = f"/charters/{version.document_id}/versions/1"
    client.as_(world.stranger)
    assert client.post(f"{address}/reading").status_code == 403
    assert client.post(f"{address}/remark", {"text": "好"}).status_code == 403
    assert client.as_(world.community_staff).post(f"{address}/reading").status_code == 403


def test_home_has_a_quiet_line_until_all_is_read(client: Client, world: World) -> None:
    version = held(world)
    home = client.as_(world.resident).get("/").text
    assert f'href="/charters/{version.document_id}" data-test="unread-charters"' in home
    tick_read(version=version, actor_id=world.resident.id)
    assert "unread-charters" not in client.get("/").text


def test_remarks_go_to_those_who_write(client: Client, world: World) -> None:
    version = consulted(world, draft(world))
    address = f"/charters/{version.document_id}/versions/1"
    client.as_(world.resident)
    assert "Send it" in client.get(address).text
    assert client.post(f"{address}/remark", {"text": "九点半更好"}).status_code == 303
    page = client.get(address).text
    assert "九点半更好" in page
    assert "Change it" in page
    assert "What residents say" not in page
    empty = client.post(f"{address}/remark", {"text": " "})
    assert empty.status_code == 422
    assert "Write what you think of it." in empty.text
    leave_remark(version=version, text="赞成巡防", actor_id=world.neighbour.id)
    assert "赞成巡防" not in client.get(address).text
    for part in ("recorder", "supervisor"):
        page = client.as_(getattr(world, part)).get(address).text
        assert "赞成巡防" in page
        assert world.resident.name in page
    assert db.session.query(Remark).count() == 2


def test_after_the_last_day_the_form_is_gone_and_ones_words_stay(client: Client, world: World) -> None:
    version = consulted(world, draft(world))
    leave_remark(version=version, text="九点半更好", actor_id=world.resident.id)
    with clock.stopped(clock.now() + timedelta(days=16)):
        page = client.as_(world.resident).get(f"/charters/{version.document_id}").text
        assert "九点半更好" in page
        assert "Change it" not in page
        late = client.post(f"/charters/{version.document_id}/versions/1/remark", {"text": "太迟"})
    assert late.status_code == 409


def test_comparing_says_what_came_and_went(client: Client, world: World) -> None:
    first = held(world)
    second = in_force(world, next_draft(world, first))
    page = html.unescape(client.get(f"/charters/{first.document_id}/comparison").text)
    assert f'[added: </span>{PATROL.text}<span class="vh"' in re.sub(r' lang="en"', "", page)
    assert "1 article differs" in page
    back = html.unescape(client.get(f"/charters/{first.document_id}/comparison?from=2&to=1").text)
    assert "<del>" in back
    assert "Removed" in back
    same = client.get(f"/charters/{first.document_id}/comparison?from=1&to=1").text
    assert "Choose two different versions" in same
    next_draft(world, second)
    for wrong in ("from=3", "to=x", "from=9"):
        assert client.get(f"/charters/{first.document_id}/comparison?{wrong}").status_code == 404


def test_the_paper_for_the_board(client: Client, world: World) -> None:
    version = held(world)
    page = html.unescape(client.get(f"/charters/{version.document_id}/versions/1/paper").text)
    assert 'class="a4"' in page
    assert "data-print" in page
    assert "青檐备〔2025〕1号" in page
    assert WATCH.text in page
    chinese = client.get(f"/charters/{version.document_id}/versions/1/paper", language="zh-CN").text
    assert "第一条" in chinese


def test_layouts_by_reader(client: Client, world: World) -> None:
    version = held(world)
    for address in ("/charters/", f"/charters/{version.document_id}", "/procedures/", "/procedures/gy_council"):
        assert '<div class="phone">' in client.as_(world.resident).get(address).text
        assert '<div class="desk' in client.as_(world.recorder).get(address).text
        assert '<div class="desk' in client.as_(None).get(address).text


def test_steps_are_offered_to_those_who_may_take_them(client: Client, world: World) -> None:
    version = draft(world)
    address = f"/charters/{version.document_id}"
    recorder = client.as_(world.recorder).get(address).text
    assert "Write the articles" in recorder
    assert "Show it and ask" not in recorder
    assert "Show it and ask" in client.as_(world.chair).get(address).text
    adopted(world, version)
    assert "Record the filing" in client.as_(world.street_staff).get(address).text
    chair = client.as_(world.chair).get(address).text
    assert "Record the filing" not in chair
    assert "The street files it next." in chair
    assert "What to do next" not in client.as_(None).get(address).text
