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
from council.media import files
from council.meetings.attachments.operations import drop_papers
from council.meetings.hooks import ask_before_removing
from council.meetings.listing import still_ahead
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState
from council.meetings.operations.common import items_of, locked_draft, locked_item, locked_meeting, note
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
    items = items_of(meeting)
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
    meeting = locked_draft(item)
    if (item.title, item.detail, item.minutes) != (title, detail, minutes):
        item.title, item.detail, item.minutes = title, detail, minutes
        data = {"title": title, "minutes": minutes}
        note(meeting, "meetings.item.changed", actor_id, subject=Ref("agenda_item", item.id), data=data)
    return item


def remove_item(*, item: AgendaItem, actor_id: int) -> None:
    """Take an item off with its papers; its issue goes back to the list.

    After the call only late items can go, until they are opened.

    Raises:
        Conflict: the agenda is locked, or the item has sub-items: nobody takes off three by pressing on one.
    """
    for token in _removed(item=item, actor_id=actor_id):
        files.remove_paper(token)


@operation
def _removed(*, item: AgendaItem, actor_id: int) -> list[str]:
    """The names of files that nothing refers to any more."""
    meeting = locked_item(item)
    if meeting.state != MeetingState.DRAFT and not _late_and_ahead(meeting, item):
        raise Conflict(_("The agenda is locked since the meeting was convened."))
    if any(each.parent_id == item.id for each in items_of(meeting)):
        raise Conflict(_("This item has sub-items. Move them out or remove them first."))
    ask_before_removing(item)
    give_back(item, actor_id)
    data = {"title": item.title}
    note(meeting, "meetings.item.removed", actor_id, subject=Ref("agenda_item", item.id), data=data)
    tokens = drop_papers(item)
    db.session.delete(item)
    db.session.flush()
    db.session.expire(meeting, ["items"])
    return tokens


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
