"""The agenda: open while the meeting is a draft; afterwards items can only be added for discussion."""

from flask_babel import gettext as _

from council.base.db import db, operation
from council.base.errors import Conflict
from council.base.once import answered, keep
from council.issues.models import Issue
from council.issues.operations import put_on_agenda, take_off_agenda
from council.journal.operations import Ref
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState
from council.meetings.operations.common import locked_meeting, note


@operation
def add_item(
    *,
    meeting: Meeting,
    title: str,
    actor_id: int,
    detail: str = "",
    minutes: int = 8,
    issue: Issue | None = None,
    key: str | None = None,
) -> AgendaItem:
    """Add an item at the end. After the call it is marked as late: it can be discussed, not voted on.

    Raises:
        Conflict: the meeting is over, or the issue is on this agenda already.
    """
    if (seen := answered(key)) is not None:
        return db.session.get_one(AgendaItem, seen)
    meeting = locked_meeting(meeting)
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        raise Conflict(_("This meeting is over. Plan the next one."))
    if issue is not None and any(item.issue_id == issue.id for item in meeting.items):
        raise Conflict(_("This issue is on the agenda already."))
    item = AgendaItem(
        meeting=meeting,
        position=max((other.position for other in meeting.items), default=0) + 1,
        title=title,
        detail=detail,
        minutes=minutes,
        issue=issue,
        noticed=meeting.state == MeetingState.DRAFT,
        state=ItemState.PLANNED,
    )
    db.session.add(item)
    db.session.flush()
    if issue is not None:
        put_on_agenda(issue=issue, meeting=Ref("meeting", meeting.id), actor_id=actor_id)
    note(meeting, "meetings.item.added", actor_id, subject=Ref("agenda_item", item.id), data={"noticed": item.noticed})
    keep(key, item.id)
    return item


@operation
def move_item(*, item: AgendaItem, up: bool, actor_id: int) -> None:
    """Change places with the neighbour above or below; at the end of the list nothing happens.

    Raises:
        Conflict: the agenda is locked.
    """
    meeting = _draft(item)
    order = list(meeting.items)
    here = order.index(item)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    other = order[there]
    item.position, other.position = other.position, item.position
    note(meeting, "meetings.agenda.reordered", actor_id, subject=Ref("agenda_item", item.id), data={"up": up})
    db.session.expire(meeting, ["items"])


@operation
def remove_item(*, item: AgendaItem, actor_id: int) -> None:
    """Take an item off a draft's agenda; its issue goes back to the list.

    Raises:
        Conflict: the agenda is locked.
    """
    meeting = _draft(item)
    if item.issue is not None:
        take_off_agenda(issue=item.issue, meeting=Ref("meeting", meeting.id), actor_id=actor_id)
    note(meeting, "meetings.item.removed", actor_id, subject=Ref("agenda_item", item.id), data={"title": item.title})
    db.session.delete(item)
    db.session.flush()
    db.session.expire(meeting, ["items"])


def _draft(item: AgendaItem) -> Meeting:
    meeting = locked_meeting(item.meeting)
    if meeting.state != MeetingState.DRAFT:
        raise Conflict(_("The agenda is locked since the meeting was convened."))
    return meeting
