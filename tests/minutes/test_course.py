"""What the minutes must say in law: who left and when, when the quorum was gone, which votes were opened again and how
they came; and that approved minutes stay as they are."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from council.base import clock
from council.base.db import db, transaction
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.session import adjourn, check_in, leave, start_meeting
from council.meetings.operations.votes import cancel_vote, close_vote, publish_vote, reopen_vote
from council.meetings.proxies.operations import lodge
from council.minutes.facts import document
from council.minutes.operations import approve, begin_minutes
from council.minutes.paper import Paper
from council.minutes.queries import content, minutes_of, public_content
from council.minutes.rules import Document, fingerprint
from council.polls.models import Poll, RollEntry
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


def began(world: World, present: int = 32) -> tuple[Meeting, datetime]:
    """A council of 46 with a quorum of 31, begun at the full minute that is returned."""
    meeting = evening.convened(world)
    start = clock.now().replace(second=0, microsecond=0)
    with clock.stopped(start):
        evening.came(meeting, world.members[:present])
        start_meeting(meeting=meeting, actor_id=world.chair.id)
    return meeting, start


def gone(meeting: Meeting, person_id: int, moment: datetime) -> None:
    with clock.stopped(moment):
        leave(meeting=meeting, person_id=person_id)


def hour(moment: datetime) -> str:
    return clock.local(moment).strftime("%H:%M")


def attendance(meeting: Meeting) -> Document:
    found: Document = document(meeting, {})["attendance"]
    return found


def test_whoever_left_stands_there_with_the_time(world: World) -> None:
    meeting, start = began(world)
    first, second = start + timedelta(minutes=5), start + timedelta(minutes=9)
    gone(meeting, world.members[3].id, first)
    with clock.stopped(second):
        check_in(meeting=meeting, person_id=world.members[3].id)
    gone(meeting, world.members[4].id, second)
    said = Paper(document(meeting, {})).left
    assert said == [f"代表04 (left {hour(first)}, back {hour(second)})", f"代表05 (left {hour(second)})"]
    public = Paper(public_content(meeting, None)).left
    assert public[1] == f"代表** (left {hour(second)})"


def test_when_the_quorum_was_gone_and_there_again(world: World) -> None:
    meeting, start = began(world)
    moments = [start + timedelta(minutes=each) for each in (5, 6, 10, 20)]
    gone(meeting, world.members[3].id, moments[0])
    assert "fell" not in attendance(meeting)
    gone(meeting, world.members[4].id, moments[1])
    words = Paper(document(meeting, {})).opening
    assert f"From {hour(moments[1])} on the quorum was not there any more: 30 present." in words
    with clock.stopped(moments[2]):
        check_in(meeting=meeting, person_id=world.members[4].id)
    words = Paper(document(meeting, {})).opening
    assert f"From {hour(moments[1])} to {hour(moments[2])} the quorum was not there: 30 present." in words
    with clock.stopped(moments[3]):
        adjourn(meeting=meeting, actor_id=world.chair.id)
    assert len(attendance(meeting)["fell"]) == 1


def test_who_left_before_the_start_left_nothing(world: World) -> None:
    meeting = evening.convened(world)
    start = clock.now().replace(second=0, microsecond=0)
    with clock.stopped(start - timedelta(minutes=1)):
        evening.came(meeting, world.members[:33])
        leave(meeting=meeting, person_id=world.members[3].id)
    with clock.stopped(start):
        start_meeting(meeting=meeting, actor_id=world.chair.id)
    assert {"left", "fell"}.isdisjoint(attendance(meeting))


def test_a_proxy_leaves_with_its_holder_and_ends_as_the_giver_comes(world: World) -> None:
    meeting = evening.convened(world, kind=MeetingKind.RESIDENTS_MEETING)
    giver, holder = world.members[0], world.members[1]
    lodge(meeting=meeting, giver_id=giver.id, holder_id=holder.id, actor_id=giver.id)
    needed = attendance(meeting)["quorum"]
    start = clock.now().replace(second=0, microsecond=0)
    with clock.stopped(start):
        evening.came(meeting, world.members[1:needed])  # with the giver's just enough
        start_meeting(meeting=meeting, actor_id=world.chair.id)
    with clock.stopped(start + timedelta(minutes=3)):
        check_in(meeting=meeting, person_id=giver.id)
    assert "fell" not in attendance(meeting)
    gone(meeting, holder.id, start + timedelta(minutes=4))
    (fell,) = attendance(meeting)["fell"]
    assert fell["present"] == needed - 1


def test_a_vote_that_was_opened_again_says_why_and_how_the_votes_came(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    evening.votes(world, poll, 24)
    with transaction():
        entered = update(RollEntry).where(RollEntry.poll_id == poll.id, RollEntry.person_id == world.members[0].id)
        db.session.execute(entered.values(channel="helper"))
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    moment = clock.now()
    with clock.stopped(moment):
        reopen_vote(poll=db.session.get_one(Poll, poll.id), meeting=meeting, reason="误点了。", actor_id=world.chair.id)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/minutes?read=1").text
    assert f"Opened again at {hour(moment)}, after it had been closed: 误点了." in page
    ways = re.search(r"How the votes came: (.*?)\.", page)
    assert ways is not None
    assert set(ways[1].split(", ")) == {"On the phone 23", "Entered by a helper 1"}


def test_a_vote_called_off_after_it_was_opened_again_says_both(world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    reopen_vote(poll=db.session.get_one(Poll, poll.id), meeting=meeting, reason="误点", actor_id=world.chair.id)
    cancel_vote(poll=poll, meeting=meeting, reason="题目写错了", actor_id=world.chair.id)
    found = [words for item in Paper(document(meeting, {})).items for _question, words in item.voided]
    assert len(found) == 1
    assert "误点" in found[0]
    assert "题目写错了" in found[0]


def test_minutes_approved_before_read_as_they_did(world: World) -> None:
    poll = evening.decided(world)
    meeting = evening.meeting_of(poll)
    gone(meeting, world.members[3].id, clock.now())
    adjourn(meeting=meeting, actor_id=world.chair.id)
    begin_minutes(meeting=meeting, actor_id=world.chair.id)
    approved = approve(meeting=meeting, actor_id=world.chair.id)
    old = dict(approved.document or {})
    assert "left" in old["attendance"]
    old["attendance"] = {key: value for key, value in old["attendance"].items() if key not in ("left", "fell")}
    for item in old["items"]:
        for motion in item["motions"]:
            motion["poll"] = {key: value for key, value in motion["poll"].items() if key not in ("ways", "reopened")}
    approved.document, approved.hash = old, fingerprint(old)
    db.session.flush()
    paper = Paper(content(meeting, minutes_of(meeting)))
    assert (paper.left, paper.falls) == ([], [])
    votes = [motion.vote.words for item in paper.items for motion in item.motions if motion.vote]
    assert votes
    assert "How the votes came" not in "".join(votes)
