"""What the minutes say against acts of a meeting. Called inside the act's transaction, under the meeting's lock."""

from flask_babel import gettext as _
from sqlalchemy import select

from council.base.db import db
from council.base.errors import Conflict
from council.meetings.hooks import before_deciding, before_removing
from council.meetings.models import AgendaItem, Meeting
from council.minutes.models import Minutes, Note
from council.minutes.rules import OPEN


def refuse_after_approval(meeting: Meeting) -> None:
    """Approved minutes are what was decided: nothing is decided after them.

    Raises:
        Conflict: they are approved.
    """
    state = db.session.scalar(select(Minutes.state).where(Minutes.meeting_id == meeting.id))
    if state is not None and state not in OPEN:
        raise Conflict(_("The minutes are approved. Write a correction there."))


def keep_what_is_written(item: AgendaItem) -> None:
    """An item goes with its note only if nothing stands in it.

    Raises:
        Conflict: the recorder has written about it.
    """
    note = db.session.scalar(select(Note).where(Note.item_id == item.id))
    if note is None:
        return
    if note.text.strip():
        raise Conflict(_("The minutes have words about this item already. It stays on the agenda."))
    db.session.delete(note)
    db.session.flush()


before_deciding.append(refuse_after_approval)
before_removing.append(keep_what_is_written)
