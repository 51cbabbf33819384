"""The last minute of a vote: given by the chair, kept by the server's clock, shown on every screen."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.meetings.operations.timing import time_vote
from council.meetings.operations.votes import close_vote, reopen_vote
from council.polls.casting import Receipt, Refusal
from council.polls.models import PollState
from council.polls.planning.deadlines import close_due
from council.polls.rules import Why, countdown_to
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

MINUTE = timedelta(minutes=1)


def test_a_minute_and_one_more(world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    with clock.stopped(clock.now()):
        began = clock.now()
        time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id, key="a")
        time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id, key="a")
        assert poll.closes_at == began + MINUTE, "a double tap is one minute"
        time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id, key="b")
        assert poll.closes_at == began + 2 * MINUTE


def test_a_late_ballot_is_refused_by_the_servers_clock(world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert isinstance(evening.vote(world.members[1], poll), Receipt)
    with clock.stopped(clock.now() + MINUTE + timedelta(seconds=1)):
        late = evening.vote(world.members[2], poll)
        assert isinstance(late, Refusal)
        assert late.why == Why.CLOSED
        time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
        assert isinstance(evening.vote(world.members[2], poll), Receipt), "one more minute lets it in"


def test_the_chair_closes_not_the_clock(world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    with clock.stopped(clock.now() + 5 * MINUTE):
        assert close_due(clock.now()) == 0
        assert db.session.get_one(type(poll), poll.id).state == PollState.OPEN
        close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
        with pytest.raises(Conflict):
            time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
        reopen_vote(poll=poll, meeting=meeting, reason="漏了两位", actor_id=world.chair.id)
        assert poll.closes_at is None, "a reopened vote has no deadline"


def test_every_screen_counts_down(client: Client, world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    pages = [f"/meetings/{meeting.id}/{page}" for page in ("chair", "projector")] + [f"/meetings/{meeting.id}"]
    client.as_(world.chair)
    assert not any("data-until" in client.get(page).text for page in pages)
    console = client.get(pages[0]).text
    assert "Last minute: count down" in console
    assert client.post(f"/meetings/{meeting.id}/polls/{poll.id}/time", {"once": "x"}).status_code == 303
    for page in pages:
        assert "data-until" in client.get(page).text, page
    assert "1 more minute" in client.get(pages[0]).text


def test_members_do_not_give_time(client: Client, world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    answer = client.as_(world.members[3]).post(f"/meetings/{meeting.id}/polls/{poll.id}/time", {"once": "x"})
    assert answer.status_code in (403, 404)
    assert db.session.get_one(type(poll), poll.id).closes_at is None


@pytest.mark.parametrize(
    ("seconds", "text"), [(3601, None), (3600, "60:00"), (61, "1:01"), (0.4, "0:00"), (-30, "0:00")]
)
def test_a_countdown_is_never_negative(seconds: float, text: str | None) -> None:
    now = clock.now()
    found = countdown_to(now + timedelta(seconds=seconds), now)
    assert (found.text if found else None) == text
    assert countdown_to(None, now) is None
