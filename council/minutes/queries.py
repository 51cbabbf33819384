"""Reading minutes."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from council.base.db import db
from council.meetings.models import Meeting
from council.minutes.facts import document, reporters
from council.minutes.models import Minutes, Note
from council.minutes.rules import OPEN, Document, MinutesState, redacted
from council.web.formats import masked


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting, with notes and corrections; None before anyone wrote."""
    query = select(Minutes).where(Minutes.meeting_id == meeting.id)
    return db.session.scalar(query.options(selectinload(Minutes.notes), selectinload(Minutes.corrections)))


def state_of(minutes: Minutes | None) -> MinutesState:
    """Where the minutes stand; a draft before anyone wrote."""
    return MinutesState(minutes.state) if minutes else MinutesState.DRAFT


def notes_of(minutes: Minutes | None) -> dict[int, Note]:
    """item id → note."""
    return {note.item_id: note for note in minutes.notes} if minutes else {}


def content(meeting: Meeting, minutes: Minutes | None) -> Document:
    """The document: read live while a draft, as it was approved afterwards."""
    if minutes is not None and minutes.state not in OPEN and minutes.document is not None:
        return minutes.document
    return document(meeting, {key: note.text for key, note in notes_of(minutes).items()})


def public_content(meeting: Meeting, minutes: Minutes | None) -> Document:
    """The document as everyone may read it: residents' names masked, also inside the texts."""
    return redacted(content(meeting, minutes), mask=masked, others=reporters(meeting.id))


def public_text(meeting: Meeting, text: str, minutes: Minutes | None) -> str:
    """A text such as a correction, with the names masked that the document masks."""
    whole = {**content(meeting, minutes), "text": text}
    public: str = redacted(whole, mask=masked, others=reporters(meeting.id))["text"]
    return public
