"""An evening in a few words: what the tests of a running meeting begin with."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import timedelta

from sqlalchemy import insert

from council.base import clock
from council.base.db import db, transaction
from council.meetings.models import AgendaItem, Attendance, Meeting, MeetingKind, Motion
from council.meetings.notice import notice_in
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, publish_vote, record_motion
from council.polls.casting import Receipt, Refusal, cast
from council.polls.models import Poll
from council.residents.models import Person
from tests.support.world import World

ITEMS = ("上次交办事项回音", "6、7栋楼道灯改成声控灯", "东门晚间限行时段")
QUORUM = 31


def convened(
    world: World,
    *,
    items: Sequence[str] = ITEMS,
    kind: MeetingKind = MeetingKind.WEEKEND_COUNCIL,
) -> Meeting:
    """A meeting called for this evening, so early as the law asks for its kind."""
    ahead = timedelta(days=notice_in(world.estate, kind).least)
    with clock.stopped(clock.now() - ahead) if ahead else nullcontext():
        return convene(meeting=draft(world, items=items, kind=kind, ahead=ahead), actor_id=world.chair.id)


def draft(
    world: World,
    *,
    items: Sequence[str] = ITEMS,
    kind: MeetingKind = MeetingKind.WEEKEND_COUNCIL,
    ahead: timedelta = timedelta(),
) -> Meeting:
    """The same before the call, planned `ahead` of its evening."""
    actor_id = world.chair.id
    meeting = plan_meeting(
        kind=kind,
        place=world.estate,
        venue="活动室二楼",
        starts_at=clock.now() + ahead,  # never past midnight, so that today is its day
        notice_days=ahead.days,
        actor_id=actor_id,
    )
    for title in items:
        add_item(meeting=meeting, title=title, detail="整夜长亮，费电，灯泡也坏得快。", actor_id=actor_id)
    return meeting


def begun(world: World, meeting: Meeting) -> Meeting:
    """A draft, called and begun."""
    convene(meeting=meeting, actor_id=world.chair.id)
    return start_meeting(meeting=meeting, actor_id=world.chair.id)


def in_session(world: World, *, present: int = 0, **how: object) -> Meeting:
    """A running meeting with the first `present` members there."""
    meeting = convened(world, **how)  # type: ignore[arg-type]
    if meeting.kind == MeetingKind.WEEKEND_COUNCIL:
        came(meeting, world.members[:present])
    else:
        for member in world.members[:present]:
            check_in(meeting=meeting, person_id=member.id)
    return start_meeting(meeting=meeting, actor_id=world.chair.id)


def came(meeting: Meeting, members: Sequence[Person]) -> None:
    """Members of a council are there, before it starts: written at once, since checking in is tested elsewhere."""
    seat = {"meeting_id": meeting.id, "voting": True, "arrived_at": clock.now()}
    rows = [{**seat, "person_id": member.id} for member in members]
    if rows:
        with transaction():
            db.session.execute(insert(Attendance), rows)


def with_item(world: World, *, number: int = 2, present: int = QUORUM + 2, **how: object) -> AgendaItem:
    """A running meeting with an item open."""
    meeting = in_session(world, present=present, **how)
    return open_item(item=meeting.items[number - 1], actor_id=world.chair.id)


def with_motion(world: World, **how: object) -> Motion:
    """The same with the motion recorded."""
    item = with_item(world, **how)  # type: ignore[arg-type]
    return put(world, item)


def put(world: World, item: AgendaItem, title: str = "6、7栋楼道灯改成声控灯，费用9,600元") -> Motion:
    """Record a motion on `item`."""
    return record_motion(
        item=item,
        title=title,
        text="同意把6、7栋48盏楼道灯改成声控灯，费用9,600元由小区微治理资金支出，12月15日前完工。",
        moved_by="6栋楼栋长叶知遥",
        actor_id=world.chair.id,
    )


def with_vote(world: World, **how: object) -> Poll:
    """The same with the vote open."""
    return open_vote(motion=with_motion(world, **how), actor_id=world.chair.id)


def vote(person: Person, poll: Poll, choice: str = "for") -> Receipt | Refusal:
    """One vote."""
    return cast(poll_id=poll.id, person_id=person.id, epoch=person.session_epoch, choice=choice, now=clock.now())


def votes(world: World, poll: Poll, for_: int, against: int = 0, abstain: int = 0) -> None:
    """Votes of the first members, in this order."""
    choices = ["for"] * for_ + ["against"] * against + ["abstain"] * abstain
    for member, choice in zip(world.members, choices, strict=False):
        vote(member, poll, choice)


def decided(world: World, *, for_: int = 24, against: int = 5, abstain: int = 3, **how: object) -> Poll:
    """A vote closed and shown."""
    poll = with_vote(world, **how)
    meeting = meeting_of(poll)
    votes(world, poll, for_, against, abstain)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    return publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)


def motion_of(poll: Poll) -> Motion:
    """The motion a poll is about."""
    return db.session.get_one(Motion, poll.subject_id)


def meeting_of(poll: Poll) -> Meeting:
    """The meeting a poll is held in."""
    return motion_of(poll).item.meeting
