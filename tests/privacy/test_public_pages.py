"""No page that strangers or neighbours of other flats read shows a resident's full name, phone or door."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from council.base import clock
from council.base.db import db
from council.followup.operations import add_task
from council.issues.operations import raise_issue
from council.journal.operations import Ref
from council.meetings.operations.session import adjourn, check_in
from council.meetings.screens import wall
from council.minutes.facts import document
from council.minutes.operations import approve, publish, write_note
from council.minutes.paper import Paper
from council.permits.actor import Office
from council.polls.casting import cast
from council.polls.operations import close_poll, draft_poll, open_poll, publish_result
from council.polls.rules import Voter
from council.residents.models import Person
from council.residents.operations import appoint, enrol
from council.web import formats
from tests.minutes.evening import Evening, hold
from tests.support.client import Client
from tests.support.world import SINCE, World

#: A resident without an office: what must stand nowhere.
NAME, PHONE, DOOR = "蒲公英", "19912345678", "2704"


@pytest.fixture
def evening(world: World) -> Evening:
    """An evening to which the resident came, whose issue it settled, and who leads a task of it."""
    person = enrol(key="quiet", name=NAME, place=world.building, door=DOOR, phone=PHONE)
    held = hold(world, over=False)
    check_in(meeting=held.meeting, person_id=person.id)
    add_task(
        title="浇花",
        place=world.estate,
        origin=Ref("resolution", held.resolution.id),
        origin_label=held.resolution.number,
        issue=None,
        lead_person_id=person.id,
        lead_unit_id=None,
        due_on=clock.today() + timedelta(days=2),
        actor_id=world.chair.id,
    )
    raise_issue(actor_id=person.id, place=world.building, title="花坛没人管")
    write_note(item=held.clutter, text=f"{NAME}说花坛没人管。", revision=0, actor_id=world.recorder.id)
    adjourn(meeting=held.meeting, actor_id=world.chair.id)
    approve(meeting=held.meeting, actor_id=world.recorder.id)
    publish(meeting=held.meeting, actor_id=world.recorder.id)
    return held


def leaks(text: str) -> list[str]:
    """What of the resident stands in a page."""
    return [secret for secret in (NAME, PHONE, DOOR) if secret in text]


def public_pages(evening: Evening, world: World) -> Iterator[str]:
    meeting = evening.meeting
    yield from ("/", "/board", "/board?place=GY", "/privacy", "/sign-in", "/join")
    yield from ("/places/ST", "/places/ST-C1", "/places/GY", "/places/GY-G7", "/places/GY-B3")
    yield from ("/resolutions/", "/resolutions/?place=GY", f"/resolutions/{evening.resolution.id}")
    yield from (
        f"/meetings/{meeting.id}/notice",
        f"/meetings/{meeting.id}/minutes",
        f"/meetings/{meeting.id}/minutes.txt",
    )
    yield f"/meetings/{meeting.id}/projector?token={meeting.wall_token}"
    yield f"/polls/{evening.resolution.motion.poll_id}"  # type: ignore[union-attr]


def test_no_public_page_tells_who_a_resident_is(client: Client, world: World, evening: Evening) -> None:
    client.as_(None)
    for path in public_pages(evening, world):
        for language in ("en", "zh-CN"):
            answer = client.get(path, language=language)
            assert answer.status_code == 200, path
            assert not leaks(answer.text), path


def test_no_neighbour_reads_it_either(client: Client, world: World, evening: Evening) -> None:
    tasks = [f"/tasks/{task_id}" for task_id in db.session.scalars(db.text("SELECT id FROM task"))]
    issues = [f"/issues/{number}" for number in db.session.scalars(db.text("SELECT number FROM issue"))]
    paths = [*public_pages(evening, world), *tasks, *issues, "/issues/?tab=all", "/tasks/", "/meetings/", "/news"]
    client.as_(world.neighbour)
    for path in [*paths, f"/meetings/{evening.meeting.id}"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert not leaks(answer.text), path


def test_officers_and_the_person_read_it_in_full(client: Client, world: World, evening: Evening) -> None:
    own = db.session.scalars(db.select(Person).where(Person.key == "quiet")).one()
    for reader in (own, world.chair):
        assert NAME in client.as_(reader).get("/tasks/").text
        assert NAME in client.get(f"/resolutions/{evening.resolution.id}").text


def test_who_holds_an_office_is_named_in_it(client: Client, world: World, evening: Evening) -> None:
    assert "秦朗" in client.get("/board?place=GY").text
    assert "唐守诚" in client.get(f"/meetings/{evening.meeting.id}/minutes").text


def test_the_wall_masks_too(app: Flask, world: World, evening: Evening) -> None:
    evening.meeting.wall_view = "actions"
    db.session.commit()
    with app.test_request_context():
        drawn = wall(evening.meeting.id, "en")
    assert "浇花" in drawn
    assert not leaks(drawn)


def test_a_straw_poll_shows_neighbours_masked(client: Client, world: World) -> None:
    people = [world.resident, world.neighbour]
    poll = draft_poll(
        place=world.estate, subject=Ref("place", world.estate.id), question="几点开？", procedure_code="evening_talk",
        straw=True, actor_id=None,
    )  # fmt: skip
    open_poll(poll=poll, roll=[Voter(person.id, present=True) for person in people], actor_id=None)
    db.session.commit()
    for person in people:
        cast(poll_id=poll.id, person_id=person.id, epoch=0, choice="for", now=clock.now())
    close_poll(poll=poll, actor_id=None)
    publish_result(poll=poll, actor_id=None)
    page = client.as_(world.neighbour).get(f"/polls/{poll.id}").text
    assert "周敏" not in page
    assert "周*" in page
    assert "周敏" in client.as_(world.chair).get(f"/polls/{poll.id}").text


def test_two_of_one_name_have_their_building_beside_it(world: World) -> None:
    held = hold(world, over=False)
    for key, place in (("twin-1", world.building), ("twin-2", world.other_estate)):
        check_in(meeting=held.meeting, person_id=enrol(key=key, name="王晓明", place=place, door="9").id)
    paper = Paper(document(held.meeting, {}))
    assert [name for name in paper.observers if name.startswith("王")] == ["王晓明 (3栋)", "王晓明 (听泉里)"]


def test_small_places_do_not_say_how_many_live_there(client: Client, world: World) -> None:
    few = client.get("/places/TQ").text
    assert "fewer than 5" in few
    assert not re.search(r"\bone person\b", few)
    assert "fewer than 5" not in client.get("/places/GY").text


@pytest.mark.parametrize(
    ("name", "stars", "middle"),
    [("周敏", "周*", "周*"), ("王小明", "王**", "王*明"), ("欧阳静", "欧阳*", "欧阳*"),
     ("欧阳文静", "欧阳**", "欧阳*静"),
     ("Zhou Min", "Zhou M.", "Zhou M."), ("已注销居民", "已注销居民", "已注销居民")],
)  # fmt: skip
def test_one_style_of_masks_for_the_whole_site(app: Flask, name: str, stars: str, middle: str) -> None:
    with app.app_context():
        assert formats.masked(name) == stars
        app.config["NAME_MASK"] = "middle"
        try:
            assert formats.masked(name) == middle
        finally:
            app.config["NAME_MASK"] = "stars"


def test_a_building_head_is_named_on_their_task(client: Client, world: World, evening: Evening) -> None:
    own = db.session.scalars(db.select(Person).where(Person.key == "quiet")).one()
    appoint(person=own, office=Office.BUILDING_HEAD, place=world.building, since=SINCE)
    assert NAME in client.as_(world.neighbour).get("/tasks/").text
