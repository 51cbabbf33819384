"""The agenda: open while the meeting is a draft; afterwards items can only be added for discussion."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from council.base.db import db, operation
from council.base.errors import Conflict
from council.base.once import answered, keep, own_key
from council.issues.models import Issue
from council.issues.operations import put_on_agenda, take_off_agenda
from council.issues.states import IssueState
from council.journal.operations import Ref
from council.meetings.hooks import ask_before_removing
from council.meetings.listing import still_ahead
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState
from council.meetings.operations.common import locked_item, locked_meeting, note
from council.privacy.checks import refuse_personal_numbers


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
        Conflict: the meeting is over, the issue is on this agenda already, is settled or belongs to another place.
        Invalid: a personal number stands in the words (field `title` or `detail`); an issue's own words may hold one
            until the call.
    """
    key = own_key("meetings.add_item", actor_id, key)
    if (seen := answered(key, AgendaItem)) is not None:
        return seen
    meeting = locked_meeting(meeting)
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        raise Conflict(_("This meeting is over. Plan the next one."))
    if issue is None or meeting.state != MeetingState.DRAFT:
        refuse_personal_numbers({"title": title, "detail": detail})
    items = _items(meeting)
    _refuse_issue(meeting, issue, items)
    item = AgendaItem(
        meeting=meeting,
        position=max((other.position for other in items), default=0) + 1,
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
        put_on_agenda(issue=issue, meeting=Ref("meeting", meeting.id), actor_id=actor_id, meets_at=meeting.starts_at)
    data = {"title": title, "noticed": item.noticed}
    note(meeting, "meetings.item.added", actor_id, subject=Ref("agenda_item", item.id), data=data)
    keep(key, item.id)
    return item


@operation
def change_item(*, item: AgendaItem, title: str, detail: str, minutes: int, actor_id: int) -> AgendaItem:
    """Change the words or the minutes of an item of a draft's agenda.

    Raises:
        Conflict: the agenda is locked.
        Invalid: a personal number stands in the words (field `title` or `detail`).
    """
    refuse_personal_numbers({"title": title, "detail": detail})
    meeting = _draft(item)
    if (item.title, item.detail, item.minutes) != (title, detail, minutes):
        item.title, item.detail, item.minutes = title, detail, minutes
        data = {"title": title, "minutes": minutes}
        note(meeting, "meetings.item.changed", actor_id, subject=Ref("agenda_item", item.id), data=data)
    return item


@operation
def move_item(*, item: AgendaItem, up: bool, actor_id: int, at: int | None = None) -> None:
    """Change places with the neighbour above or below; at the end of the list nothing happens.

    `at` is where the item stood (counted from 1) on the page that was tapped: if it stands elsewhere by now, as after
    a double tap, nothing happens either.

    Raises:
        Conflict: the agenda is locked.
    """
    meeting = _draft(item)
    order = _items(meeting)
    here = order.index(item)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order) or at not in (None, here + 1):
        return
    other = order[there]
    item.position, other.position = other.position, item.position
    note(meeting, "meetings.agenda.reordered", actor_id, subject=Ref("agenda_item", item.id), data={"up": up})
    db.session.expire(meeting, ["items"])


@operation
def place_item(*, item: AgendaItem, to: int, at: int, actor_id: int) -> None:
    """Put an item at place `to` (from 1; past the end is the end); the others close up.

    `at` is where it stood on the page it was dragged on: if it stands elsewhere by now, nothing happens.

    Raises:
        Conflict: the agenda is locked.
    """
    meeting = _draft(item)
    order = list(_items(meeting))
    here = order.index(item)
    there = min(max(to, 1), len(order)) - 1
    if at != here + 1 or there == here:
        return
    positions = [each.position for each in order]
    order.insert(there, order.pop(here))
    for each, position in zip(order, positions, strict=True):
        each.position = position
    data = {"up": there < here, "to": there + 1}
    note(meeting, "meetings.agenda.reordered", actor_id, subject=Ref("agenda_item", item.id), data=data)
    db.session.expire(meeting, ["items"])


@operation
def remove_item(*, item: AgendaItem, actor_id: int) -> None:
    """Take an item off; its issue goes back to the list. After the call only late items can go, until they are opened.

    Raises:
        Conflict: the agenda is locked.
    """
    meeting = locked_item(item)
    if meeting.state != MeetingState.DRAFT and not _late_and_ahead(meeting, item):
        raise Conflict(_("The agenda is locked since the meeting was convened."))
    ask_before_removing(item)
    give_back(item, actor_id)
    data = {"title": item.title}
    note(meeting, "meetings.item.removed", actor_id, subject=Ref("agenda_item", item.id), data=data)
    db.session.delete(item)
    db.session.flush()
    db.session.expire(meeting, ["items"])


def give_back(item: AgendaItem, actor_id: int, act: Callable[..., Issue] = take_off_agenda) -> None:
    """The issue of `item` waits for an answer again, unless it has moved on or another meeting ahead has it too.

    Args:
        act: how it leaves this meeting: `take_off_agenda`, `put_off` or `discussed`.
    """
    issue = item.issue
    if issue is None or issue.state != IssueState.TO_AGENDA:
        return
    elsewhere = (
        select(AgendaItem.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.issue_id == issue.id, AgendaItem.meeting_id != item.meeting_id, still_ahead())
    )
    if db.session.scalar(elsewhere.limit(1)) is None:
        act(issue=issue, meeting=Ref("meeting", item.meeting_id), actor_id=actor_id)


def _items(meeting: Meeting) -> Sequence[AgendaItem]:
    """The items as they are now that the meeting is locked."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def _refuse_issue(meeting: Meeting, issue: Issue | None, items: Sequence[AgendaItem]) -> None:
    if issue is None:
        return
    if issue.estate_id != (meeting.place.estate_id or meeting.place_id):
        raise Conflict(_("This issue belongs to another estate."))
    if any(item.issue_id == issue.id for item in items):
        raise Conflict(_("This issue is on the agenda already."))


def _late_and_ahead(meeting: Meeting, item: AgendaItem) -> bool:
    running = meeting.state in (MeetingState.CONVENED, MeetingState.IN_SESSION)
    return running and not item.noticed and item.state == ItemState.PLANNED and item.opened_at is None


def _draft(item: AgendaItem) -> Meeting:
    meeting = locked_item(item)
    if meeting.state != MeetingState.DRAFT:
        raise Conflict(_("The agenda is locked since the meeting was convened."))
    return meeting
