"""All writes of the room: begin, write, approve, publish, correct."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.meetings.models import AgendaItem, Meeting, MeetingState
from council.meetings.operations.common import locked_item
from council.minutes import hooks_meetings, hooks_polls  # noqa: F401  registered by being read
from council.minutes.facts import document
from council.minutes.models import Correction, Minutes, Note
from council.minutes.rules import OPEN, MinutesState, fingerprint
from council.privacy.checks import refuse_personal_numbers


class StaleNote(Conflict):
    """Somebody else saved this note meanwhile. `current` is what stands now; nothing was written."""

    def __init__(self, current: Note) -> None:
        super().__init__(_("Someone else saved this note meanwhile. Both texts are shown."))
        self.current = current


@operation
def begin_minutes(*, meeting: Meeting, actor_id: int) -> Minutes:
    """The minutes of a meeting, begun if they were not."""
    locked(Meeting, meeting.id)
    minutes = _minutes_of(meeting)
    if minutes is None:
        minutes = Minutes(meeting_id=meeting.id, state=MinutesState.DRAFT)
        db.session.add(minutes)
        db.session.flush()
        _note_act(minutes, meeting, "minutes.minutes.begun", actor_id)
    return minutes


@operation
def write_note(*, item: AgendaItem, text: str, revision: int, actor_id: int) -> Note:
    """Save the recorder's words on an item.

    Args:
        revision: the revision that the writer saw, 0 where there was none.

    Raises:
        StaleNote: it was changed since.
        Conflict: the meeting is a draft, whose items may still go; the minutes are approved, so only corrections
            are possible.
    """
    meeting = locked_item(item)
    if meeting.state == MeetingState.DRAFT:
        raise Conflict(_("This meeting is a draft. Convene it first, then write its minutes."))
    minutes = begin_minutes(meeting=meeting, actor_id=actor_id)
    if minutes.state not in OPEN:
        raise Conflict(_("The minutes are approved. Add a numbered correction instead."))
    note = db.session.scalar(select(Note).where(Note.minutes_id == minutes.id, Note.item_id == item.id))
    if note is None:
        note = Note(
            minutes_id=minutes.id, item_id=item.id, text="", revision=0, saved_by=actor_id, saved_at=clock.now()
        )
    elif note.text == text:
        return note
    elif note.revision != revision:
        raise StaleNote(note)
    note.text, note.revision = text, note.revision + 1
    note.saved_by, note.saved_at = actor_id, clock.now()
    db.session.add(note)
    db.session.flush()
    data = {"item": item.id, "revision": note.revision}
    _note_act(minutes, meeting, "minutes.note.written", actor_id, data, touched=[Ref("agenda_item", item.id)])
    return note


@operation
def approve(*, meeting: Meeting, actor_id: int) -> Minutes:
    """Freeze the minutes: the document as it stands, with its SHA-256. Approving twice changes nothing.

    Raises:
        Conflict: the meeting is not over.
        Invalid: a personal number stands in a note (field `item-7` for the note on the item with this id).
    """
    meeting = locked(Meeting, meeting.id)
    if meeting.state != MeetingState.CLOSED:
        raise Conflict(_("The meeting is not over yet. Approve the minutes afterwards."))
    minutes = begin_minutes(meeting=meeting, actor_id=actor_id)
    if minutes.state not in OPEN:
        return minutes
    notes = {note.item_id: note.text for note in db.session.scalars(select(Note).where(Note.minutes_id == minutes.id))}
    refuse_personal_numbers({f"item-{item_id}": text for item_id, text in notes.items()})
    minutes.document = document(meeting, notes)
    minutes.hash = fingerprint(minutes.document)
    minutes.state = MinutesState.APPROVED
    minutes.approved_by, minutes.approved_at = actor_id, clock.now()
    db.session.flush()
    _note_act(minutes, meeting, "minutes.minutes.approved", actor_id, {"hash": minutes.hash})
    return minutes


@operation
def publish(*, meeting: Meeting, actor_id: int) -> Minutes:
    """Show approved minutes to everyone. Publishing twice changes nothing.

    Raises:
        Conflict: they are not approved.
    """
    locked(Meeting, meeting.id)
    minutes = _minutes_of(meeting)
    if minutes is None or minutes.state in OPEN:
        raise Conflict(_("Approve the minutes first."))
    if minutes.state == MinutesState.APPROVED:
        minutes.state = MinutesState.PUBLISHED
        minutes.published_at = clock.now()
        db.session.flush()
        _note_act(minutes, meeting, "minutes.minutes.published", actor_id, {"hash": minutes.hash})
    return minutes


@operation
def correct(*, meeting: Meeting, text: str, actor_id: int, key: str | None = None) -> Correction:
    """Add a numbered correction to approved minutes; what was approved stays as it is.

    Raises:
        Invalid: no text, or one with a personal number.
        Conflict: they are not approved, so the notes themselves can be changed.
    """
    key = own_key("minutes.correct", actor_id, key)
    if (seen := answered(key, Correction)) is not None:
        return seen
    if not text.strip():
        raise Invalid(_("Write what is corrected."), field="text")
    refuse_personal_numbers({"text": text})
    locked(Meeting, meeting.id)
    minutes = _minutes_of(meeting)
    if minutes is None or minutes.state in OPEN:
        raise Conflict(_("The minutes are still a draft. Change the notes themselves."))
    last = db.session.scalar(select(func.max(Correction.number)).where(Correction.minutes_id == minutes.id))
    correction = Correction(
        minutes_id=minutes.id, number=(last or 0) + 1, text=text.strip(), by_id=actor_id, at=clock.now()
    )
    db.session.add(correction)
    db.session.flush()
    _note_act(minutes, meeting, "minutes.correction.written", actor_id, {"number": correction.number})
    keep(key, correction.id)
    return correction


def _minutes_of(meeting: Meeting) -> Minutes | None:
    query = select(Minutes).where(Minutes.meeting_id == meeting.id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def _note_act(
    minutes: Minutes,
    meeting: Meeting,
    action: str,
    actor_id: int,
    data: Mapping[str, object] | None = None,
    touched: list[Ref] | None = None,
) -> None:
    record(
        action=action,
        place_id=meeting.place.estate_id or meeting.place_id,
        actor_id=actor_id,
        subject=Ref("minutes", minutes.id),
        touched=[Ref("meeting", meeting.id), *(touched or [])],
        data=data,
    )
