"""What becomes of an issue that a meeting put off, did not reach, or discussed without giving anyone a task."""

import pytest

from council.base import clock
from council.calendar.rules import PUBLISHED
from council.issues.models import Issue
from council.issues.operations import raise_issue
from council.issues.states import IssueState
from council.journal.queries import history
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import adjourn, close_item, open_item, start_meeting
from tests.support.world import World


def planned(world: World, *issues: Issue) -> Meeting:
    """A talk with one item an issue."""
    meeting = plan_meeting(
        kind=MeetingKind.EVENING_TALK,
        place=world.estate,
        venue="活动室二楼",
        starts_at=clock.now(),
        notice_days=0,
        actor_id=world.chair.id,
    )
    for issue in issues:
        add_item(meeting=meeting, title=issue.title, issue=issue, actor_id=world.chair.id)
    return meeting


def started(world: World, *issues: Issue) -> Meeting:
    """The same, in session."""
    meeting = planned(world, *issues)
    convene(meeting=meeting, actor_id=world.chair.id)
    return start_meeting(meeting=meeting, actor_id=world.chair.id)


def raised(world: World, title: str) -> Issue:
    return raise_issue(actor_id=world.resident.id, place=world.building, title=title)


def acts(issue: Issue) -> list[str]:
    return [entry.action for entry in history("issue", issue.id)]


def test_an_item_put_off_sends_its_issue_back_with_a_new_day(world: World) -> None:
    issue = raised(world, "车棚漏雨")
    meeting = started(world, issue)
    item = open_item(item=meeting.items[0], actor_id=world.chair.id)
    with clock.stopped(clock.now()):
        close_item(item=item, postponed=True, actor_id=world.chair.id)
        assert issue.due_at == PUBLISHED.add_hours(clock.now(), 24)  # three working days
    assert issue.state == IssueState.ACKNOWLEDGED
    assert "issues.issue.put_off" in acts(issue)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    assert acts(issue).count("issues.issue.put_off") == 1


@pytest.mark.parametrize(("reached", "act"), [(True, "discussed"), (False, "put_off")])
def test_the_end_of_a_meeting_leaves_no_issue_on_its_agenda(world: World, reached: bool, act: str) -> None:
    issue = raised(world, "车棚漏雨")
    meeting = started(world, issue)
    if reached:
        open_item(item=meeting.items[0], actor_id=world.chair.id)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    assert issue.state == IssueState.ACKNOWLEDGED
    assert f"issues.issue.{act}" in acts(issue)


def test_an_issue_that_another_meeting_has_too_stays_on_the_agenda(world: World) -> None:
    issue = raised(world, "车棚漏雨")
    meeting = started(world, issue)
    planned(world, issue)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    assert issue.state == IssueState.TO_AGENDA
