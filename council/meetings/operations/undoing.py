"""Taking the last step back within ten seconds: the next item opened too soon, the result shown too soon."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict
from council.journal.models import JournalEntry, JournalRef
from council.journal.operations import Ref
from council.meetings.floor.silencing import wake_floor
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState, WallView
from council.meetings.motions.lapsing import lapse, wake_questions
from council.meetings.operations.common import locked_meeting, note
from council.meetings.order.hearing import lapse_points
from council.polls import operations as polls
from council.polls.models import Poll

#: How long a step can be taken back.
UNDO = timedelta(seconds=10)
#: What a slow network adds between the tap and the server.
LATE = timedelta(seconds=2)
OPENED, SHOWN = "meetings.item.opened", "meetings.vote.published"
#: What people in the room do meanwhile does not stand in the way; whatever else happened since does.
BESIDE = (
    "meetings.attendance.%",
    "meetings.guest.%",
    "meetings.proxy.%",
    "meetings.wall.%",
    "meetings.chair.%",
    "meetings.floor.raised",
    "meetings.floor.taken_down",
    "meetings.point.raised",
    "meetings.point.heard",
    "meetings.point.withdrawn",
)


class LastStep(NamedTuple):
    """A step that can still be taken back, and for how many milliseconds."""

    entry: JournalEntry
    left_ms: int

    @property
    def shows_result(self) -> bool:
        """Whether it showed a result; else it opened an item."""
        return self.entry.action == SHOWN


def last_step(meeting_id: int) -> LastStep | None:
    """The newest act of the chair, if it is one that can still be taken back."""
    query = (
        select(JournalEntry)
        .join(JournalRef, JournalRef.entry_id == JournalEntry.id)
        .where(JournalRef.kind == "meeting", JournalRef.thing_id == meeting_id)
        .where(JournalEntry.at >= clock.now() - UNDO - LATE)  # what is older stands, whatever it was
        .where(*(JournalEntry.action.not_like(beside) for beside in BESIDE))
        .order_by(JournalEntry.id.desc())
        .limit(1)
    )
    entry = db.session.scalars(query).unique().first()
    if entry is None or entry.action not in (OPENED, SHOWN):
        return None
    return LastStep(entry, (entry.at + UNDO - clock.now()) // timedelta(milliseconds=1))


@operation
def take_back(*, meeting: Meeting, actor_id: int) -> Meeting:
    """Take the last step back: the item before is on again, or the result is hidden. The journal keeps both.

    Raises:
        Conflict: ten seconds have passed, something else has happened since, or there is nothing to take back.
    """
    meeting = locked_meeting(meeting)
    step = last_step(meeting.id)
    if step is None or meeting.state != MeetingState.IN_SESSION:
        raise Conflict(_("It is too late to take that back. You can open any item from the agenda."))
    back: Callable[[Meeting, JournalEntry, int], None] = _hide if step.shows_result else _close_again
    back(meeting, step.entry, actor_id)
    meeting.wall_view = WallView.AUTO
    return meeting


def _hide(meeting: Meeting, entry: JournalEntry, actor_id: int) -> None:
    poll = db.session.get_one(Poll, entry.subject_id)
    polls.hide_result(poll=poll, actor_id=actor_id)
    note(meeting, "meetings.vote.hidden", actor_id, subject=Ref("poll", poll.id))


def _close_again(meeting: Meeting, entry: JournalEntry, actor_id: int) -> None:
    item = db.session.get_one(AgendaItem, entry.subject_id, populate_existing=True)
    item.state = ItemState(entry.data["was"])
    lapse(meeting, item, actor_id, put_off=item.state == ItemState.POSTPONED)
    lapse_points(meeting, item.id, actor_id)
    if item.state == ItemState.PLANNED:
        item.opened_at = None
    before = db.session.get(AgendaItem, entry.data["before"], populate_existing=True) if entry.data["before"] else None
    if before is not None:
        before.state, before.closed_at = ItemState.CURRENT, None
        wake_floor(before, entry.at - LATE)
        wake_questions(meeting, before, entry.at - LATE, actor_id)
    note(meeting, "meetings.item.taken_back", actor_id, subject=Ref("agenda_item", item.id))
