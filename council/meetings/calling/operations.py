"""Answering a call, and opening a calendar."""

from flask_babel import gettext as _
from sqlalchemy import delete, select

from council.base import clock, ids
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref, record
from council.meetings.calling.models import CalendarKey, Coming, Reply
from council.meetings.models import Meeting, MeetingState
from council.meetings.operations.common import locked_meeting, note
from council.organisation.models import Place
from council.privacy.checks import refuse_personal_numbers

REASON_LENGTH = 120


@operation
def reply(*, meeting: Meeting, person_id: int, coming: Coming, reason: str = "") -> Reply:
    """Say that one comes, or cannot. The last word counts; the same word again changes nothing.

    Raises:
        Conflict: the meeting has begun, is over or is not called.
        Invalid: the reason is too long or holds a personal number (field `reason`).
    """
    refuse_personal_numbers({"reason": reason})
    reason = reason.strip() if coming == Coming.NO else ""
    if len(reason) > REASON_LENGTH:
        raise Invalid(_("%(max)s signs at most.", max=REASON_LENGTH), field="reason")
    meeting = locked_meeting(meeting)
    if meeting.state != MeetingState.CONVENED:
        raise Conflict(_("This meeting no longer waits for answers. If it is on, just check in."))
    query = select(Reply).where(Reply.meeting_id == meeting.id, Reply.person_id == person_id)
    said = db.session.scalar(query.execution_options(populate_existing=True))
    if said is not None and (said.coming, said.reason) == (coming, reason):
        return said
    if said is None:
        said = Reply(meeting_id=meeting.id, person_id=person_id)
        db.session.add(said)
    said.coming, said.reason, said.replied_at = coming, reason, clock.now()
    # The reason is for those who run the meeting, and goes after a while: it does not stand in the journal.
    note(meeting, "meetings.reply.given", person_id, subject=Ref("person", person_id), data={"coming": coming})
    return said


@operation
def make_calendar_key(*, place: Place, person_id: int) -> CalendarKey:
    """A new secret for somebody's calendar; the old address opens nothing any more. `place` keeps the journal entry."""
    key = db.session.get(CalendarKey, person_id, populate_existing=True)
    if key is None:
        key = CalendarKey(person_id=person_id)
        db.session.add(key)
    key.token, key.made_at = ids.token(24), clock.now()
    record(action="meetings.calendar.opened", place_id=place.id, actor_id=person_id, subject=Ref("person", person_id))
    return key


@operation
def drop_calendar_key(*, place: Place, person_id: int) -> None:
    """Close somebody's calendar address. Without one nothing is done."""
    found = db.session.execute(delete(CalendarKey).where(CalendarKey.person_id == person_id).returning(CalendarKey))
    if found.first() is not None:
        record(
            action="meetings.calendar.closed", place_id=place.id, actor_id=person_id, subject=Ref("person", person_id)
        )
