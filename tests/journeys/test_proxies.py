"""A proxy from the giver's phone to the vote: named, seen by the holder, used on one page, over as the giver comes."""

from playwright.sync_api import expect

from council.base.db import db
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.session import open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.polls.models import Poll, RollEntry
from tests.journeys.evenings import shot
from tests.journeys.people import DESK, Crowd, Hall, Visitor
from tests.meetings import evening
from tests.support.world import World

GIVER, SIGNED, HOLDER = 40, 41, 30


def one_vote(world: World, meeting_id: int) -> int:
    """Put a motion on the first item and open the vote."""
    meeting = db.session.get_one(Meeting, meeting_id)
    poll = open_vote(motion=evening.put(world, meeting.items[0]), actor_id=world.chair.id)
    db.session.commit()
    return poll.id


def shown(world: World, poll_id: int) -> None:
    """Close it and show its result."""
    poll = db.session.get_one(Poll, poll_id)
    meeting = evening.meeting_of(poll)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    db.session.commit()


def sound(visitor: Visitor, name: str) -> None:
    """A page as it stands: axe finds nothing grave, nothing runs off sideways."""
    visitor.look()
    assert not visitor.overflows()[0], name
    shot(visitor, f"proxies-{name}")


def test_a_proxy_is_named_seen_used_and_over(hall: Hall, crowd: Crowd) -> None:
    with hall.inside() as world:
        meeting_id = evening.convened(world, kind=MeetingKind.RESIDENTS_MEETING).id
        giver_name, signed_name, holder_name = (world.members[each - 1].name for each in (GIVER, SIGNED, HOLDER))
    path = f"/meetings/{meeting_id}"

    giver = crowd.someone(f"member-{GIVER}").go(path).press("name-proxy")
    giver.mark("proxy-holder").fill("没有这个人")
    giver.press("proxy-submit").reads("这里不能登记这个姓名")
    expect(giver.mark("proxy-holder")).to_have_value("没有这个人")
    sound(giver, "naming")
    giver.mark("proxy-holder").fill(holder_name)
    giver.press("proxy-submit").sees("my-proxy", holder_name)
    sound(giver, "named")

    desk = crowd.someone("recorder", size=DESK).go(f"{path}/door").press("desk-proxies")
    desk.mark("proxy-giver").fill(signed_name)
    desk.mark("proxy-holder").fill(holder_name)
    desk.press("proxy-submit").sees("proxies", signed_name)
    sound(desk, "desk")

    holder = crowd.someone(f"member-{HOLDER}").go(path)
    for name in (giver_name, signed_name):
        holder.sees("stands-for", name)
    holder.press("check-in").sees("my-seat")
    with hall.inside() as world:
        meeting = db.session.get_one(Meeting, meeting_id)
        evening.came(meeting, world.members[: HOLDER - 1])
        start_meeting(meeting=meeting, actor_id=world.chair.id)
        open_item(item=meeting.items[0], actor_id=world.chair.id)
        poll_id = one_vote(world, meeting_id)

    holder.press("vote-for-represented").mark("same-for").check()
    with hall.inside() as world:
        query = db.select(RollEntry.id).where(RollEntry.poll_id == poll_id)
        line = db.session.scalars(query.where(RollEntry.person_id == world.members[SIGNED - 1].id)).one()
    holder.mark(f"vote-{line}-against").check()
    sound(holder, "represented")
    holder.press("cast-for-them").reads("已记下 2 票")
    expect(holder.mark("vote-for-represented")).to_have_count(0)
    sound(holder, "voted")

    giver.go(path).press("check-in").reads("下次表决由您自己投票")
    expect(giver.mark("my-proxy")).to_have_count(0)
    expect(giver.mark("vote-for")).to_be_disabled()
    sound(giver, "came")
    expect(holder.go(path).sees("stands-for", signed_name)).not_to_contain_text(giver_name)

    with hall.inside() as world:
        shown(world, poll_id)
        own_id = one_vote(world, meeting_id)
    giver.press("vote-for").sees("ballot-receipt")
    holder.sees("vote-for-represented")
    with hall.inside() as world:
        givers = [world.members[each - 1].id for each in (GIVER, SIGNED)]
        rows = db.session.scalars(db.select(RollEntry).where(RollEntry.person_id.in_(givers))).all()
        assert {(row.poll_id, row.person_id, row.channel, row.marked_at is None) for row in rows} == {
            (poll_id, givers[0], "proxy", False),
            (poll_id, givers[1], "proxy", False),
            (own_id, givers[0], None, False),
            (own_id, givers[1], "proxy", True),
        }
        result = db.session.get_one(Poll, poll_id).result or {}
        assert {side: result["figures"]["heads"][side] for side in ("for", "against")} == {"for": 1, "against": 1}
