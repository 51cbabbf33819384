"""A vote that was voided: the hall is told, and why, until the meeting takes its next step."""

import pytest

from council.base.db import db
from council.meetings.models import Meeting, WallView
from council.meetings.motions.operations import decide_by_consent
from council.meetings.motions.rules import Kind
from council.meetings.operations.session import open_item, show_on_wall
from council.meetings.operations.votes import cancel_vote, open_straw_poll, open_vote
from council.polls.models import Poll
from tests.meetings import evening, ranks
from tests.support.client import Client
from tests.support.world import World

WHY = "麦克风坏了"
SAID = "This vote is void: "


def screens(client: Client, world: World, meeting: Meeting) -> list[str]:
    """Wall, phone and console."""
    db.session.commit()
    wall = client.get(f"/meetings/{meeting.id}/projector?token={meeting.wall_token}&lang=en").text
    phone = client.as_(world.members[7]).get(f"/meetings/{meeting.id}?lang=en").text
    return [wall, phone, client.as_(world.chair).get(f"/meetings/{meeting.id}/chair?lang=en").text]


def told(pages: list[str]) -> list[bool]:
    return [SAID in page and WHY in page for page in pages]


def voided(world: World, poll: Poll, meeting: Meeting) -> None:
    cancel_vote(poll=poll, meeting=meeting, reason=WHY, actor_id=world.chair.id)


@pytest.mark.parametrize("view", [WallView.AUTO, WallView.AGENDA])
def test_the_hall_is_told_that_a_vote_is_void_until_the_next(world: World, client: Client, view: WallView) -> None:
    poll = evening.with_vote(world)
    meeting, motion = evening.meeting_of(poll), evening.motion_of(poll)
    assert not any(told(screens(client, world, meeting)))
    voided(world, poll, meeting)
    show_on_wall(meeting=meeting, view=view, actor_id=world.chair.id)
    assert all(told(screens(client, world, meeting)))
    open_vote(motion=motion, actor_id=world.chair.id)
    assert not any(told(screens(client, world, meeting)))


def test_the_next_item_ends_it_for_good(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    voided(world, poll, meeting)
    open_item(item=meeting.items[2], actor_id=world.chair.id)
    assert not any(told(screens(client, world, meeting)))


def test_a_straw_poll_too(world: World, client: Client) -> None:
    item = evening.with_item(world)
    voided(world, open_straw_poll(item=item, question="几点散会？", actor_id=world.chair.id), item.meeting)
    assert all(told(screens(client, world, item.meeting)))


def test_by_rank_until_something_is_decided(world: World, client: Client) -> None:
    item = ranks.council(world)
    main = ranks.move(world, item)
    assert main.motion is not None
    voided(world, open_vote(motion=main.motion, actor_id=world.chair.id), item.meeting)
    close = ranks.move(world, item, Kind.CLOSE_DEBATE)
    assert all(told(screens(client, world, item.meeting)))
    decide_by_consent(question=close, actor_id=world.chair.id)
    assert not any(told(screens(client, world, item.meeting)))
