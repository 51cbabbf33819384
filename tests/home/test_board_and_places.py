"""The public pages: the board, and the pages of places. Open to everyone, never a resident's full name."""

import re
from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.followup.operations import add_task
from council.issues.operations import raise_issue
from council.journal.operations import Ref
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import adjourn, open_item, start_meeting
from council.minutes.operations import approve, publish
from council.organisation.models import PlaceKind
from council.organisation.operations import add_place
from council.permits.actor import Office
from council.privacy.operations import ask_for_deletion
from council.residents.operations import appoint
from tests.support.client import Client
from tests.support.world import SINCE, World


def held(world: World) -> Meeting:
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        venue="活动室二楼",
        starts_at=clock.now(),
        notice_days=0,
        actor_id=world.chair.id,
    )
    item = add_item(meeting=meeting, title="楼道灯改声控灯", actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    open_item(item=item, actor_id=world.chair.id)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    return meeting


def test_the_board_needs_no_sign_in_and_says_when_it_is_empty(client: Client) -> None:
    page = client.get("/board")
    assert page.status_code == 200
    assert "Nothing hangs here yet" in page.text


def test_a_call_hangs_out_until_the_meeting_is_over_then_its_minutes(client: Client, world: World) -> None:
    meeting = held(world)
    assert f"/meetings/{meeting.id}" not in client.get("/board").text
    approve(meeting=meeting, actor_id=world.chair.id)
    assert f"/meetings/{meeting.id}/minutes" not in client.get("/board").text
    publish(meeting=meeting, actor_id=world.recorder.id)
    assert f'href="/meetings/{meeting.id}/minutes"' in client.get("/board").text


def test_each_estate_has_its_own_board(client: Client, world: World) -> None:
    meeting = held(world)
    approve(meeting=meeting, actor_id=world.chair.id)
    publish(meeting=meeting, actor_id=world.recorder.id)
    here, there = client.get("/board?place=GY").text, client.get("/board?place=TQ").text
    assert f"/meetings/{meeting.id}/minutes" in here
    assert f"/meetings/{meeting.id}/minutes" not in there
    assert 'href="tel:070012000' in here
    assert client.get("/board?place=NOWHERE").status_code == 404


def test_the_board_asks_the_same_for_few_and_many_notices(
    client: Client, world: World, count_queries: list[str]
) -> None:
    publish_one(world)
    db.session.commit()
    client.get("/board?place=GY")
    count_queries.clear()
    client.get("/board?place=GY")
    few = len(count_queries)
    for _ in range(4):
        publish_one(world)
    db.session.commit()
    count_queries.clear()
    client.get("/board?place=GY")
    assert len(count_queries) == few <= 10


def publish_one(world: World) -> None:
    meeting = held(world)
    approve(meeting=meeting, actor_id=world.chair.id)
    publish(meeting=meeting, actor_id=world.recorder.id)


def test_the_street_shows_every_grid_with_its_light(client: Client, world: World) -> None:
    page = client.get("/places/ST").text
    assert "第7网格" in page
    assert '0<span class="vh"> open issues' in page
    raise_issue(actor_id=world.resident.id, place=world.building, title="灯不亮")
    page = client.get("/places/ST").text
    assert '1<span class="vh"> open issues' in page
    assert "due soon" in page  # it is to be accepted within a day


def test_a_grid_is_late_the_day_after(client: Client, world: World) -> None:
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="灯不亮")
    with clock.stopped(clock.now() + timedelta(days=12)):  # its clock runs in working hours: beyond any holiday
        assert "1 late" in client.get("/places/ST").text
    add_task(
        title="换灯",
        place=world.estate,
        origin=Ref("issue", issue.id),
        origin_label=issue.number,
        issue=issue,
        lead_person_id=world.grid_officer.id,
        lead_unit_id=None,
        due_on=clock.today() + timedelta(days=9),
        actor_id=world.chair.id,
    )
    with clock.stopped(clock.now() + timedelta(days=2)):
        assert "1 late" not in client.get("/places/ST").text


def test_the_street_asks_the_same_for_few_and_many(client: Client, world: World, count_queries: list[str]) -> None:
    client.get("/places/ST")
    count_queries.clear()
    client.get("/places/ST")
    few = len(count_queries)
    for number in range(5):
        raise_issue(actor_id=world.resident.id, place=world.building, title=f"第{number}件")
    db.session.commit()
    count_queries.clear()
    client.get("/places/ST")
    assert len(count_queries) == few <= 13  # two of them are for charters and compacts


@pytest.mark.parametrize("code", ["ST-C1", "GY", "GY-G7", "GY-B3", "TQ"])
def test_every_place_has_a_page_with_its_way_up(client: Client, code: str) -> None:
    page = client.get(f"/places/{code}")
    assert page.status_code == 200
    assert 'href="/places/ST"' in page.text


def test_a_place_names_its_officers_but_no_residents(client: Client, world: World) -> None:
    page = client.get("/places/GY").text
    assert world.chair.name in page
    assert world.resident.name not in page
    assert client.get("/places/XX").status_code == 404


# --- what a place has and lacks


def test_a_grid_leads_to_what_is_missing_for_who_may_add_it(client: Client, world: World) -> None:
    write, form = "/charters/new?place=GY-G7&amp;kind=charter", "/admin/teams/new?place=GY-G7&amp;kind=vanguard"
    page = client.as_(world.community_staff).get("/places/GY-G7").text
    assert write in page
    assert form in page
    page = client.as_(world.chair).get("/places/GY-G7").text
    assert write in page
    assert form not in page
    for person in (world.resident, world.stranger, None):
        page = client.as_(person).get("/places/GY-G7").text
        assert write not in page
        assert form not in page
    chosen = client.as_(world.chair).get("/charters/new?place=GY-G7&kind=charter").text
    assert re.search(r'value="GY-G7"[^>]*selected|selected[^>]*value="GY-G7"', chosen)


def test_a_place_leads_to_how_it_decides_and_to_its_offices(client: Client, world: World) -> None:
    page = client.as_(world.resident).get("/places/GY").text
    assert 'href="/procedures/?place=GY"' in page
    assert 'href="/offices/?place=GY"' in page
    page = client.as_(None).get("/places/GY-G7").text
    assert 'href="/procedures/?place=GY"' in page  # a grid decides as its estate
    assert "/offices/" not in page
    assert "/offices/" not in client.as_(world.stranger).get("/places/GY").text


def test_many_of_one_office_are_folded(client: Client, world: World) -> None:
    for number in range(5):
        place = add_place(
            kind=PlaceKind.BUILDING, code=f"GY-B2{number}", name=f"2{number}栋", parent=world.building.parent
        )
        appoint(person=world.members[number + 3], office=Office.BUILDING_HEAD, place=place, since=SINCE)
    page = client.get("/places/GY").text
    fold = page[page.index("<details") : page.index("</details>")]
    assert "代表08" in fold
    assert world.chair.name not in fold
    assert world.chair.name in page


def test_every_page_leads_to_who_may_do_what(client: Client, world: World) -> None:
    for person, address in ((None, "/board"), (world.resident, "/"), (world.chair, "/desk"), (None, "/places/ST")):
        assert 'href="/permits"' in client.as_(person).get(address).text


def test_a_request_for_deletion_waits_at_the_desk(client: Client, world: World) -> None:
    assert "One person wants their data gone" not in client.as_(world.recorder).get("/desk").text
    ask_for_deletion(person=world.resident)
    assert "One person wants their data gone" in client.as_(world.recorder).get("/desk").text
    assert "One person wants their data gone" not in client.as_(world.chair).get("/desk").text
