"""Taking back a step of the chair, and the list before the start."""

from datetime import timedelta

import pytest
from flask import Flask

from council.base import clock
from council.base.errors import Conflict
from council.cli.verifying import _broken_polls
from council.live.hub import Hub
from council.live.service import live_of
from council.meetings.floor.operations import raise_hand
from council.meetings.floor.rules import Stance
from council.meetings.loading import load_room
from council.meetings.models import ItemState, Meeting, MeetingKind, WallView
from council.meetings.operations.session import check_in, close_item, open_item, show_on_wall, start_meeting
from council.meetings.operations.undoing import last_step, take_back
from council.meetings.operations.votes import publish_vote
from council.meetings.preflight import checks
from council.meetings.proxies.operations import lodge
from council.meetings.steps import Step, next_step
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")
SOON, LATER = timedelta(seconds=9), timedelta(seconds=13)


def test_the_next_item_is_taken_back_and_the_one_before_is_on_again(world: World) -> None:
    first = evening.with_item(world, number=1)
    second = first.meeting.items[1]
    open_item(item=second, actor_id=world.chair.id)
    take_back(meeting=first.meeting, actor_id=world.chair.id)
    states = [item.state for item in first.meeting.items]
    assert states == ["current", "planned", "planned"]
    assert (first.closed_at, second.opened_at) == (None, None)


def test_the_hands_that_were_up_are_up_again(world: World) -> None:
    first = evening.with_item(world, number=1)
    for member in world.members[1:3]:
        raise_hand(meeting=first.meeting, person_id=member.id, stance=Stance.FOR)
    open_item(item=first.meeting.items[1], actor_id=world.chair.id)
    assert not load_room(first.meeting_id).floor.waiting
    take_back(meeting=first.meeting, actor_id=world.chair.id)
    names = [each.name for each in load_room(first.meeting_id).floor.waiting]
    assert names == [member.name for member in world.members[1:3]]


def test_a_proxy_at_the_desk_does_not_stand_in_the_way(world: World) -> None:
    meeting = evening.convened(world, kind=MeetingKind.RESIDENTS_MEETING)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    open_item(item=meeting.items[0], actor_id=world.chair.id)
    giver, holder = world.members[5].id, world.members[6].id
    lodge(meeting=meeting, giver_id=giver, holder_id=holder, actor_id=world.recorder.id, at_desk=True)
    take_back(meeting=meeting, actor_id=world.chair.id)
    assert load_room(meeting.id).current is None


def test_the_first_item_is_taken_back_to_none(world: World) -> None:
    meeting = evening.in_session(world, present=33)
    open_item(item=meeting.items[0], actor_id=world.chair.id)
    take_back(meeting=meeting, actor_id=world.chair.id)
    assert load_room(meeting.id).current is None


def test_an_item_opened_again_goes_back_to_done(world: World) -> None:
    item = evening.with_item(world, number=1)
    opened_at = item.opened_at
    close_item(item=item, postponed=False, actor_id=world.chair.id)
    open_item(item=item, actor_id=world.chair.id)
    take_back(meeting=item.meeting, actor_id=world.chair.id)
    assert (item.state, item.opened_at) == (ItemState.DONE, opened_at)


def test_a_result_is_hidden_again_and_can_be_shown_again(world: World) -> None:
    poll = evening.decided(world)
    meeting = evening.meeting_of(poll)
    result = poll.result
    take_back(meeting=meeting, actor_id=world.chair.id)
    assert (poll.state, poll.published_at, poll.result) == ("closed", None, result)
    assert next_step(load_room(meeting.id), resolved=False) is Step.PUBLISH
    assert list(_broken_polls()) == []
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert poll.state == "published"
    assert list(_broken_polls()) == []


def test_after_ten_seconds_a_step_stands(world: World) -> None:
    poll = evening.decided(world)
    meeting = evening.meeting_of(poll)
    assert poll.published_at is not None
    with clock.stopped(poll.published_at + SOON):
        assert last_step(meeting.id) is not None
    with clock.stopped(poll.published_at + LATER):
        assert last_step(meeting.id) is None
        with pytest.raises(Conflict, match="too late"):
            take_back(meeting=meeting, actor_id=world.chair.id)
    assert poll.state == "published"


def test_what_the_chair_did_since_stands_in_the_way_and_what_the_room_did_does_not(world: World) -> None:
    item = evening.with_item(world, number=1)
    meeting = item.meeting
    check_in(meeting=meeting, person_id=world.members[40].id)
    show_on_wall(meeting=meeting, view=WallView.AGENDA, actor_id=world.chair.id)
    assert last_step(meeting.id) is not None
    evening.put(world, item)
    with pytest.raises(Conflict):
        take_back(meeting=meeting, actor_id=world.chair.id)
    assert item.state == "current"


def test_a_step_is_taken_back_once(world: World) -> None:
    first = evening.with_item(world, number=1)
    open_item(item=first.meeting.items[1], actor_id=world.chair.id)
    take_back(meeting=first.meeting, actor_id=world.chair.id)
    with pytest.raises(Conflict):
        take_back(meeting=first.meeting, actor_id=world.chair.id)
    assert first.state == "current"


def test_the_console_offers_it_while_it_can_be_done(world: World, client: Client) -> None:
    item = evening.with_item(world, number=1)
    path = f"/meetings/{item.meeting_id}"
    assert client.as_(world.members[1]).post(f"{path}/undo").status_code == 403
    assert 'data-test="undo"' in client.as_(world.chair).get(f"{path}/chair").text
    assert client.post(f"{path}/undo", htmx=True).status_code == 200
    assert 'data-test="undo"' not in client.get(f"{path}/chair").text
    assert client.post(f"{path}/undo", htmx=True).status_code == 409


@pytest.fixture
def hub(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub of its own: nothing is drawn for who listens here."""
    monkeypatch.setattr(live_of(app), "hub", Hub())
    return live_of(app).hub


@pytest.fixture
def called(world: World) -> Meeting:
    return evening.convened(world)


def words(meeting: Meeting) -> dict[str, bool]:
    return {check.words: check.good for check in checks(load_room(meeting.id))}


def test_the_list_before_the_start_says_what_is_there_and_what_is_not(
    app: Flask, world: World, called: Meeting, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PUBLIC_URL", "http://localhost:8000")
    with app.test_request_context(headers={"Accept-Language": "en"}):
        found = {check.words: check for check in checks(load_room(called.id))}
        assert found["The code leads to http://localhost:8000"].must
        assert not found["0 of 46 members, 31 needed"].good
        assert not found["No wall is on yet"].good
        desk = hub.subscribe([f"meeting.{called.id}.wall.zh_CN", f"meeting.{called.id}.desk.zh_CN"], lambda: None)
        assert not words(called)["No wall is on yet"], "a console is no wall"
        wall = hub.subscribe([f"meeting.{called.id}.wall.zh_CN"], lambda: None)
        assert words(called)["The wall is on"]
        hub.unsubscribe(wall)
        assert not words(called)["No wall is on yet"]
        hub.unsubscribe(desk)
        for member in world.members[:31]:
            check_in(meeting=called, person_id=member.id)
        assert words(called)["31 of 46 members, 31 needed"]


def test_the_console_shows_the_list(world: World, client: Client, called: Meeting) -> None:
    page = client.as_(world.chair).get(f"/meetings/{called.id}/chair").text
    assert 'data-test="preflight"' in page
    assert "3 items on the agenda" in page


def test_the_console_says_that_another_is_open(world: World, client: Client, called: Meeting, hub: Hub) -> None:
    path, desk = f"/meetings/{called.id}/chair", [f"meeting.{called.id}.desk.zh_CN"]
    client.as_(world.chair)
    hub.subscribe(desk, lambda: None)
    assert "several-desks" not in client.get(path).text
    hub.subscribe(desk, lambda: None)
    assert "open in 2 places. Every tab of this browser acts; other computers look on." in client.get(path).text
