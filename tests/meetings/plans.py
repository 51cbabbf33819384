"""Meetings being planned, for tests: a clock that stands on a Sunday, and drafts through the room's own operations."""

from datetime import UTC, datetime, timedelta

from council.base import clock
from council.issues.models import Issue
from council.issues.operations import raise_issue, support
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import start_meeting
from tests.support.world import World

#: A Sunday, ten in the morning where the councils meet.
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def draft(world: World, *items: str, days: int = 7, **wishes: object) -> Meeting:
    """A draft of a weekend council `days` from now, with `items` on its agenda."""
    values = {
        "kind": MeetingKind.WEEKEND_COUNCIL,
        "place": world.estate,
        "venue": "3栋活动室",
        "starts_at": clock.now() + timedelta(days=days),
        "actor_id": world.chair.id,
        **wishes,
    }
    meeting = plan_meeting(**values)  # type: ignore[arg-type]
    for title in items:
        add_item(meeting=meeting, title=title, actor_id=world.chair.id)
    return meeting


def convened(world: World, *items: str, days: int = 7, **wishes: object) -> Meeting:
    """The same, called."""
    return convene(meeting=draft(world, *(items or ("楼道灯",)), days=days, **wishes), actor_id=world.chair.id)


def started(world: World, meeting: Meeting) -> Meeting:
    """`meeting`, begun at its hour."""
    with clock.stopped(meeting.starts_at):
        return start_meeting(meeting=meeting, actor_id=world.chair.id)


def an_issue(world: World, title: str, *, supports: int = 0, days_ago: int = 0, **wishes: object) -> Issue:
    """An issue raised some days ago by the resident, supported by some members."""
    values = {"actor_id": world.resident.id, "place": world.building, "title": title, **wishes}
    with clock.stopped(clock.now() - timedelta(days=days_ago)):
        issue = raise_issue(**values)  # type: ignore[arg-type]
    for member in world.members[:supports]:
        support(actor_id=member.id, issue=issue)
    return issue
