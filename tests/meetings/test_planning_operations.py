"""From a draft to the call: times, notice, members, numbers; what a second tap does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask_babel import force_locale

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.queries import history
from council.meetings.models import Meeting, MeetingKind, MeetingState, Member
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import cancel_meeting, change_plan, convene
from tests.meetings.plans import NOW, an_issue, convened, draft, started
from tests.support.world import MEMBERS, World


@pytest.fixture(autouse=True)
def _sunday(session: None) -> Iterator[None]:
    with clock.stopped(NOW), force_locale("en"):
        yield


def acts(meeting: Meeting) -> list[str]:
    return [entry.action for entry in history("meeting", meeting.id)]


def test_a_draft_takes_the_notice_of_its_procedure(world: World) -> None:
    meeting = draft(world)
    assert (meeting.state, meeting.notice_days, meeting.procedure) == ("draft", 3, "gy_council")
    assert meeting.chair_id == world.chair.id
    assert meeting.recorder_id == world.recorder.id
    assert len(meeting.code) == 6
    assert meeting.code.isdigit()


def test_each_kind_counts_for_itself_in_each_place(world: World) -> None:
    numbers = [draft(world).number, draft(world).number, draft(world, kind=MeetingKind.EVENING_TALK).number]
    elsewhere = draft(world, place=world.other_estate).number
    assert numbers == [1, 2, 1]
    assert elsewhere == 1


def test_the_same_form_twice_is_one_meeting(world: World) -> None:
    first, second = draft(world, key="k-1"), draft(world, key="k-1")
    assert first.id == second.id
    assert acts(first).count("meetings.meeting.planned") == 1


def test_a_meeting_is_not_planned_for_yesterday(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        draft(world, starts_at=clock.now() - timedelta(days=1))
    assert refused.value.field == "starts_at"


def test_saving_an_unchanged_plan_is_no_act(world: World) -> None:
    meeting = draft(world)
    plan = {"venue": meeting.venue, "starts_at": meeting.starts_at, "title": "", "notice_days": 3}
    version = meeting.version
    change_plan(meeting=meeting, actor_id=world.chair.id, **plan)  # type: ignore[arg-type]
    assert meeting.version == version
    assert "meetings.meeting.changed" not in acts(meeting)
    change_plan(meeting=meeting, actor_id=world.chair.id, **plan | {"venue": "2栋"})  # type: ignore[arg-type]
    assert acts(meeting).count("meetings.meeting.changed") == 1


def test_convening_calls_the_46_members_and_locks(world: World) -> None:
    meeting = convened(world)
    assert meeting.state == MeetingState.CONVENED
    assert meeting.convened_at == NOW
    assert db.session.query(Member).filter_by(meeting_id=meeting.id).count() == MEMBERS
    assert "meetings.meeting.convened" in acts(meeting)


def test_a_talk_calls_nobody_by_name(world: World) -> None:
    meeting = convened(world, kind=MeetingKind.EVENING_TALK)
    assert db.session.query(Member).filter_by(meeting_id=meeting.id).count() == 0


def test_an_empty_agenda_is_not_convened(world: World) -> None:
    meeting = draft(world)
    with pytest.raises(Conflict, match="agenda is empty"):
        convene(meeting=meeting, actor_id=world.chair.id)
    assert db.session.get_one(Meeting, meeting.id).state == "draft"


@pytest.mark.parametrize(("days", "enough"), [(2, False), (3, True)])
def test_the_day_of_the_call_does_not_count(world: World, days: int, enough: bool) -> None:
    meeting = draft(world, "楼道灯", days=days)
    if enough:
        assert convene(meeting=meeting, actor_id=world.chair.id).state == "convened"
        return
    with pytest.raises(Invalid) as refused:
        convene(meeting=meeting, actor_id=world.chair.id)
    assert refused.value.field == "starts_at"
    assert "25" in str(refused.value.message)  # 22 + 3


def test_notice_counts_days_of_the_wall_clock(world: World) -> None:
    """At 23:30 in Shanghai it is still Sunday; at 00:10 it is Monday, though in UTC Sunday goes on."""
    meeting = draft(world, "楼道灯", days=3)
    with clock.stopped(NOW + timedelta(hours=14, minutes=10)), pytest.raises(Invalid):
        convene(meeting=meeting, actor_id=world.chair.id)
    with clock.stopped(NOW + timedelta(hours=13, minutes=30)):
        assert convene(meeting=meeting, actor_id=world.chair.id).state == "convened"


def test_convening_twice_is_one_call(world: World) -> None:
    meeting = convened(world)
    again = convene(meeting=meeting, actor_id=world.community_staff.id)
    assert again.id == meeting.id
    assert acts(meeting).count("meetings.meeting.convened") == 1
    assert db.session.query(Member).filter_by(meeting_id=meeting.id).count() == MEMBERS


def test_what_was_announced_stands(world: World) -> None:
    meeting = convened(world)
    with pytest.raises(Conflict):
        change_plan(
            meeting=meeting,
            venue="别处",
            starts_at=meeting.starts_at,
            title="",
            notice_days=0,
            actor_id=world.chair.id,
        )
    assert meeting.venue == "3栋活动室"


def test_calling_off_gives_the_issues_back(world: World) -> None:
    issue = an_issue(world, "楼道积水")
    meeting = draft(world)
    add_item(meeting=meeting, title=issue.title, issue=issue, actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    with pytest.raises(Invalid) as refused:
        cancel_meeting(meeting=meeting, reason=" ", actor_id=world.chair.id)
    assert refused.value.field == "reason"
    for _twice in range(2):
        cancel_meeting(meeting=meeting, reason="暴雨", actor_id=world.chair.id)
    assert (meeting.state, issue.state) == ("cancelled", "acknowledged")
    assert acts(meeting).count("meetings.meeting.cancelled") == 1


def test_a_draft_is_put_away_without_a_reason(world: World) -> None:
    assert cancel_meeting(meeting=draft(world), reason="", actor_id=world.chair.id).state == "cancelled"


def test_a_meeting_that_began_is_not_called_off(world: World) -> None:
    meeting = started(world, convened(world))
    with pytest.raises(Conflict):
        cancel_meeting(meeting=meeting, reason="暴雨", actor_id=world.chair.id)


def test_the_issue_that_gave_rise_to_it_comes_first(world: World) -> None:
    issue = an_issue(world, "东门外摊车占道")
    meeting = draft(world, issue=issue)
    assert [item.issue_id for item in meeting.items] == [issue.id]
    assert issue.state == "to_agenda"
    assert issue.due_at == meeting.starts_at


def test_issues_learn_the_day_that_was_announced(world: World) -> None:
    issue = an_issue(world, "楼道积水")
    meeting = draft(world, issue=issue)
    later = meeting.starts_at + timedelta(days=3)
    change_plan(meeting=meeting, venue="2栋", starts_at=later, title="", notice_days=3, actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    assert issue.due_at == later
