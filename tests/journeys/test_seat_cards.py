"""A seat card from the printer to a phone, to a second phone, and to the clerk at the door."""

from playwright.sync_api import expect

from council.base import clock
from council.base.db import db
from council.meetings.models import Meeting, MeetingKind, Motion
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import open_vote, record_motion
from council.polls.models import RollEntry
from tests.journeys.people import DESK, Crowd, Hall, Visitor
from tests.support.world import World


def council(world: World) -> Meeting:
    """A council this evening, with one item on and thirty there."""
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        venue="活动室二楼",
        starts_at=clock.now(),
        notice_days=0,
        actor_id=world.chair.id,
    )
    add_item(meeting=meeting, title="楼道灯改声控灯", actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    for member in world.members[:31]:
        check_in(meeting=meeting, person_id=member.id)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    item = open_item(item=meeting.items[0], actor_id=world.chair.id)
    record_motion(item=item, title="改成声控灯", text="同意改", moved_by="", actor_id=world.chair.id)
    db.session.commit()
    return meeting


def card_of(desk: Visitor, person_id: int) -> str:
    """The path in the QR code of somebody's printed card."""
    address = desk.page.locator(f'[data-person="{person_id}"]').get_attribute("data-address")
    assert address
    return address.removeprefix(desk.hall.base)


def test_a_card_is_printed_scanned_moved_and_used_at_the_door(hall: Hall, crowd: Crowd) -> None:
    with hall.inside() as world:
        meeting = council(world)
        meeting_id, motion_id = meeting.id, meeting.items[0].motions[0].id
        with_phone, without = world.members[40], world.members[41]
        with_phone_id, without_id, name = with_phone.id, without.id, without.name
    chair = crowd.someone("member-1", size=DESK)
    chair.go(f"/meetings/{meeting_id}/door").press("seat-cards").look()
    chair.press("print-cards").look()
    assert chair.mark("seat-card").count() == 46
    first, second = card_of(chair, with_phone_id), card_of(chair, without_id)

    phone = crowd.someone()
    phone.go(first)
    expect(phone.mark("card-holder")).to_contain_text("*")
    phone.press("card-enter").look().sees("my-seat")
    phone.page.goto(f"{hall.base}/account/")
    phone.sees("slip-code")  # the sign-in page: nobody here
    expect(phone.page.locator("#seat-card-limit")).to_be_visible()
    assert phone.overflows()[0] is False

    new = crowd.someone(script=False)  # a second phone, without script
    new.go(first).press("card-move").sees("my-seat")
    phone.page.goto(f"{hall.base}/meetings/{meeting_id}")
    phone.reads("另一台手机接替了这台")

    clerk = crowd.someone("recorder")
    clerk.go(second).reads(name).press("card-check-in").look()
    with hall.inside() as world:
        open_vote(motion=db.session.get_one(Motion, motion_id), actor_id=world.chair.id)
        db.session.commit()
    new.page.goto(f"{hall.base}/meetings/{meeting_id}")
    new.press("vote-for").sees("ballot-receipt")
    clerk.go(second).press("vote-for-them").look()
    clerk.mark("paper-against").check()
    clerk.press("helped-submit")
    chair.go(f"/meetings/{meeting_id}/chair").sees("by-helper", name)
    with hall.inside():
        rows = db.session.scalars(db.select(RollEntry).where(RollEntry.marked_at.is_not(None))).all()
        assert {row.person_id: row.channel for row in rows} == {with_phone_id: None, without_id: "helper"}
