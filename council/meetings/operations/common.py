"""What every operation on a meeting does: lock it, note the act, wake the screens."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import inspect, select

from council.base.db import db, locked
from council.base.errors import Conflict
from council.journal.operations import Ref, record
from council.live.changes import touch
from council.meetings.models import AgendaItem, Meeting, MeetingState
from council.meetings.rules import MOVES


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now, locked: of two simultaneous acts the second sees what the first did."""
    return locked(Meeting, meeting.id)


def locked_item(item: AgendaItem) -> Meeting:
    """The meeting of `item`, locked, and `item` read afresh under that lock: what was read before may be past.

    Raises:
        Conflict: the item has been removed meanwhile.
    """
    identity = inspect(item).identity  # not `item.id`: a removed row cannot be asked for it
    meeting = locked_meeting(_present(identity).meeting)
    _present(identity)
    return meeting


def locked_draft(item: AgendaItem) -> Meeting:
    """The same for what only a draft allows.

    Raises:
        Conflict: the agenda is locked, or the item has been removed meanwhile.
    """
    meeting = locked_item(item)
    if meeting.state != MeetingState.DRAFT:
        raise Conflict(_("The agenda is locked since the meeting was convened."))
    return meeting


def items_of(meeting: Meeting) -> Sequence[AgendaItem]:
    """The items in reading order, as they are now that the meeting is locked."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def _present(key: object) -> AgendaItem:
    item = db.session.get(AgendaItem, key, populate_existing=True)
    if item is None:
        raise Conflict(_("This item is off the agenda. Load the page again."))
    return item


def move(meeting: Meeting, verb: str) -> None:
    """Take the meeting to its next state.

    Raises:
        Conflict: the move is not possible from where it stands.
    """
    after = MOVES.get((meeting.state, verb))
    if after is None:
        raise Conflict(_("That is not possible any more: the meeting has moved on. Look at its page."))
    meeting.state = after


def note(
    meeting: Meeting,
    action: str,
    actor_id: int | None,
    *,
    subject: Ref | None = None,
    touched: Iterable[Ref] = (),
    data: Mapping[str, Any] | None = None,
) -> None:
    """One journal entry about `meeting`, and a wake-up for every screen that shows it."""
    own = Ref("meeting", meeting.id)
    record(
        action=action,
        place_id=meeting.place.estate_id or meeting.place_id,
        actor_id=actor_id,
        subject=subject or own,
        touched=[own, *touched],
        data=data,
    )
    wake(meeting)


def wake(meeting: Meeting) -> None:
    """Every screen that shows `meeting`, locked by the caller, looks again; for what is no entry of the journal."""
    meeting.version += 1
    db.session.flush()
    touch("meeting", meeting.id)
