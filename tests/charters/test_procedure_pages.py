"""Procedures in plain sentences, with real numbers, and the form of a place's own version."""

import html
from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.charters.models import PlaceProcedure
from council.charters.presets import PROCEDURES
from council.charters.procedures import procedure_for
from tests.support.client import Client
from tests.support.world import World


def typed(**more: str) -> dict[str, str]:
    return {
        "place": "GY",
        "quorum_op": ">=",
        "quorum": "",
        "majority_op": ">",
        "majority": "",
        "notice_days": "",
        "valid_from": clock.today().isoformat(),
        "do": "choose",
        **more,
    }


def test_everybody_reads_how_bodies_decide(client: Client, world: World) -> None:
    page = html.unescape(client.get("/procedures/").text)
    assert "Check your local rules" in page
    assert "present: at least 2/3 of all entitled" in page
    assert "in favour: more than half of those present" in page
    assert "Organic Law of Urban Residents' Committees, articles 26 and 27" in page
    assert "1/10 of the adults or of the households" in page
    assert "at least 10 days before" in page
    assert "in force since January 1, 2026" in page


@pytest.mark.parametrize("code", sorted(PROCEDURES))
def test_every_preset_has_its_page(client: Client, world: World, code: str) -> None:
    assert client.get(f"/procedures/{code}").status_code == 200
    assert client.get(f"/procedures/{code}?place=GY", language="zh-CN").status_code == 200


def test_unknown_ones_are_not_there(client: Client, world: World) -> None:
    for address in ("/procedures/cn_nobody", "/procedures/gy_council?place=XX", "/procedures/?place=GY-B3"):
        assert client.get(address).status_code == 404


def test_the_example_has_the_places_own_numbers(client: Client, world: World) -> None:
    page = html.unescape(client.get("/procedures/gy_council?place=GY").text)
    assert "of 46 entitled, 31 must be present. 33 present → 17 votes in favour needed." in page
    assert "For example:" not in page
    assert "For example:" in client.get("/procedures/cn_rep_assembly?place=GY").text


def test_choosing_is_for_those_who_may(client: Client, world: World) -> None:
    for part in ("resident", "chair", "recorder"):
        client.as_(getattr(world, part))
        assert "choose-procedure" not in client.get("/procedures/gy_council?place=GY").text
        assert client.post("/procedures/gy_council/choices", typed(notice_days="5")).status_code == 403
    assert client.as_(None).post("/procedures/gy_council/choices", typed()).status_code == 303
    assert "choose-procedure" in client.as_(world.community_staff).get("/procedures/gy_council?place=GY").text


def test_a_tighter_version_is_chosen_and_the_old_one_stays(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    first = client.post("/procedures/gy_council/choices", typed(notice_days="5", once="a"))
    assert first.location == "/procedures/gy_council?place=GY"
    client.post("/procedures/gy_council/choices", typed(notice_days="5", once="a"))
    second = client.post("/procedures/gy_council/choices", typed(quorum="3/4", notice_days="7", decided_by="居民会议"))
    assert second.status_code == 303
    page = html.unescape(client.get("/procedures/gy_council?place=GY").text)
    assert "own rule, version 2" in page
    assert "Version 1" in page
    assert "居民会议" in page
    assert "of 46 entitled, 35 must be present." in page
    assert db.session.query(PlaceProcedure).count() == 2
    assert "Own rule of the place" in client.get("/procedures/?place=GY").text


def test_a_looser_one_says_why_beside_its_field(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    answer = client.post(
        "/procedures/gy_council/choices", typed(quorum="1/2", majority="1/2", majority_op=">=", notice_days="1")
    )
    assert answer.status_code == 422
    for field in ("quorum", "majority", "notice_days"):
        assert f'id="{field}-error"' in answer.text
    assert "at least 2/3. Choose this or more." in html.unescape(answer.text)
    assert procedure_for(world.estate, "gy_council").chosen is None


def test_a_preview_writes_nothing(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    shown = client.post("/procedures/gy_council/choices", typed(majority="1/1", do="preview"))
    assert shown.status_code == 200
    assert "This would hold:" in shown.text
    assert "in favour: all of those present" in shown.text
    looser = client.post("/procedures/gy_council/choices", typed(majority="1/2", majority_op=">=", do="preview"))
    assert "This would hold:" not in looser.text
    assert 'id="majority-error"' in looser.text
    assert db.session.query(PlaceProcedure).count() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"notice_days": "soon"}, {"notice_days": "99"}, {"valid_from": "x"}, {"quorum": "5/4"}, {"quorum_op": "<"}],
)
def test_nonsense_is_refused(client: Client, world: World, wrong: dict[str, str]) -> None:
    client.as_(world.community_staff)
    assert client.post("/procedures/gy_council/choices", typed(**wrong)).status_code == 422


def test_a_day_that_has_passed_is_refused(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    answer = client.post("/procedures/gy_council/choices", typed(notice_days="5", valid_from=yesterday))
    assert answer.status_code == 422
    assert 'id="valid_from-error"' in answer.text


def test_the_list_asks_the_same_with_and_without_choices(
    client: Client, world: World, count_queries: list[str]
) -> None:
    client.as_(world.community_staff).get("/procedures/?place=GY")
    count_queries.clear()
    client.get("/procedures/?place=GY")
    few = len(count_queries)
    client.post("/procedures/gy_council/choices", typed(notice_days="5"))
    client.post("/procedures/cn_rep_assembly/choices", typed(majority="2/3", majority_op=">="))
    client.get("/procedures/?place=GY")
    count_queries.clear()
    client.get("/procedures/?place=GY")
    assert len(count_queries) == few <= 5


def test_a_place_says_how_long_and_how_often_one_speaks(client: Client, world: World) -> None:
    address = "/procedures/gy_council"
    client.as_(world.community_staff)
    page = html.unescape(client.get(f"{address}?place=GY").text)
    assert "Empty means: 3 minutes each time, 2 times on an item." in page
    wrong = client.post(f"{address}/choices", typed(turn_minutes="45", turns_each="0"))
    assert wrong.status_code == 422
    assert "Give 1 to 30 minutes" in wrong.text
    assert 'value="45"' in wrong.text
    assert "Give 1 to 9 times" in wrong.text
    shown = client.post(f"{address}/choices", typed(turn_minutes="5", turns_each="1", do="preview"))
    assert "5 minutes each time, once on an item" in shown.text
    assert client.post(f"{address}/choices", typed(turn_minutes="5", turns_each="1")).status_code == 303
    held = procedure_for(world.estate, "gy_council").rules
    assert (held.turn_seconds, held.turns_each) == (300, 1)
    assert "5 minutes each time, once on an item" in client.get(f"{address}?place=GY").text
