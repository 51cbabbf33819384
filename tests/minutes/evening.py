"""An evening that happened, for tests of its minutes: 33 of 46 came, a motion was carried 24 to 5, a task given out."""

from dataclasses import dataclass
from datetime import timedelta

from council.base import clock
from council.base.db import db
from council.charters.rules import Force
from council.followup.models import Task
from council.followup.operations import add_task
from council.issues.operations import raise_issue
from council.journal.operations import Ref
from council.meetings.models import AgendaItem, Meeting, MeetingKind, Resolution
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, check_in, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, publish_vote, record_motion
from council.polls.casting import cast
from tests.support.world import World

PRESENT = 33
VOTES = ["for"] * 24 + ["against"] * 5 + ["abstain"] * 3


@dataclass
class Evening:
    """What came of it."""

    world: World
    meeting: Meeting
    lights: AgendaItem
    clutter: AgendaItem
    resolution: Resolution
    task: Task


def hold(world: World, *, over: bool = True) -> Evening:
    """Hold the evening through the rooms' own operations."""
    chair = world.chair.id
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯太暗")
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        venue="活动室二楼",
        starts_at=clock.now(),  # never past midnight, so that today is its day
        actor_id=chair,
        notice_days=0,
    )
    lights = add_item(meeting=meeting, title="楼道灯改成声控灯", issue=issue, actor_id=chair)
    clutter = add_item(meeting=meeting, title="楼道堆物怎么清", actor_id=chair)
    convene(meeting=meeting, actor_id=chair)
    start_meeting(meeting=meeting, actor_id=chair)
    for member in world.members[:PRESENT]:
        check_in(meeting=meeting, person_id=member.id)
    check_in(meeting=meeting, person_id=world.neighbour.id)
    open_item(item=lights, actor_id=chair)
    text = "把48盏楼道灯改成声控灯。"
    motion = record_motion(item=lights, title="改声控灯", text=text, moved_by="代表05", actor_id=chair)
    poll = open_vote(motion=motion, actor_id=chair)
    for member, choice in zip(world.members, VOTES, strict=False):
        cast(poll_id=poll.id, person_id=member.id, epoch=0, choice=choice, now=clock.now())
    db.session.commit()
    close_vote(poll=poll, meeting=meeting, actor_id=chair)
    publish_vote(poll=poll, meeting=meeting, actor_id=chair)
    resolution = resolve(motion=motion, text="同意改成声控灯。", force=Force.CONSENSUS, actor_id=chair)
    task = add_task(
        title="三家比价",
        place=world.estate,
        origin=Ref("resolution", resolution.id),
        origin_label=resolution.number,
        issue=issue,
        lead_person_id=world.members[6].id,
        lead_unit_id=None,
        due_on=clock.today() + timedelta(days=9),
        actor_id=chair,
    )
    if over:
        adjourn(meeting=meeting, actor_id=chair)
    return Evening(world, meeting, lights, clutter, resolution, task)
