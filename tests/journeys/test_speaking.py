"""Speaking in a browser: a hand on the phone, the chair by keyboard, the wall's clock, a phone without JavaScript."""

import os
from pathlib import Path

from playwright.sync_api import expect

from council.meetings.floor.operations import enter_hand, give_floor
from council.meetings.floor.rules import Stance
from tests.journeys.people import DESK, Crowd, Hall, Visitor
from tests.meetings import evening

WALL = {"width": 1280, "height": 720}


def shot(visitor: Visitor, name: str) -> None:
    """Keep a picture where one is asked for."""
    if folder := os.environ.get("YEHUA_SHOTS"):
        visitor.page.screenshot(
            path=Path(folder) / f"{name}.png", full_page=visitor.page.viewport_size != WALL, caret="initial"
        )


#: The screen's clock is this many seconds later than it was.
LATER = "seconds => { window.real = window.real || Date.now; Date.now = () => window.real() + 1000 * seconds; }"
#: Share of the bar that is full, and whether it says that the time is nearly or quite over.
BAR = """() => {
  const bar = document.querySelector('[data-test="speech-bar"]'), value = bar.querySelector('.value');
  const full = value.getBoundingClientRect().width / bar.getBoundingClientRect().width;
  return [Math.round(100 * full), getComputedStyle(value).fill, getComputedStyle(bar.querySelector('.track')).fill];
}"""


def bar(screen: Visitor, mark: str, *, low: int, high: int) -> list[object]:
    """The bar once it has the class `mark` and stands between two shares (it moves, and slides); its two colours."""
    screen.page.wait_for_function(
        f"""() => {{ const bar = document.querySelector('[data-test="speech-bar"]'), share = ({BAR})()[0];
          return (bar.classList.contains('{mark}') || !'{mark}') && share >= {low} && share <= {high}; }}"""
    )
    found: list[object] = screen.page.evaluate(BAR)
    return found[1:]


def test_the_bar_runs_out_with_the_speaking_time(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting = evening.with_item(world).meeting
        path, token = f"/meetings/{meeting.id}", meeting.wall_token
        enter_hand(meeting=meeting, name=world.members[4].name, stance=Stance.FOR, actor_id=world.chair.id)
        give_floor(meeting=meeting, after=None, actor_id=world.chair.id)
    wall = crowd.someone(size=WALL).go(f"{path}/projector?token={token}")
    phone = crowd.someone("member-2").go(path)
    chair = crowd.someone("member-1", size=DESK).go(f"{path}/chair")
    for screen in (wall, phone):
        full = bar(screen, "", low=90, high=100)
        screen.page.evaluate(LATER, 90)
        assert bar(screen, "", low=40, high=50) == full
        screen.page.evaluate(LATER, 155)
        soon = bar(screen, "soon", low=5, high=14)
        assert soon[0] != full[0], "it changes its colour"
        shot(screen, f"{'wall' if screen is wall else 'phone'}-bar-soon")
        screen.page.evaluate(LATER, 190)
        over = bar(screen, "over", low=0, high=0)
        assert over[1] != full[1]
        shot(screen, f"{'wall' if screen is wall else 'phone'}-bar-over")
        screen.page.evaluate(LATER, 0)
    chair.sees("connection-state", "已连接").page.keyboard.press("t")
    wall.reads("已暂停")
    held = bar(wall, "", low=80, high=100)
    told = wall.page.locator(".clock").inner_text()
    wall.page.evaluate(LATER, 155)
    expect(wall.page.locator(".clock")).not_to_have_text(told)  # what moves with the time has moved
    assert bar(wall, "", low=80, high=100) == held


def test_a_hand_its_place_its_turn_and_a_vote(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        motion = evening.with_motion(world)
        meeting, names = motion.item.meeting, [member.name for member in world.members[:4]]
        path, token = f"/meetings/{meeting.id}", meeting.wall_token
    wall = crowd.someone(size=WALL).go(f"{path}/projector?token={token}")
    phones = [crowd.someone(f"member-{number}").go(path) for number in (2, 3)]
    plain = crowd.someone("member-4", script=False).go(path)
    chair = crowd.someone("member-1", size=DESK).go(f"{path}/chair")
    chair.sees("connection-state", "已连接")

    shot(phones[0], "phone-before")
    phones[0].press("raise-for")
    phones[0].sees("my-hand", "排在第1位")
    phones[1].press("raise-for")
    phones[1].sees("my-hand", "排在第2位")
    plain.press("raise-against")
    plain.sees("my-hand", "排在第2位")
    phones[1].sees("my-hand", "排在第3位")
    chair.sees("hands-up", "3人举手")

    chair.page.keyboard.press("s")
    chair.sees("speaker-now", names[1])
    wall.sees("wall-speaker", names[1])
    phones[0].sees("my-hand", "轮到您了")
    for screen, name in ((wall, "wall-speaker"), (phones[1], "phone-queue"), (chair, "console-floor")):
        shot(screen, name)
    chair.page.keyboard.press("t")
    wall.reads("已暂停")
    expect(chair.mark("resume")).to_be_visible()
    chair.page.keyboard.press("s")
    wall.sees("wall-speaker", names[3])
    phones[1].sees("my-hand", "排在第1位")
    expect(phones[0].mark("raise-for")).to_be_visible()
    chair.sees("speaker-now", names[3])

    chair.page.keyboard.press("v")
    expect(phones[1].mark("raise-for")).to_be_hidden()
    expect(phones[1].mark("my-hand")).to_be_hidden()
    phones[1].sees("vote-for")
