"""The resident's and the voter's part with JavaScript off: plain forms, and pages that refresh while one waits."""

import re

from playwright.sync_api import expect

from council.base.db import db
from council.meetings.models import Meeting
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.polls.models import Poll
from tests.journeys.people import Crowd, Hall
from tests.meetings import evening


def test_a_resident_raises_an_issue_and_sees_its_number(crowd: Crowd) -> None:
    resident = crowd.someone("resident", script=False)
    resident.go("/").press("raise-issue")
    resident.mark("issue-title").fill("3栋楼道积水")
    resident.press("issue-submit")
    number = resident.sees("issue-number").inner_text()
    assert re.search(r"GY-\d{4}-\d+", number)
    neighbour = crowd.someone("neighbour", script=False)
    found = re.search(r"GY-\d{4}-\d+", number)
    assert found is not None
    neighbour.go(f"/issues/{found.group()}").press("support-issue")
    neighbour.sees("withdraw-support")
    neighbour.press("withdraw-support")
    neighbour.sees("support-issue")


def test_a_voter_votes_with_plain_forms(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting = evening.convened(world)
        for member in world.members[2:33]:
            check_in(meeting=meeting, person_id=member.id)
        start_meeting(meeting=meeting, actor_id=world.chair.id)
        item = open_item(item=meeting.items[1], actor_id=world.chair.id)
        motion_id, meeting_id, code = evening.put(world, item).id, meeting.id, meeting.code
    voter = crowd.someone("member-2", script=False)
    voter.go("/join")
    voter.mark("join-code").fill(code)
    voter.page.get_by_role("button", name="找到会议").click()
    voter.press("check-in")
    voter.sees("my-seat", "表决权")
    refresh = voter.page.locator('meta[http-equiv="refresh"]')
    expect(refresh).to_have_count(1)  # waiting: the page asks again by itself

    with hall.inside() as world:
        poll_id = open_vote(motion=db.session.get_one(evening.Motion, motion_id), actor_id=world.chair.id).id
    voter.go(f"/meetings/{meeting_id}").sees("poll-question")
    expect(refresh).to_have_count(0)  # choosing: nothing moves under the finger
    voter.press("vote-against")
    assert voter.page.url.endswith(f"/meetings/{meeting_id}")
    receipt = voter.sees("ballot-receipt").inner_text()
    voter.press("vote-for")
    assert voter.sees("ballot-receipt").inner_text() == receipt, "changed, not doubled"

    with hall.inside() as world:
        meeting, poll = db.session.get_one(Meeting, meeting_id), db.session.get_one(Poll, poll_id)
        close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    stale = crowd.another_tab(voter)
    stale.go(f"/meetings/{meeting_id}")
    assert stale.mark("vote-for").count() == 0
    with hall.inside() as world:
        meeting, poll = db.session.get_one(Meeting, meeting_id), db.session.get_one(Poll, poll_id)
        publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    voter.go(f"/meetings/{meeting_id}").sees("verdict", "未通过")
    voter.reads("我的票")


def test_a_vote_after_the_close_is_said_in_words(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        poll = evening.with_vote(world)
        poll_id, meeting_id = poll.id, evening.meeting_of(poll).id
    voter = crowd.someone("member-3", script=False)
    voter.go(f"/meetings/{meeting_id}").sees("vote-for")
    with hall.inside() as world:
        meeting, poll = db.session.get_one(Meeting, meeting_id), db.session.get_one(Poll, poll_id)
        close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    voter.press("vote-for")
    voter.reads("截止").reads("未计入")


def test_the_chair_runs_an_item_with_plain_forms(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        motion = evening.with_motion(world)
        meeting_id = motion.item.meeting_id
    chair = crowd.someone("member-1", script=False)
    chair.go(f"/meetings/{meeting_id}/chair").press("open-poll").press("close-poll")
    chair.reads("33人没投票").press("close-poll").press("publish-result")
    chair.reads("未通过")
