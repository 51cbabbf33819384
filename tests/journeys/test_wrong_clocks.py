"""A phone whose clock is an hour off: countdowns, the time of day and the end of a vote are the server's."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from council.base import clock
from council.base.db import db
from council.meetings.floor.operations import give_floor, raise_hand
from council.meetings.floor.rules import Stance
from council.meetings.models import Meeting, Motion
from council.meetings.operations.timing import time_vote
from council.meetings.operations.votes import close_vote, open_vote
from council.polls.models import Poll
from tests.journeys.people import WALL, Crowd, Hall, Visitor
from tests.meetings import evening

HOUR = timedelta(hours=1)
#: How far a screen may be behind the server on a busy machine, in seconds.
SLACK = 12


def off_by(visitor: Visitor, wrong: timedelta) -> Visitor:
    """Set the clock of somebody's browser wrong; it runs on from there."""
    visitor.page.clock.install(time=clock.now() + wrong)
    return visitor


def seconds_left(countdown: Locator) -> int:
    """What a countdown shows."""
    expect(countdown).to_have_text(re.compile(r"^\d+:\d\d$"))
    minutes, _colon, seconds = countdown.inner_text().partition(":")
    return int(minutes) * 60 + int(seconds)


@pytest.mark.parametrize("wrong", [HOUR, -HOUR], ids=["an hour ahead", "an hour behind"])
def test_a_timed_vote_ends_when_the_server_says(crowd: Crowd, hall: Hall, wrong: timedelta) -> None:
    with hall.inside() as world:
        motion = evening.with_motion(world)
        meeting_id, motion_id, chair_id = motion.item.meeting_id, motion.id, world.chair.id
        token = motion.item.meeting.wall_token
    phone, late = (off_by(crowd.someone(f"member-{number}"), wrong) for number in (2, 3))
    wall = off_by(crowd.someone(size=WALL), wrong)
    for each, path in ((phone, ""), (late, ""), (wall, f"/projector?token={token}")):
        each.page.goto(f"{hall.base}/meetings/{meeting_id}{path}")
    assert abs(phone.page.evaluate("Date.now()") / 1000 - (clock.now() + wrong).timestamp()) < 60
    with hall.inside():
        poll = open_vote(motion=db.session.get_one(Motion, motion_id), actor_id=chair_id)
        poll_id = time_vote(poll=poll, meeting=db.session.get_one(Meeting, meeting_id), actor_id=chair_id).id
    for each in (phone, wall):
        shown = seconds_left(each.page.locator(".countdown").first)
        with hall.inside():
            ends = db.session.get_one(Poll, poll_id).closes_at
        assert ends is not None
        assert abs(shown - (ends - clock.now()).total_seconds()) < SLACK
    time_of_day(wall)
    phone.press("vote-for")
    phone.sees("ballot-receipt")
    with hall.inside():
        poll = db.session.get_one(Poll, poll_id)
        close_vote(poll=poll, meeting=db.session.get_one(Meeting, meeting_id), actor_id=chair_id)
        assert (poll.result or {})["figures"]["heads"]["for"] == 1
    expect(late.mark("vote-for")).to_have_count(0)
    answer = late.page.evaluate(
        "address => fetch(address, {method: 'POST', credentials: 'same-origin', body: new URLSearchParams({"
        "choice: 'for', csrf_token: document.querySelector('[name=csrf_token]').value})}).then(a => a.status)",
        f"/polls/{poll_id}/ballots",
    )
    assert answer == 409, "after the server's close nothing is taken, whatever time it is on the phone"


@pytest.mark.parametrize("wrong", [HOUR, -HOUR], ids=["an hour ahead", "an hour behind"])
def test_a_speech_has_the_time_that_the_server_gives_it(crowd: Crowd, hall: Hall, wrong: timedelta) -> None:
    with hall.inside() as world:
        meeting = evening.with_item(world).meeting
        meeting_id, token, chair_id = meeting.id, meeting.wall_token, world.chair.id
        raise_hand(meeting=meeting, person_id=world.members[1].id, stance=Stance.FOR)
    phone, wall = off_by(crowd.someone("member-4"), wrong), off_by(crowd.someone(size=WALL), wrong)
    phone.page.goto(f"{hall.base}/meetings/{meeting_id}")
    wall.page.goto(f"{hall.base}/meetings/{meeting_id}/projector?token={token}")
    with hall.inside():
        give_floor(meeting=db.session.get_one(Meeting, meeting_id), after=None, actor_id=chair_id)
    begun = clock.now()
    for each in (phone, wall):
        shown = seconds_left(each.page.locator(".countdown").first)
        assert abs(shown - (180 - (clock.now() - begun).total_seconds())) < SLACK


def time_of_day(wall: Visitor) -> None:
    """The clock in the wall's corner is right, to the minute."""
    now = clock.local(clock.now())
    near = {f"{each.hour}:{each:%M}" for each in (now - timedelta(minutes=1), now, now + timedelta(minutes=1))}
    assert wall.page.locator("[data-clock=hm]").inner_text() in near
