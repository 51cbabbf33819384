"""Getting in: a slip from the printer to the phone and to the next phone; a clerk at the door; a shared phone."""

import time

from playwright.sync_api import expect

from council.accounts.slips_operations import make_slips
from council.base import clock
from council.base.db import db
from council.meetings.models import MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import open_vote, record_motion
from council.permits.actor import Office
from council.polls.models import Ballot, RollEntry
from council.residents.operations import appoint, enrol
from tests.journeys.people import DESK, Crowd, Hall, Visitor
from tests.support.world import SINCE

#: Seconds that a clerk needs for one person, at most.
HALF_A_MINUTE = 30


def printed(clerk: Visitor, door: str) -> tuple[str, str]:
    """A fresh slip for a door, through the pages of the desk: the path in its QR code, and its code."""
    clerk.go("/people/").press("slips")
    clerk.go("/slips/?place=GY-B3")
    row = clerk.page.locator("tr", has=clerk.page.locator(f'td.title .num:text-is("{door}")'))
    row.locator('input[name="households"]').check()
    clerk.press("make-slips").look()
    clerk.press("print-slips").look()
    slip = clerk.page.locator(f'[data-door="{door}"]')
    address = slip.get_attribute("data-address")
    assert address
    assert address.startswith(clerk.hall.base)
    return address.removeprefix(clerk.hall.base), slip.locator('[data-test="slip-code"]').inner_text()


def test_a_slip_is_printed_scanned_and_taken_over_by_a_new_phone(hall: Hall, crowd: Crowd) -> None:
    with hall.inside() as world:
        me, name = world.resident.id, world.resident.name
    clerk = crowd.someone("recorder", size=DESK)
    path, _code = printed(clerk, "302")

    old = crowd.someone()
    old.go(path).reads(name).press(f"i-am-{me}").reads(name)
    old.go("/account/").sees("this-session")

    again = crowd.someone(script=False)  # the same slip on another phone: no
    again.go(path).sees(f"used-{me}")

    _path, code = printed(clerk, "302")
    new = crowd.someone()  # the fresh one, typed in small letters
    new.go("/sign-in").mark("slip-code").fill(code.lower().replace("-", ""))
    new.press("slip-submit").look()
    new.press(f"i-am-{me}").reads(name)
    new.go("/account/").sees("this-session")

    old.go("/account/")  # out, and told
    expect(old.page).to_have_url(f"{hall.base}/sign-in?next=/account/")
    old.reads("另一台手机接替了这台").reads("0700 12 0001")
    new.go("/account/").sees("this-session")


def test_a_clerk_at_the_door_signs_five_people_in(hall: Hall, crowd: Crowd) -> None:
    clerk = crowd.someone("recorder", size=DESK)
    clerk.go("/people/door")
    for number in range(10, 15):
        began = time.monotonic()
        with hall.inside() as world:
            name = world.members[number].name
        expect(clerk.mark("door-search")).to_be_focused()
        clerk.page.keyboard.type(name)  # the list comes by itself
        button = clerk.page.locator("#found li", has_text=name).locator('[data-test="let-in"]')
        button.click()
        clerk.look()
        address = clerk.page.locator("[data-address]").get_attribute("data-address")
        code = clerk.sees("entry-code").inner_text()
        phone = crowd.someone()
        if number % 2:  # scanned …
            assert address
            phone.go(address.removeprefix(hall.base)).press("sign-in")
        else:  # … or typed
            phone.go("/sign-in").press("way-spoken")
            phone.mark("spoken-code").fill(code)
            phone.press("spoken-submit").look().press("sign-in")
        phone.reads(name)
        clerk.press("next-person")
        assert time.monotonic() - began < HALF_A_MINUTE


def _voting_couple(hall: Hall) -> tuple[tuple[int, str], tuple[int, str], int, str]:
    """Two council members behind one door, both present, with a vote open; and a slip for their door."""
    with hall.inside() as world:
        first = world.members[19]
        mate = enrol(key="mate", name="何立", place=world.building, household=first.household)
        appoint(person=mate, office=Office.COUNCIL_MEMBER, place=world.estate, since=SINCE, category="party")
        meeting = plan_meeting(
            kind=MeetingKind.WEEKEND_COUNCIL,
            place=world.estate,
            venue="活动室二楼",
            starts_at=clock.now(),
            notice_days=0,
            actor_id=world.chair.id,
        )
        item = add_item(meeting=meeting, title="楼道灯", actor_id=world.chair.id)
        convene(meeting=meeting, actor_id=world.chair.id)
        start_meeting(meeting=meeting, actor_id=world.chair.id)
        for person in (*world.members[:32], mate):
            check_in(meeting=meeting, person_id=person.id)
        open_item(item=item, actor_id=world.chair.id)
        motion = record_motion(item=item, title="换灯", text="换 48 盏", moved_by="唐守诚", actor_id=world.chair.id)
        poll = open_vote(motion=motion, actor_id=world.chair.id)
        assert first.household is not None
        make_slips(place=world.building, household_ids=[first.household.id], actor_id=world.recorder.id)
        return (first.id, first.name), (mate.id, mate.name), poll.id, first.household.door


def test_a_household_shares_a_phone_and_each_votes_once(hall: Hall, crowd: Crowd) -> None:
    (first, first_name), (mate, mate_name), poll, door = _voting_couple(hall)
    path, _code = printed(crowd.someone("recorder", size=DESK), door)
    phone = crowd.someone()
    phone.go(path).press(f"i-am-{first}").reads(first_name)
    phone.go(path).press(f"i-am-{mate}").reads(mate_name)
    assert mate_name in phone.sees("turn").inner_text()

    phone.go(f"/polls/{poll}").sees("voting-as", mate_name)
    phone.press("vote-for").sees("ballot-receipt")
    stale = crowd.another_tab(phone)
    stale.go(f"/polls/{poll}").sees("voting-as", mate_name)

    phone.press("switch")
    phone.look().press(f"become-{first}")
    expect(phone.page).to_have_url(f"{hall.base}/polls/{poll}")
    phone.sees("voting-as", first_name)
    expect(phone.mark("ballot-receipt")).to_have_count(0)  # nothing of the other one is left

    stale.press("vote-against")  # the other tab still shows the other one
    stale.reads("什么都没有提交")
    phone.go(f"/polls/{poll}").press("vote-against").sees("ballot-receipt")
    assert phone.overflows()[0] is False
    with hall.inside():
        cast = db.select(RollEntry.person_id, Ballot.choice).join(RollEntry, RollEntry.id == Ballot.roll_entry_id)
        assert dict(db.session.execute(cast.where(Ballot.poll_id == poll)).all()) == {mate: "for", first: "against"}
