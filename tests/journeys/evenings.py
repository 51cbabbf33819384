"""What the journeys of whole evenings share: pictures that can be kept, a chair who only has a keyboard, ten phones."""

import os
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy import func, select

from council.base.db import db, transaction
from council.deliberation.operations import answer, propose
from council.deliberation.rules.agreement import Answer
from council.issues.operations import raise_issue
from council.meetings.models import AgendaItem
from council.polls.models import Ballot
from tests.journeys.people import DESK, WALL, Crowd, Hall, Visitor
from tests.support.world import World

#: Longest way by Tab on one page.
TABS = 160
PHONES = range(2, 12)
#: Of the ten phones one runs no script, and one loses the network.
PLAIN, CUT = 10, 5


def shot(visitor: Visitor, name: str) -> None:
    """Keep a picture where one is asked for (`YEHUA_SHOTS=folder`)."""
    if folder := os.environ.get("YEHUA_SHOTS"):
        on_wall = visitor.page.viewport_size == WALL
        visitor.page.screenshot(path=Path(folder) / f"{name}.png", full_page=not on_wall, caret="initial")


class Chair:
    """The chair at the desk, by keyboard alone."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def presses(self, key: str) -> "Chair":
        """One key, away from any field; a nervous second press is another matter."""
        self.visitor.page.evaluate("document.activeElement && document.activeElement.blur()")
        self.visitor.page.keyboard.press(key)
        return self

    def sees(self, name: str, text: str = "") -> "Chair":
        """Wait for a mark, as `Visitor.sees`."""
        self.visitor.sees(name, text)
        return self

    def reads(self, text: str) -> "Chair":
        """Wait for words, as `Visitor.reads`."""
        self.visitor.reads(text)
        return self

    def lands(self, text: str) -> "Chair":
        """Wait for a page that was visited anew: its words, and its scripts at work."""
        return self.reads(text).sees("connection-state", "已连接")

    def tabs_to(self, selector: str) -> "Chair":
        """Press Tab until the control has the focus."""
        expect(self.visitor.page.locator(selector).first).to_be_visible()
        for _press in range(TABS):
            self.visitor.page.keyboard.press("Tab")
            if self.visitor.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return self
        raise AssertionError(f"Tab does not reach {selector}")

    def writes(self, selector: str, text: str) -> "Chair":
        """Go to a field and put `text` where something else stood."""
        self.tabs_to(selector)
        self.visitor.page.keyboard.press("Control+a")
        self.visitor.page.keyboard.insert_text(text)
        return self

    def enters(self, selector: str) -> "Chair":
        """Go to a button or a fold and press Enter."""
        self.tabs_to(selector)
        self.visitor.page.keyboard.press("Enter")
        return self


def at_the_desk(crowd: Crowd, path: str) -> Chair:
    """The chair, with the console open and connected."""
    visitor = crowd.someone("member-1", size=DESK).go(f"{path}/chair")
    visitor.sees("connection-state", "已连接")
    return Chair(visitor)


def ten_phones(crowd: Crowd, code: str) -> dict[int, Visitor]:
    """The phones of members 2 to 11, checked in: by the code on the wall, every second one by typing it."""
    phones = {number: crowd.someone(f"member-{number}", script=number != PLAIN) for number in PHONES}
    for number, phone in phones.items():
        if number % 2:
            phone.page.goto(f"{phone.hall.base}/J/{code}")
        else:
            phone.page.goto(f"{phone.hall.base}/join")
            phone.mark("join-code").fill(f"{code[:3]} {code[3:]}")
            phone.mark("join-code").press("Enter")
        phone.press("check-in")
        phone.sees("my-seat")
    return phones


def agreed_on(world: World, item: AgendaItem, people: int, *, words: str) -> None:
    """An issue behind an item, with four statements to which so many members have agreed before the evening."""
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title=f"{words}（{people}）")
    with transaction():
        db.session.get_one(AgendaItem, item.id).issue_id = issue.id
    for number in range(4):
        statement = propose(actor_id=world.chair.id, issue=issue, text=f"{number}号楼的人都说：{words}")
        for member in world.members[1 : people + 1]:
            answer(actor_id=member.id, statement=statement, says=Answer.AGREE)


def wall_of(crowd: Crowd, path: str, token: str) -> Visitor:
    """The projector, which nobody touches."""
    return crowd.someone(size=WALL).go(f"{path}/projector?token={token}")


def fits(wall: Visitor, name: str) -> None:
    """A view of the wall as it stands: no scroll, a picture if asked for."""
    assert wall.overflows() == (False, False), name
    shot(wall, f"wall-{name}")


def ballots(hall: Hall, poll_id: int) -> int:
    """How many ballots lie in a vote."""
    with hall.inside():
        return db.session.scalar(select(func.count()).where(Ballot.poll_id == poll_id)) or 0
