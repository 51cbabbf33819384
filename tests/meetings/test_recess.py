"""The break that a council decided on: wall, phones and console say until when, and what ends it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from council.base import clock
from council.base.db import db
from council.meetings.floor.operations import raise_hand
from council.meetings.floor.rules import Stance
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, Meeting, WallView
from council.meetings.motions.operations import decide_by_consent
from council.meetings.motions.pausing import end_recess
from council.meetings.motions.rules import Kind
from council.meetings.operations.session import open_item, show_on_wall
from council.meetings.operations.votes import open_straw_poll
from council.meetings.steps import scene
from council.meetings.walls.operations import add_wall, blank_all, remove_wall, show_view
from council.meetings.walls.showing import side_context
from council.polls.models import Poll
from tests.meetings import ranks
from tests.support.client import Client
from tests.support.world import World

MARK = 'data-test="recess"'


def paused(world: World) -> AgendaItem:
    item = ranks.council(world)
    decide_by_consent(question=ranks.move(world, item, Kind.RECESS), actor_id=world.chair.id)
    return item


def wall(client: Client, meeting: Meeting) -> str:
    db.session.commit()
    return client.get(f"/meetings/{meeting.id}/projector?token={meeting.wall_token}").text


def phone(client: Client, world: World, meeting: Meeting) -> str:
    db.session.commit()
    return client.as_(world.members[5]).get(f"/meetings/{meeting.id}?lang=en").text


def console(client: Client, world: World, meeting: Meeting) -> str:
    db.session.commit()
    return client.as_(world.chair).get(f"/meetings/{meeting.id}/chair?lang=en").text


def beside(app: Flask, meeting: Meeting) -> dict[str, Any]:
    """What the second wall draws."""
    with app.test_request_context():
        return side_context(load_room(meeting.id), "b")


def test_every_screen_says_until_when(world: World, client: Client) -> None:
    item = paused(world)
    until = load_room(item.meeting_id).recess
    assert until is not None
    at = clock.local(until).strftime("%H:%M")
    assert MARK in wall(client, item.meeting)
    page = phone(client, world, item.meeting)
    assert f"Break. We go on at {at}" in page
    assert "Under discussion" not in page
    assert "raise-for" not in page
    page = console(client, world, item.meeting)
    assert f"Break until {at}" in page
    assert f"/meetings/{item.meeting_id}/resumption" in page
    assert 'id="floor"' not in page


def test_going_on_now_ends_it_on_every_screen_for_good(world: World, client: Client) -> None:
    item = paused(world)
    meeting = item.meeting
    client.as_(world.chair)
    db.session.commit()
    assert client.post(f"/meetings/{meeting.id}/resumption").status_code == 303
    db.session.expire_all()
    assert "raise-for" in phone(client, world, meeting)
    assert "resumption" not in console(client, world, meeting)
    for view in (WallView.AUTO, WallView.AGENDA, WallView.BLANK, WallView.AUTO):
        show_on_wall(meeting=meeting, view=view, actor_id=world.chair.id)
        assert MARK not in wall(client, meeting)
    version = load_room(meeting.id).version
    end_recess(meeting=meeting, actor_id=world.chair.id)
    assert load_room(meeting.id).version == version


def test_a_blank_wall_is_blank_and_one_that_follows_says_it(world: World, client: Client, app: Flask) -> None:
    item = paused(world)
    meeting, by = item.meeting, {"actor_id": world.chair.id}
    side = add_wall(meeting=meeting, name="二楼", **by)
    assert beside(app, meeting)["recess"] is not None
    blank_all(meeting=meeting, **by)
    assert MARK not in wall(client, meeting)
    assert beside(app, meeting)["recess"] is None
    show_view(meeting=meeting, slot="b", view=WallView.AUTO, **by)
    remove_wall(screen=side, **by)
    gone = beside(app, meeting)
    assert (gone["gone"], gone["recess"]) == (True, None)
    end_recess(meeting=meeting, **by)
    assert scene(load_room(meeting.id)) == WallView.ITEM


def test_a_vote_in_the_break_is_asked_about_first_and_ends_it(world: World, client: Client) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    decide_by_consent(question=ranks.move(world, item, Kind.RECESS), actor_id=world.chair.id)
    db.session.commit()
    client.as_(world.chair)
    path = f"/motions/{main.motion_id}/vote"
    answer = client.post(path)
    assert 'data-test="vote-in-break"' in answer.text
    assert db.session.scalar(db.select(db.func.count(Poll.id))) == 0
    assert client.post(path, {"sure": "1"}).status_code == 303
    assert db.session.scalar(db.select(db.func.count(Poll.id))) == 1
    assert load_room(item.meeting_id).recess is None


def test_after_its_time_the_vote_opens_unasked_and_the_break_stands_until_then(world: World, client: Client) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    decide_by_consent(question=ranks.move(world, item, Kind.RECESS), actor_id=world.chair.id)
    db.session.commit()
    client.as_(world.chair)
    with clock.stopped(clock.now() + timedelta(minutes=11)):
        assert load_room(item.meeting_id).recess is not None
        assert client.post(f"/motions/{main.motion_id}/vote").status_code == 303
    db.session.expire_all()
    assert load_room(item.meeting_id).recess is None


@pytest.mark.parametrize("what", ["item", "straw", "motion"])
def test_what_is_taken_up_ends_it(world: World, what: str) -> None:
    item = paused(world)
    by = world.chair.id
    if what == "item":
        open_item(item=item.meeting.items[2], actor_id=by)
        open_item(item=item.meeting.items[1], actor_id=by)
    elif what == "straw":
        open_straw_poll(item=item, question="还继续吗？", actor_id=by)
    else:
        ranks.move(world, item)
        raise_hand(meeting=item.meeting, person_id=world.members[3].id, stance=Stance.FOR)
    assert load_room(item.meeting_id).recess is None
    assert scene(load_room(item.meeting_id)) != WallView.BLANK


def test_a_second_break_is_a_break(world: World) -> None:
    item = paused(world)
    end_recess(meeting=item.meeting, actor_id=world.chair.id)
    decide_by_consent(question=ranks.move(world, item, Kind.RECESS), actor_id=world.chair.id)
    assert load_room(item.meeting_id).recess is not None
