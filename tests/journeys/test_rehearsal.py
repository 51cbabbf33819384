"""A chair rehearses the evening: invented members arrive, raise hands and vote on the real screens; nothing is kept."""

import re
from pathlib import Path

from playwright.sync_api import expect

from council.base.db import db
from council.meetings.models import Meeting
from tests.journeys.evenings import Chair, shot
from tests.journeys.people import DESK, WALL, Crowd, Hall, Visitor
from tests.meetings import evening
from tests.support.ledger import ledger

MOTION = "6、7栋楼道灯改成声控灯"
BAND = "rehearsal-band"


def test_a_chair_rehearses_the_evening(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.convened(world).id
    desk = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/chair")
    desk.sees("connection-state", "已连接")
    shot(desk, "console-offer")
    with hall.inside():
        before = ledger()
    desk.page.context.set_default_timeout(40000)  # a whole house is built; the machine may be busy
    desk.press("rehearse")
    desk.sees(BAND, "演练")
    desk.page.context.set_default_timeout(8000)
    chair = Chair(desk).sees("connection-state", "已连接")
    desk.look()
    prefix = prefix_of(desk)
    wall = wall_of(crowd, desk)
    phone = helper(crowd, wall)
    arrivals(desk, wall)
    first_item(chair, wall, phone)
    a_vote(chair, wall, phone)
    trouble(desk, wall)
    the_end(desk, wall, phone, meeting_id)
    with hall.inside():
        assert ledger() == before, "the real data is as it was"
        assert db.session.get_one(Meeting, meeting_id).state == "convened"
    crowd.someone().go(f"{prefix}/meetings/{meeting_id}").sees("rehearsal-over")
    left = [each for each in (Path(hall.app.config["DATA_DIR"]) / "rehearsals").glob("*/*") if each.is_dir()]
    assert not left, "its folder is gone"


def prefix_of(visitor: Visitor) -> str:
    """Where this rehearsal lies."""
    found = re.match(r"/rehearsal/[^/]+(?=/)", visitor.page.evaluate("location.pathname"))
    assert found is not None, visitor.page.url
    return found[0]


def wall_of(crowd: Crowd, desk: Visitor) -> Visitor:
    """The wall of the rehearsal, on a computer where nobody is signed in."""
    address = desk.mark("rehearsal-wall").get_attribute("href")
    wall = crowd.someone(size=WALL).go(str(address))
    wall.sees(BAND)
    assert wall.overflows() == (False, False)
    shot(wall, "wall-welcome")
    return wall


def helper(crowd: Crowd, wall: Visitor) -> Visitor:
    """A phone that scans the wall's code, plays one of the members, and checks in."""
    code = wall.page.locator(".welcome .code").inner_text().replace(" ", "")
    phone = crowd.someone()
    phone.go(f"{prefix_of(wall)}/J/{code}").sees(BAND)
    shot(phone, "phone-parts")
    phone.press("part-1")
    phone.look().press("check-in")
    phone.sees("my-seat")
    phone.sees(BAND)
    wall.sees("present-count", "1")
    return phone


def arrivals(desk: Visitor, wall: Visitor) -> None:
    desk.press("arrive-ten")
    desk.sees("rehearsal-said", "10")
    wall.sees("present-count", "11")
    desk.press("arrive-quorum")
    wall.sees("present-count", "31")
    shot(desk, "console-rehearsal")


def first_item(chair: Chair, wall: Visitor, phone: Visitor) -> None:
    """The chair's steps are the real ones; hands go up, and the phone's with them."""
    chair.presses("ArrowRight").reads("开始第一项").presses("Enter").sees("current-item")
    chair.visitor.press("hands-five")
    chair.sees("hands-up", "5人举手").presses("s")
    wall.sees("wall-speaker")
    assert wall.overflows() == (False, False)
    shot(wall, "wall-speaker")
    phone.press("raise-for")
    phone.sees("my-hand")
    shot(phone, "phone-rehearsal")
    chair.enters('[data-test="end-speech"]')


def a_vote(chair: Chair, wall: Visitor, phone: Visitor) -> None:
    """The invented members' ballots come in while the wall looks on; the phone votes too."""
    chair.writes("[name=title]", MOTION).writes("[name=text]", f"同意把{MOTION}。").presses("PageDown")
    chair.sees("open-poll").presses("v").sees("close-poll")
    phone.press("vote-against")
    phone.sees("ballot-receipt")
    chair.visitor.press("vote-mostly-for")
    expect(wall.mark("turnout")).to_have_text(re.compile(r"31\s*/\s*31"), timeout=20000)
    assert wall.overflows() == (False, False)
    shot(wall, "wall-vote")
    shot(chair.visitor, "console-vote")
    chair.presses("v").sees("publish-result").presses("r")
    wall.sees("verdict", "通过")
    phone.sees("verdict", "通过")
    shot(wall, "wall-result")


def trouble(desk: Visitor, wall: Visitor) -> None:
    """For a while nobody answers the wall: its last picture stays, and it says that it is not connected."""
    wall.is_cut = True
    desk.press("silence")
    expect(wall.page.locator("[data-conn]")).to_have_attribute("data-state", re.compile("retry|off"))
    wall.sees("verdict", "通过")
    wall.sees(BAND)


def the_end(desk: Visitor, wall: Visitor, phone: Visitor, meeting_id: int) -> None:
    """Back at the real desk; walls and phones say that it is over."""
    phone.is_cut = True
    desk.press("end-rehearsal")
    expect(desk.page).to_have_url(f"{desk.hall.base}/meetings/{meeting_id}/chair")
    assert desk.mark(BAND).count() == 0
    desk.sees("rehearse")
    for each in (wall, phone):
        expect(each.mark("rehearsal-over")).to_be_visible(timeout=30000)
    shot(phone, "phone-over")
