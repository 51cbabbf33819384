"""S1, its first half, in a browser: thefts of bicycles, an evening talk of 41, a straw poll, two lists.

The chair has only the keyboard; of ten phones one runs no script, and one loses the network twice.
"""

import re
from datetime import timedelta

from playwright.sync_api import expect

from council.base import clock
from council.base.db import db
from council.issues.models import Issue
from council.issues.operations import raise_issue
from council.issues.operations.merging import merge
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in
from tests.journeys.evenings import CUT, PLAIN, Chair, at_the_desk, ballots, fits, shot, ten_phones, wall_of
from tests.journeys.people import Crowd, Hall, Visitor

THEFT = "自行车接连被偷"
QUESTION = "要不要组织义务巡防"


def test_an_evening_talk_of_ten_phones(crowd: Crowd, hall: Hall) -> None:
    meeting_id, token, code = called(hall)
    path = f"/meetings/{meeting_id}"
    wall = wall_of(crowd, path, token)
    phones = ten_phones(crowd, code)
    with hall.inside() as world:
        meeting = db.session.get_one(Meeting, meeting_id)
        for number in range(11, 42):
            check_in(meeting=meeting, person_id=world.members[number].id, entered_by=world.chair.id)
    wall.sees("present-count", "41")
    fits(wall, "talk-welcome")
    chair = at_the_desk(crowd, path)
    chair.presses("ArrowRight").reads("开始第一项").presses("PageDown").sees("current-item", THEFT)
    phones[2].sees("current-item", THEFT)

    talked(chair, wall, phones)
    asked(chair, hall, wall, phones)
    written_down(chair, wall)
    chair.presses("PageDown").sees("ending").presses("e").reads("会开完了")
    phones[3].reads("议出了什么")
    phones[3].sees("issue-list", "车棚监控坏了")
    phones[3].sees("task-list", "起草巡防公约条款")
    phones[3].sees("straw-list", QUESTION)
    phones[3].look()
    shot(phones[3], "talk-phone-over")


def called(hall: Hall) -> tuple[int, str, str]:
    """Three reports in a week, merged into one, on the agenda of a talk today: its id, the wall's key, the code."""
    with hall.inside() as world:
        first, *same = [
            raise_issue(actor_id=person.id, place=world.building, title=title)
            for person, title in (
                (world.resident, THEFT),
                (world.neighbour, "车棚丢车"),
                (world.members[5], "楼下电动车电瓶被偷"),
            )
        ]
        for other in same:
            merge(actor_id=world.grid_officer.id, source=other, target=first, reason="同一个车棚，同一个星期")
        theft = db.session.get_one(Issue, first.id, populate_existing=True)
        meeting = plan_meeting(
            kind=MeetingKind.EVENING_TALK,
            place=world.estate,
            venue="3栋架空层",
            starts_at=clock.now(),
            notice_days=0,
            actor_id=world.chair.id,
        )
        add_item(meeting=meeting, title=theft.title, issue=theft, actor_id=world.chair.id)
        convene(meeting=meeting, actor_id=world.chair.id)
        return meeting.id, meeting.wall_token, meeting.code


def talked(chair: Chair, wall: Visitor, phones: dict[int, Visitor]) -> None:
    """Whoever wants to speaks; the bell of a phone that was away finds it where it should be."""
    phones[CUT].cut_off()
    phones[4].press("raise-question").sees("my-hand", "排在第1位")
    chair.sees("hands-up", "1人举手").presses("s")
    wall.sees("wall-speaker", "代表04")
    fits(wall, "talk-speaker")
    phones[CUT].cut_off(False)
    phones[CUT].reads("代表04").sees("connection-state", "已连接")
    chair.sees("speaker-now", "代表04").enters('[data-test="end-speech"]')
    expect(chair.visitor.mark("speaker-now")).to_have_count(0)


def asked(chair: Chair, hall: Hall, wall: Visitor, phones: dict[int, Visitor]) -> None:
    """38 for, 1 against, 2 abstain; nothing is carried by it."""
    chair.writes("#straw [name=question]", QUESTION).enters('[data-test="open-poll"]')
    phones[2].sees("poll-question", QUESTION)
    poll_id = int((phones[2].page.locator("form.choices").get_attribute("action") or "").split("/")[2])
    phones[CUT].sees("vote-for")
    phones[CUT].cut_off()
    phones[PLAIN].refresh()
    choices = {8: "against", 9: "abstain"}
    for number, phone in phones.items():
        if number != CUT:
            phone.press(f"vote-{choices.get(number, 'for')}").sees("ballot-receipt")
    phones[CUT].cut_off(False)
    phones[CUT].press("vote-for").sees("ballot-receipt")
    assert hall.vote(poll_id, dict.fromkeys(range(12, 42), "for") | {42: "abstain"}) == 31
    expect(wall.mark("turnout")).to_have_text(re.compile(r"41\s*/\s*41"))
    assert ballots(hall, poll_id) == 41
    fits(wall, "talk-straw-poll")
    chair.presses("v").sees("publish-result").presses("r")
    wall.reads("38")
    fits(wall, "talk-straw-result")
    shot(phones[8], "talk-phone-result")
    expect(chair.visitor.mark("straw-result")).to_contain_text(QUESTION)
    assert "通过" not in wall.page.locator("#wall").inner_text(), "a straw poll decides nothing"


def written_down(chair: Chair, wall: Visitor) -> None:
    """What else came up and who does what, typed as people speak, live on the wall."""
    chair.presses("9")
    expect(wall.page.locator("#wall-picture")).to_have_attribute("data-scene", "lists")
    chair.enters("#note-issue summary").writes('[data-test="note-title"]', "车棚监控坏了")
    chair.enters('button[data-test="note-issue"]')
    wall.reads("车棚监控坏了")
    chair.reads("车棚监控坏了")  # the desk has its answer too: what is written next is not swapped away
    form = "form.add-task"  # its day and its list open native pickers, whose keys are the browser's own
    chair.visitor.page.fill(f"{form} [name=due_on]", (clock.today() + timedelta(days=15)).isoformat())
    chair.visitor.page.locator(f"{form} [name=lead]").select_option(label="秦朗")
    chair.writes(f"{form} [name=title]", "起草巡防公约条款").enters('[data-test="add-task"]')
    wall.reads("起草巡防公约条款")
    chair.lands("起草巡防公约条款")
    fits(wall, "talk-two-lists")
    shot(chair.visitor, "talk-console")
