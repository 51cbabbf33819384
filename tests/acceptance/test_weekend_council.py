"""S8: a weekend council from its call to published minutes: quorum, a timed vote, phones that drop, a correction."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.charters.rules import Force
from council.followup.operations import add_task
from council.issues.operations import raise_issue
from council.journal.operations import Ref
from council.meetings.models import Meeting, MeetingKind, Resolution
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, check_in, open_item, start_meeting
from council.meetings.operations.timing import time_vote
from council.meetings.operations.votes import close_vote, open_vote, publish_vote, record_motion
from council.minutes import operations as minutes
from council.minutes.models import Minutes
from council.polls.models import Ballot, Poll
from council.polls.results import result_view
from tests.meetings.evening import votes
from tests.support.client import Client
from tests.support.world import World

ITEMS = ("上次交办事项回音", "6、7栋楼道灯改成声控灯", "东门晚间限行时段", "车棚加装门锁")
#: Two thirds of 46 is 30.67, so 31.
QUORUM = 31
MOTION = "6、7栋楼道灯改成声控灯，费用9,600元"


def test_a_weekend_council_from_call_to_minutes(client: Client, world: World) -> None:
    meeting = called(client, world)
    with clock.stopped(meeting.starts_at):
        poll = voted_in_a_minute(client, world, meeting)
        resolution = decided(world, meeting, poll)
        handed_out(client, world, meeting, resolution)
        written_down(client, world, meeting)


def called(client: Client, world: World) -> Meeting:
    """Four items, three days' notice, a text for the group; everything shorter is refused."""
    chair = world.chair.id
    with pytest.raises(Invalid, match="3"):
        convene(meeting=planned(world, days=1), actor_id=chair)
    meeting = planned(world, days=4)
    convene(meeting=meeting, actor_id=chair)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/notice").text
    assert "data-copy" in page, "the text for the group can be copied"
    assert 'data-test="join-qr"' in page
    return meeting


def planned(world: World, *, days: int) -> Meeting:
    """A draft for so many days from now, with the notice that the council's procedure asks for."""
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        venue="活动室二楼",
        starts_at=clock.now() + timedelta(days=days),
        actor_id=world.chair.id,
    )
    for title in ITEMS:
        add_item(meeting=meeting, title=title, actor_id=world.chair.id)
    return meeting


def voted_in_a_minute(client: Client, world: World, meeting: Meeting) -> Poll:
    """30 are no quorum, 31 are; 33 vote, six of them on phones that lose the answer and send again."""
    chair = world.chair.id
    start_meeting(meeting=meeting, actor_id=chair)
    for member in world.members[:30]:
        check_in(meeting=meeting, person_id=member.id)
    item = open_item(item=meeting.items[1], actor_id=chair)
    motion = record_motion(item=item, title=MOTION, text=f"{MOTION}。", moved_by="", actor_id=chair)
    with pytest.raises(Conflict, match="30"):
        open_vote(motion=motion, actor_id=chair)
    assert "no quorum" in client.as_(world.chair).post(f"/motions/{motion.id}/vote", headers=ENGLISH).text.lower()
    for member in world.members[30:33]:
        check_in(meeting=meeting, person_id=member.id)
    poll = open_vote(motion=motion, actor_id=chair)
    time_vote(poll=poll, meeting=meeting, actor_id=chair)
    time_vote(poll=poll, meeting=meeting, actor_id=chair)
    votes(world, poll, 18, 5, 3)
    dropped = world.members[26:32]
    for member in dropped:
        for _again in range(2):
            assert client.as_(member).post(f"/polls/{poll.id}/ballots", {"choice": "for"}).status_code == 303
    assert db.session.scalar(db.select(db.func.count(Ballot.id)).where(Ballot.poll_id == poll.id)) == 32
    with clock.stopped(clock.now() + timedelta(seconds=121)):
        late = client.as_(world.members[32]).post(f"/polls/{poll.id}/ballots", {"choice": "against"})
        assert late.status_code == 409
        close_vote(poll=poll, meeting=meeting, actor_id=chair)
    publish_vote(poll=poll, meeting=meeting, actor_id=chair)
    said = result_view(poll)
    assert said is not None
    assert (said.figures.entitled, said.figures.present, said.needed) == (46, 33, 17)
    assert (said.figures.for_, said.figures.against, said.figures.abstain) == (24, 5, 3)
    assert said.outcome == "carried"
    return poll


def decided(world: World, meeting: Meeting, poll: Poll) -> Resolution:
    """A council consults: what it decides is a consensus."""
    motion = meeting.items[1].motions[0]
    return resolve(motion=motion, text=f"同意{MOTION}。", force=Force.CONSENSUS, actor_id=world.chair.id)


def handed_out(client: Client, world: World, meeting: Meeting, resolution: Resolution) -> None:
    """What is to be done has somebody who does it and a day, and the wall shows it."""
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯整夜长亮")
    task = add_task(
        title="三家比价",
        place=world.estate,
        origin=Ref("resolution", resolution.id),
        origin_label=resolution.number,
        issue=issue,
        lead_person_id=world.members[6].id,
        lead_unit_id=None,
        due_on=clock.today() + timedelta(days=9),
        actor_id=world.chair.id,
    )
    adjourn(meeting=meeting, actor_id=world.chair.id)
    page = client.as_(world.resident).get(f"/meetings/{meeting.id}/minutes")
    assert task.due_on > clock.today()
    assert page.status_code in (200, 404), "a draft is not everybody's"


def written_down(client: Client, world: World, meeting: Meeting) -> None:
    """The minutes wrote themselves; after approval they stay, and a change is correction number 1."""
    minutes.approve(meeting=meeting, actor_id=world.chair.id)
    paper = minutes.publish(meeting=meeting, actor_id=world.chair.id)
    frozen = paper.hash
    page = client.as_(world.resident).get(f"/meetings/{meeting.id}/minutes").text
    for told in ("24", "17", "46", "33", "三家比价", MOTION):
        assert told in page, told
    correction = minutes.correct(meeting=meeting, text="第二项的发言人应为代表07。", actor_id=world.chair.id)
    assert correction.number == 1
    page = client.as_(world.resident).get(f"/meetings/{meeting.id}/minutes").text
    assert "第二项的发言人应为" in page
    assert "代表07" not in page, "names are masked for the public"
    assert db.session.get_one(Minutes, paper.id).hash == frozen


ENGLISH = {"Accept-Language": "en"}
