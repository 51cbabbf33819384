"""A resident's home: live before what needs me before mine before what is public; always the same few queries."""

import re
from datetime import date, timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.stored import store
from council.followup.operations import add_task, finish_task, start_task
from council.issues.models import Issue
from council.issues.operations import acknowledge, raise_issue
from council.journal.operations import Ref
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.residents.models import Person
from tests.support.client import Client
from tests.support.world import World


def issue_of(world: World, person: Person, title: str = "楼道灯不亮") -> Issue:
    return raise_issue(actor_id=person.id, place=world.building, title=title)


def done_issue(world: World) -> Issue:
    """An issue of the resident whose only task is done, so that the resident is asked."""
    issue = issue_of(world, world.resident)
    acknowledge(actor_id=world.grid_officer.id, issue=issue)
    task = add_task(
        title="换灯",
        place=world.estate,
        origin=Ref("issue", issue.id),
        origin_label=issue.number,
        issue=issue,
        lead_person_id=world.grid_officer.id,
        lead_unit_id=None,
        due_on=clock.today() + timedelta(days=3),
        actor_id=world.chair.id,
    )
    start_task(task=task, actor_id=world.grid_officer.id)
    finish_task(task=task, actor_id=world.grid_officer.id, note="换好了")
    return issue


def council(world: World, *, running: bool) -> Meeting:
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
    if running:
        start_meeting(meeting=meeting, actor_id=world.chair.id)
        check_in(meeting=meeting, person_id=world.chair.id)
        open_item(item=item, actor_id=world.chair.id)
    return meeting


def test_a_stranger_to_the_house_reads_what_it_is(client: Client) -> None:
    page = client.get("/").text
    assert "Where neighbours settle things" in page
    assert 'href="/sign-in"' in page
    assert 'href="/board"' in page


def test_with_nothing_yet_the_home_says_how_to_begin(client: Client, world: World) -> None:
    page = client.as_(world.resident).get("/").text
    assert 'data-test="raise-issue"' in page
    assert "You have not raised anything yet" in page
    assert page.count('href="tel:0700') == 4  # the three lines; and the service line, since no building head is there


def test_live_comes_before_what_needs_me_before_mine_before_public(client: Client, world: World) -> None:
    council(world, running=True)
    issue = done_issue(world)
    page = client.as_(world.resident).get("/").text
    order = ["The weekend council is on", "Raise an issue", "Is it solved?", "My issues", "Help by phone"]
    places = [page.index(word) for word in order]
    assert places == sorted(places)
    assert f"/issues/{issue.number}#feedback" in page
    assert "楼道灯改声控灯" in page
    assert 'class="brand lit"' in page


def test_a_meeting_that_was_called_stands_as_the_next_one(client: Client, world: World) -> None:
    meeting = council(world, running=False)
    page = client.as_(world.neighbour).get("/").text
    assert "Next meeting" in page
    assert f'href="/meetings/{meeting.id}"' in page
    assert 'class="brand lit"' not in page
    assert f'href="/meetings/{meeting.id}"' not in client.as_(world.stranger).get("/").text


def test_an_issue_being_done_shows_what_is_next_and_by_when(client: Client, world: World) -> None:
    issue = issue_of(world, world.resident)
    add_task(
        title="换三楼灯泡",
        place=world.estate,
        origin=Ref("issue", issue.id),
        origin_label=issue.number,
        issue=issue,
        lead_person_id=None,
        lead_unit_id=world.unit.id,
        due_on=clock.today() + timedelta(days=3),
        actor_id=world.chair.id,
    )
    page = client.as_(world.resident).get("/").text
    assert "Next: 换三楼灯泡" in page
    assert "3 days left" in page
    contact = client.as_(world.partner).get("/").text
    assert "换三楼灯泡" in contact
    assert 'data-test="raise-issue"' not in contact


def test_home_takes_ten_queries_however_much_there_is(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.resident).get("/")
    for number in range(6):
        issue_of(world, world.resident, f"第{number}件")
    done_issue(world)
    council(world, running=True)
    db.session.commit()
    client.get("/")
    count_queries.clear()
    page = client.get("/")
    assert page.status_code == 200
    assert len(count_queries) <= 10, count_queries


def test_who_lives_nowhere_here_goes_to_the_desk(client: Client, world: World) -> None:
    answer = client.as_(world.street_staff).get("/")
    assert (answer.status_code, answer.location) == (303, "/desk")


def test_the_desk_is_for_officers(client: Client, world: World) -> None:
    assert client.as_(world.resident).get("/desk").status_code == 403
    assert client.as_(None).get("/desk").status_code == 303


@pytest.mark.parametrize("part", ["chair", "recorder", "grid_officer", "supervisor", "community_staff", "street_staff"])
def test_each_officer_finds_what_waits(client: Client, world: World, part: str) -> None:
    issue_of(world, world.resident, "水管漏水")
    council(world, running=True)
    page = client.as_(getattr(world, part)).get("/desk").text
    assert "水管漏水" in page
    assert "The weekend council is on" in page


@pytest.mark.parametrize(("part", "word"), [("grid_officer", "Accept"), ("recorder", "Look"), ("supervisor", "Look")])
def test_the_desk_offers_only_what_one_may_do(client: Client, world: World, part: str, word: str) -> None:
    issue = issue_of(world, world.resident, "水管漏水")
    page = client.as_(getattr(world, part)).get("/desk").text
    link = re.search(rf'href="/issues/{issue.number}">(.*?)</a>', page, re.DOTALL)
    assert link
    assert link[1].endswith(word)


def test_residents_keep_the_phones_menu_on_wide_pages(client: Client, world: World) -> None:
    page = client.as_(world.resident).get("/board").text
    assert '<nav class="nav"' in page
    assert 'class="size"' in page
    assert '<nav class="nav"' not in client.as_(world.chair).get("/board").text


def test_a_desk_of_another_estate_stays_empty(client: Client, world: World) -> None:
    from council.permits.actor import Office
    from council.residents.operations import appoint

    issue_of(world, world.resident, "水管漏水")
    appoint(person=world.stranger, office=Office.GRID_OFFICER, place=world.other_estate, since=date(2026, 1, 1))
    page = client.as_(world.stranger).get("/desk").text
    assert "水管漏水" not in page
    assert "A quiet evening" in page


def test_an_issue_about_the_whole_estate_waits_for_every_grid_officer(client: Client, world: World) -> None:
    raise_issue(actor_id=world.resident.id, place=world.estate, title="东门太暗")
    assert "东门太暗" in client.as_(world.grid_officer).get("/desk").text


def test_the_desk_takes_a_constant_number_of_queries(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.chair).get("/desk")
    count_queries.clear()
    client.get("/desk")
    few = len(count_queries)
    for number in range(5):
        issue_of(world, world.resident, f"第{number}件")
    council(world, running=True)
    db.session.commit()
    count_queries.clear()
    client.get("/desk")
    assert len(count_queries) == few <= 11, count_queries


def test_a_demo_says_so_on_every_page_and_only_then(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("/", "/board", "/sign-in", "/places/GY"):
        assert "ribbon" not in client.get(path).text
    monkeypatch.delitem(client._app.config, "IS_DEMO", raising=False)
    store("made_by", "demo")
    db.session.commit()
    for path in ("/", "/board", "/sign-in", "/places/GY"):
        assert 'class="ribbon"' in client.get(path).text
    client._app.config["IS_DEMO"] = False
