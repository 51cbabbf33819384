"""Writing the calendar. A clock that runs keeps its time; the next one counts anew."""

from datetime import date

from flask import g, has_request_context
from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Invalid
from council.calendar.models import OwnDay
from council.calendar.rules import PUBLISHED
from council.journal.operations import Ref, record
from council.organisation.models import Place


@operation
def set_day(*, place: Place, day: date, worked: bool, name: str, actor_id: int) -> OwnDay:
    """Say that `day` is worked, or is not. `place` is the one whose journal keeps it. Set, not added: twice is once.

    Raises:
        Invalid: no name, or the day is so already.
    """
    if not name.strip():
        raise Invalid(_("Say what day it is, so that others understand."), field="name")
    row = db.session.scalar(select(OwnDay).where(OwnDay.day == day))
    if row is None:
        if PUBLISHED.is_worked(day) is worked:
            raise Invalid(_("The calendar says so already. Nothing needs to be set."), field="day")
        row = OwnDay(day=day)
        db.session.add(row)
    row.worked, row.name, row.set_by, row.set_at = worked, name.strip(), actor_id, clock.now()
    db.session.flush()
    _record(place, "calendar.day.set", row, actor_id)
    return row


@operation
def remove_day(*, place: Place, row: OwnDay, actor_id: int) -> None:
    """Go back to the published calendar."""
    _record(place, "calendar.day.removed", row, actor_id)
    db.session.delete(row)


def _record(place: Place, action: str, row: OwnDay, actor_id: int) -> None:
    if has_request_context():
        g.pop("calendar", None)
    data = {"day": row.day.isoformat(), "worked": row.worked, "name": row.name}
    record(action=action, place_id=place.id, actor_id=actor_id, subject=Ref("own_day", row.id), data=data)
