"""S8 in a browser: a weekend council with the chair by keyboard only, the projector, and ten phones.

One phone runs no script, one loses the network twice. Who came without a phone is checked in and votes at the desk.
"""

import re
from datetime import timedelta

from playwright.sync_api import expect

from council.base import clock
from council.base.db import db
from council.meetings.models import Meeting
from council.meetings.operations.session import check_in
from council.polls.models import Poll
from council.polls.results import result_view
from tests.journeys.evenings import (
    CUT,
    PLAIN,
    Chair,
    at_the_desk,
    ballots,
    fits,
    shot,
    ten_phones,
    wall_of,
)
from tests.journeys.people import Crowd, Hall, Visitor
from tests.journeys.weekend_papers import called, written_down

ITEMS = ("上次交办事项回音", "6、7栋楼道灯改成声控灯", "东门晚间限行时段", "车棚加装门锁")
MOTION = "6、7栋楼道灯改成声控灯，费用9,600元"
TEXT = "同意把6、7栋48盏楼道灯改成声控灯，费用9,600元由小区微治理资金支出。"


def test_a_weekend_council_of_ten_phones(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        name = world.members[6].name
    meeting_id = called(crowd, hall, ITEMS)
    with hall.inside():
        meeting = db.session.get_one(Meeting, meeting_id)
        path, token, code = f"/meetings/{meeting_id}", meeting.wall_token, meeting.code
    wall = wall_of(crowd, path, token)
    fits(wall, "1-welcome-empty")
    phones = ten_phones(crowd, code)
    arrive(hall, meeting_id, range(11, 31))
    wall.sees("present-count", "30")
    fits(wall, "1-welcome")
    chair = at_the_desk(crowd, path)

    begin(chair, wall, phones)
    a_speech(chair, wall, phones)
    no_quorum(chair, hall, wall, meeting_id)
    poll_id = the_vote(crowd, chair, hall, wall, phones)
    the_result(chair, wall, phones)
    decided(chair, wall)
    the_views(chair, wall)
    the_end(chair, wall, phones)
    written_down(crowd, meeting_id, ("应到46人", "赞成24票", "改成声控灯", "三家比价"), name)
    with hall.inside():
        said = result_view(db.session.get_one(Poll, poll_id))
        assert said is not None
        assert (said.figures.for_, said.figures.against, said.figures.abstain, said.needed) == (24, 5, 3, 17)


def arrive(hall: Hall, meeting_id: int, numbers: range) -> None:
    """Members by number, checked in at the door; every act in a transaction of its own, as the desk does it."""
    with hall.inside() as world:
        meeting = db.session.get_one(Meeting, meeting_id)
        for number in numbers:
            check_in(meeting=meeting, person_id=world.members[number].id, entered_by=world.chair.id)


def begin(chair: Chair, wall: Visitor, phones: dict[int, Visitor]) -> None:
    """Start, the first item, and on to the second, once too soon and taken back."""
    shot(chair.visitor, "console-preflight")
    shot(phones[2], "phone-waiting")
    chair.sees("preflight", "大屏已开").presses("ArrowRight").reads("开始第一项")
    chair.presses("Enter").sees("current-item", ITEMS[0])
    wall.sees("current-item", ITEMS[0])
    fits(wall, "3-item")
    chair.enters("#leave-item summary").enters('#leave-item form[action$="/closing"] button')
    chair.reads("开始下一项").presses("ArrowRight").sees("current-item", ITEMS[1])
    phones[3].sees("current-item", ITEMS[1])
    chair.sees("undo").presses("Control+z").reads("开始下一项")
    chair.presses("PageDown").sees("current-item", ITEMS[1])
    wall.sees("current-item", ITEMS[1])
    shot(phones[3], "phone-item")


def a_speech(chair: Chair, wall: Visitor, phones: dict[int, Visitor]) -> None:
    """For and against take turns; the phone without script raises its hand too."""
    phones[3].press("raise-for").sees("my-hand", "排在第1位")
    phones[PLAIN].refresh()
    phones[PLAIN].press("raise-against").sees("my-hand", "排在第2位")
    shot(phones[3], "phone-hand")
    chair.sees("hands-up", "2人举手").presses("s")
    wall.sees("wall-speaker", "代表03")
    fits(wall, "4-speaker")
    shot(chair.visitor, "console-speaker")
    shot(phones[3], "phone-speaking")
    chair.sees("speaker-now", "代表03").presses("s").sees("speaker-now", "代表10")
    chair.enters('[data-test="end-speech"]')
    expect(chair.visitor.mark("speaker-now")).to_have_count(0)


def no_quorum(chair: Chair, hall: Hall, wall: Visitor, meeting_id: int) -> None:
    """30 of 46 are no quorum: the vote cannot be opened. 33 are, and 17 carry it."""
    chair.writes("[name=title]", MOTION).writes("[name=text]", TEXT).presses("PageDown")
    chair.sees("open-poll").reads("须到31人")
    expect(chair.visitor.mark("open-poll")).to_be_disabled()
    wall.reads(TEXT)
    fits(wall, "3-motion")
    shot(chair.visitor, "console-no-quorum")
    arrive(hall, meeting_id, range(31, 34))
    expect(chair.visitor.mark("open-poll")).to_be_enabled()
    chair.reads("17")


def the_vote(crowd: Crowd, chair: Chair, hall: Hall, wall: Visitor, phones: dict[int, Visitor]) -> int:
    """A minute and one more; one phone off the network twice, one person on two phones, one ballot too late."""
    chair.presses("v").sees("close-poll")
    phones[2].sees("poll-question", MOTION)
    action = phones[2].page.locator("form.choices").get_attribute("action") or ""
    poll_id = int(action.split("/")[2])
    shot(phones[2], "phone-ballot")
    chair.enters('[data-test="time-vote"]').reads("再给 1 分钟").enters('[data-test="time-vote"]')
    expect(wall.page.locator(".countdown")).to_be_visible()
    fits(wall, "5-vote-nobody")
    phones[PLAIN].refresh()
    second = crowd.someone("member-2").go(f"/meetings/{meeting_of(phones[2])}")
    cut = phones[CUT]
    cut.sees("vote-for")
    cut.cut_off()
    cut.press("vote-for")
    expect(cut.page.locator("#trouble")).to_be_visible()
    assert cut.mark("ballot-receipt").count() == 0, "never a tick that the server has not given"
    shot(cut, "phone-not-sent")
    cut.cut_off(False)
    cut.press("vote-for").sees("ballot-receipt")
    for number, phone in phones.items():
        if number != CUT:
            phone.press("vote-against" if number in (8, 9) else "vote-for")
            phone.sees("ballot-receipt")
    second.press("vote-for").sees("ballot-receipt")
    shot(phones[2], "phone-voted")
    wall.sees("turnout", "10")
    cut.cut_off()
    choices = dict.fromkeys(range(12, 28), "for") | dict.fromkeys(range(28, 31), "against")
    assert hall.vote(poll_id, choices | dict.fromkeys(range(31, 34), "abstain")) == 22
    assert ballots(hall, poll_id) == 32, "two phones, two taps, a lost answer: one ballot each"
    expect(wall.mark("turnout")).to_have_text(re.compile(r"32\s*/\s*33"))
    assert wall.mark("verdict").count() == 0
    fits(wall, "5-vote")
    shot(chair.visitor, "console-vote")
    chair.presses("v").reads("1人没投票").presses("v").sees("publish-result")
    late = phones[PLAIN].press("vote-against")
    late.reads("未计入")
    shot(late, "phone-too-late")
    cut.cut_off(False)
    expect(cut.mark("vote-for")).to_have_count(0)
    cut.sees("connection-state", "已连接")
    return poll_id


def the_result(chair: Chair, wall: Visitor, phones: dict[int, Visitor]) -> None:
    """The chair alone sees it first; then everybody does."""
    assert phones[2].mark("verdict").count() == 0
    shot(chair.visitor, "console-counted")
    chair.presses("r").sees("undo")
    wall.sees("verdict", "通过")
    wall.sees("rule-sentence", "应到46人，实到33人，须17票赞成；赞成24票，通过")
    fits(wall, "6-result")
    for number in (2, CUT, 9):
        phones[number].sees("verdict", "通过")
    shot(phones[9], "phone-result")


def decided(chair: Chair, wall: Visitor) -> None:
    """A consensus with its number, a task with a name and a day."""
    expect(chair.visitor.mark("resolution-text")).to_have_value(TEXT)
    chair.presses("PageDown").sees("resolution-text", TEXT)
    form = "form.add-task"  # its day and its list open native pickers, whose keys are the browser's own
    chair.visitor.page.fill(f"{form} [name=due_on]", (clock.today() + timedelta(days=10)).isoformat())
    chair.writes(f"{form} [name=title]", "三家比价")
    chair.visitor.page.locator(f"{form} [name=lead]").select_option(label="秦朗")
    chair.enters('[data-test="add-task"]').lands("三家比价")
    shot(chair.visitor, "console-task")


def the_views(chair: Chair, wall: Visitor) -> None:
    """Every view by its key, each fitting the wall without a scroll."""
    views = {"3": "agenda", "4": "item", "5": "result", "6": "actions", "9": "lists", "0": "speaker", "8": "agree"}
    views["b"] = "blank"
    for key, scene in (views | {"q": "welcome"}).items():
        chair.presses(key)
        expect(wall.page.locator("#wall-picture")).to_have_attribute("data-scene", scene)
        expect(chair.visitor.mark(f"wall-{scene}")).to_have_attribute("aria-pressed", "true")
        fits(wall, f"view-{scene}")
    chair.presses("1")
    expect(wall.page.locator("#wall-picture")).to_have_attribute("data-scene", "result")


def the_end(chair: Chair, wall: Visitor, phones: dict[int, Visitor]) -> None:
    """Ended early: what was not reached is put off, and every phone finds the minutes."""
    chair.enters("#end-early summary").enters('[data-test="end-meeting"]').reads("会开完了")
    wall.reads("三家比价")
    fits(wall, "8-actions-at-the-end")
    phones[2].reads("纪要")
    shot(phones[2], "phone-over")
    chair.visitor.look()


def meeting_of(phone: Visitor) -> str:
    """The number of the meeting whose page a phone shows."""
    return phone.page.url.rsplit("/", 1)[1]
