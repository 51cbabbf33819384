"""When the floor is open, and what ends it: an item that is over, a vote that opens, someone who goes."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import Select, select

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.journal.operations import Ref
from council.meetings.floor.models import Speech
from council.meetings.floor.rules import Turn
from council.meetings.models import AgendaItem, ItemState, Meeting, MeetingState
from council.meetings.motions.reading import silent
from council.meetings.motions.rules import Formality
from council.meetings.operations.common import note
from council.meetings.queries import open_poll_id


def on_floor(meeting: Meeting) -> AgendaItem:
    """The item that may be spoken on now, of a meeting that is locked.

    Raises:
        Conflict: no item is on, or a vote is open (一时一件: while voting nobody speaks).
    """
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.state == ItemState.CURRENT)
    item = db.session.scalar(query.execution_options(populate_existing=True))
    if meeting.state != MeetingState.IN_SESSION or item is None:
        raise Conflict(_("No item is on. Wait until the chair opens one."))
    if open_poll_id(meeting.id) is not None:
        raise Conflict(_("A vote is open. Nobody speaks until it is closed."))
    if meeting.formality == Formality.PARLIAMENTARY and silent(item):
        raise Conflict(_("What is before the meeting is not debated now."))
    return item


def speeches(item: AgendaItem, person_id: int | None = None) -> Select[Speech]:
    """The hands and speeches of an item, oldest first; of one person."""
    query = select(Speech).where(Speech.item_id == item.id).order_by(Speech.id)
    query = query.execution_options(populate_existing=True)
    return query if person_id is None else query.where(Speech.person_id == person_id)


def speaking(item: AgendaItem) -> Speech | None:
    """Who has the floor on an item."""
    return db.session.scalar(speeches(item).where(Speech.state == Turn.SPEAKING))


def finish(meeting: Meeting, speech: Speech, actor_id: int) -> None:
    """End a running speech, with the seconds it took."""
    now = clock.now()
    speech.spent, speech.running_since = speech.clock.spent_at(now), None
    speech.state, speech.ended_at = Turn.SPOKEN, now
    note(
        meeting,
        "meetings.floor.ended",
        actor_id,
        subject=Ref("speech", speech.id),
        touched=[Ref("agenda_item", speech.item_id)],
        data={"stance": speech.stance, "seconds": speech.spent},
    )


def silence(meeting: Meeting, item: AgendaItem, actor_id: int) -> None:
    """End the speech that runs on an item: its vote opens. Who waits keeps the place for after it."""
    present = speaking(item)
    if present is not None:
        finish(meeting, present, actor_id)


def clear_floor(meeting: Meeting, item: AgendaItem, actor_id: int) -> None:
    """An item is over: its speech ends, and who still waits was not reached."""
    silence(meeting, item, actor_id)
    for hand in db.session.scalars(speeches(item).where(Speech.state == Turn.WAITING)):
        hand.state, hand.ended_at = Turn.NOT_REACHED, clock.now()


def wake_floor(item: AgendaItem, since: datetime) -> None:
    """An item is on again after all: the hands that were left behind since then are up as before."""
    left_behind = speeches(item).where(Speech.state == Turn.NOT_REACHED, Speech.ended_at >= since)
    for hand in db.session.scalars(left_behind):
        hand.state, hand.ended_at = Turn.WAITING, None


def gone(meeting: Meeting, person_id: int) -> None:
    """Someone leaves: a hand that is up goes down. Who is speaking while leaving is for the chair to end."""
    query = select(Speech).join(AgendaItem).where(AgendaItem.meeting_id == meeting.id, Speech.person_id == person_id)
    for hand in db.session.scalars(query.where(Speech.state == Turn.WAITING)):
        hand.state, hand.ended_at = Turn.TAKEN_DOWN, clock.now()
