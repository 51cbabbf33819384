"""Speaking in a browser: a hand on the phone, the chair by keyboard, the wall's clock, a phone without JavaScript."""

import os
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.people import DESK, Crowd, Hall, Visitor
from tests.meetings import evening

WALL = {"width": 1280, "height": 720}


def shot(visitor: Visitor, name: str) -> None:
    """Keep a picture where one is asked for."""
    if folder := os.environ.get("YEHUA_SHOTS"):
        visitor.page.screenshot(
            path=Path(folder) / f"{name}.png", full_page=visitor.page.viewport_size != WALL, caret="initial"
        )


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
