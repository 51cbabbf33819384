"""The whole loop with five people at once, in Chinese: from an issue on a phone to the resident's answer."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from council.base import clock
from council.base.db import db
from council.meetings.models import Meeting
from council.meetings.operations.session import check_in
from tests.journeys.people import DESK, WALL, Crowd, Hall, Visitor

TITLE = "6、7栋楼道灯整夜亮"
QUESTION = "6、7栋楼道灯改成声控灯"
TEXT = "同意把6、7栋48盏楼道灯改成声控灯，费用9,600元由小区微治理资金支出。"


def test_from_an_issue_to_the_answer(crowd: Crowd, hall: Hall) -> None:
    voter = crowd.someone("member-2", by_link=True)
    chair = crowd.someone("member-1", size=DESK, by_link=True)
    recorder = crowd.someone("recorder", size=DESK)
    holder = crowd.someone("grid_officer")
    wall = crowd.someone(size=WALL)

    number = raise_issue(voter)
    meeting_id = plan_and_convene(chair, number)
    with hall.inside():
        meeting = db.session.get_one(Meeting, meeting_id)
        token, code = meeting.wall_token, meeting.code
    wall.go(f"/meetings/{meeting_id}/projector?token={token}")
    wall.sees("join-code", f"{code[:3]} {code[3:]}")
    check_in_by_code(voter, code)
    wall.sees("present-count", "1")

    open_item_and_motion(chair, meeting_id)
    wall.reads(QUESTION)
    below_the_quorum(chair)
    with hall.inside() as world:
        meeting = db.session.get_one(Meeting, meeting_id)
        for member in world.members[2:33]:
            check_in(meeting=meeting, person_id=member.id)
    expect(chair.mark("open-poll")).to_be_enabled()
    chair.look()

    poll_id = open_vote(chair, voter)
    vote_twice(crowd, voter, meeting_id)
    turnout_only(hall, wall, poll_id)
    close_and_publish(chair, voter, wall)
    resolve_and_give_task(chair, wall)
    end_and_publish_minutes(chair, recorder, meeting_id)
    do_the_task(holder)
    answer(voter, number)


def raise_issue(voter: Visitor) -> str:
    voter.go("/").press("raise-issue")
    voter.mark("issue-title").fill(TITLE)
    voter.look()
    voter.press("issue-submit")
    found = re.search(r"GY-\d{4}-\d+", voter.sees("issue-number").inner_text())
    assert found is not None
    voter.look()
    return found.group()


def plan_and_convene(chair: Visitor, number: str) -> int:
    chair.go("/meetings/new")
    page = chair.page
    page.fill("[name=day]", clock.today().isoformat())
    page.fill("[name=starts]", "23:30")
    page.fill("[name=notice_days]", "0")
    page.fill("[name=venue]", "活动室二楼")
    chair.press("make-draft")
    page.wait_for_url(re.compile(r"/meetings/\d+/plan"))
    found = re.search(r"/meetings/(\d+)/plan", page.url)
    assert found is not None
    chair.go("/issues/")
    row = page.locator('[data-test="issue-row"]', has_text=number).first
    row.locator('[data-test="add-to-agenda"]').click()
    expect(row.locator('[data-test="add-to-agenda"]')).to_have_count(0)
    chair.go(f"/meetings/{found.group(1)}/plan").reads(TITLE)
    chair.press("convene")
    page.wait_for_url(re.compile("/notice"))
    chair.look()
    return int(found.group(1))


def check_in_by_code(voter: Visitor, code: str) -> None:
    voter.go("/join")
    voter.mark("join-code").fill(f"{code[:3]} {code[3:]}")
    voter.page.keyboard.press("Enter")
    voter.sees("check-in")
    voter.look()
    voter.press("check-in")
    voter.sees("my-seat", "表决权")
    voter.sees("present-count", "1")
    voter.sees("connection-state", "已连接")
    voter.look()


def open_item_and_motion(chair: Visitor, meeting_id: int) -> None:
    chair.go(f"/meetings/{meeting_id}/chair")
    chair.press("next-step")  # start the meeting
    chair.reads("开始第一项")
    chair.press("next-step")  # open the first item
    chair.sees("current-item", TITLE)
    chair.page.fill("[name=title]", QUESTION)
    chair.page.fill("[name=text]", TEXT)
    chair.page.fill("[name=moved_by]", "6栋楼栋长叶知遥")
    chair.press("next-step")  # record the motion
    chair.sees("open-poll")


def below_the_quorum(chair: Visitor) -> None:
    expect(chair.mark("open-poll")).to_be_disabled()
    chair.reads("须到31人")
    chair.look()


def open_vote(chair: Visitor, voter: Visitor) -> int:
    expect(voter.mark("vote-for")).to_have_count(0)
    voter.reads(TEXT)
    chair.press("open-poll")
    voter.mark("vote-for").wait_for(state="visible")
    voter.sees("poll-question", QUESTION)
    voter.look()
    chair.sees("close-poll")
    action = voter.page.locator("form.choices").get_attribute("action") or ""
    return int(action.split("/")[2])


def vote_twice(crowd: Crowd, voter: Visitor, meeting_id: int) -> None:
    """A double tap, and a second tab: one ballot, the same receipt."""
    tab = crowd.another_tab(voter).go(f"/meetings/{meeting_id}")
    voter.mark("vote-for").dblclick()
    receipt = voter.sees("ballot-receipt").inner_text()
    tab.press("vote-for")
    assert tab.sees("ballot-receipt").inner_text() == receipt
    voter.look()
    tab.page.close()


def turnout_only(hall: Hall, wall: Visitor, poll_id: int) -> None:
    wall.sees("turnout", "1")
    choices = dict.fromkeys(range(3, 24), "for") | {24: "against", 25: "against", 26: "against", 27: "abstain"}
    assert hall.vote(poll_id, choices) == 25
    expect(wall.mark("turnout")).to_have_text(re.compile(r"26\s*/\s*32"))
    shown = wall.page.locator("#wall .w-main").inner_text()
    assert "22" not in shown, "no split while the vote is open"
    assert wall.mark("verdict").count() == 0
    wall.look()


def close_and_publish(chair: Visitor, voter: Visitor, wall: Visitor) -> None:
    chair.press("close-poll")
    chair.reads("6人没投票").press("close-poll")
    chair.sees("publish-result")
    chair.reads("赞成22票，通过")
    chair.look()
    expect(voter.mark("vote-for")).to_have_count(0)
    voter.sees("ballot-receipt")
    assert voter.mark("verdict").count() == 0, "counted, not yet shown"
    chair.press("publish-result")
    wall.sees("verdict", "通过")
    wall.sees("rule-sentence", "应到46人，实到32人，须17票赞成；赞成22票，通过")
    voter.sees("verdict", "通过")
    voter.reads("我的票")
    wall.look()
    voter.look()


def resolve_and_give_task(chair: Visitor, wall: Visitor) -> None:
    expect(chair.mark("resolution-text")).to_have_value(TEXT)
    chair.reads("议事会只协商")
    expect(chair.page.get_by_text("决议", exact=True)).to_have_count(0)  # a council may not bind
    chair.page.get_by_text("协商意见", exact=True).last.click()
    chair.press("next-step")
    chair.reads("号")
    form = chair.page.locator("form.add-task")
    form.locator("[name=title]").fill("换灯48盏")
    form.locator("[name=lead]").select_option(label="秦朗")
    form.locator("[name=due_on]").fill((clock.today() + timedelta(days=10)).isoformat())
    chair.press("add-task")
    chair.reads("换灯48盏")
    chair.look()
    chair.press("wall-actions")
    wall.reads("换灯48盏").reads("秦朗")
    wall.look()


def end_and_publish_minutes(chair: Visitor, recorder: Visitor, meeting_id: int) -> None:
    chair.press("next-step")  # end the meeting
    chair.press("end-surely")
    chair.reads("会开完了")
    recorder.go(f"/meetings/{meeting_id}/minutes")
    recorder.sees("minutes-draft", TEXT)
    recorder.press("approve-minutes-ask").press("approve-minutes")
    recorder.page.wait_for_load_state()
    if recorder.mark("publish-minutes-ask").count():
        recorder.press("publish-minutes-ask")
    recorder.press("publish-minutes")
    recorder.page.wait_for_load_state()
    recorder.look()


def do_the_task(holder: Visitor) -> None:
    holder.go("/tasks/?mine=1")
    holder.page.get_by_role("link", name="换灯48盏").click()
    holder.look()
    holder.page.get_by_role("button", name="开始").first.click()
    holder.page.locator("[name=note]").fill("48盏都换好了。")
    holder.page.locator("#report button.btn--primary").click()
    expect(holder.mark("task-status").first).not_to_contain_text("进行中")
    holder.look()


def answer(voter: Visitor, number: str) -> None:
    voter.go(f"/issues/{number}")
    voter.page.locator("[name=solved][value=yes]").check(force=True)
    voter.press("send-feedback")
    expect(voter.mark("send-feedback")).to_have_count(0)
    voter.go(f"/issues/{number}").sees("timeline")
    voter.reads("换灯48盏")
