"""Whose a name or a seat number is that the chair writes down for somebody without a phone."""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import select

from council.base.db import db
from council.meetings.cards.queries import holder_of
from council.meetings.cards.rules import seat_number
from council.meetings.models import Attendance, Meeting
from council.meetings.queries import is_checked_in
from council.residents.models import Person


class Known(StrEnum):
    """How what was written is known: a name of one present, a seat card's number, of several, or of nobody."""

    NAME = "name"
    SEAT = "seat"
    SEVERAL = "several"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Whose:
    """The person meant, None where nobody is known; `here` says whether they are checked in."""

    known: Known
    person_id: int | None = None
    name: str = ""
    here: bool = True


def whose(meeting: Meeting, written: str) -> Whose:
    """Whose a name or a seat number is. A name of somebody present comes before a number."""
    present = select(Person.id, Person.name).join(Attendance, Attendance.person_id == Person.id)
    present = present.where(Attendance.meeting_id == meeting.id, Attendance.left_at.is_(None), Person.name == written)
    found = db.session.execute(present.limit(2)).all()
    if len(found) == 1:
        return Whose(Known.NAME, found[0].id, found[0].name)
    number = seat_number(written)
    holder = holder_of(meeting, number) if number is not None and not found else None
    if holder is None:
        return Whose(Known.SEVERAL if found else Known.NOBODY)
    return Whose(Known.SEAT, holder.id, holder.name, is_checked_in(meeting.id, holder.id))


def whose_words(meeting: Meeting, written: str) -> str:
    """What the chair should know about a speaker just entered; empty where the name says it all."""
    found = whose(meeting, written)
    if found.known is Known.SEAT:
        if not found.here:
            return _("Seat %(number)s: %(name)s, who is not checked in.", number=seat_number(written), name=found.name)
        return _("Seat %(number)s: %(name)s.", number=seat_number(written), name=found.name)
    if found.known is Known.SEVERAL:
        return _(
            "More than one person here is called “%(name)s”, so the speech counts for none of them. "
            "A seat number tells them apart.",
            name=written,
        )
    if found.known is Known.NAME:
        return ""
    if seat_number(written) is not None:
        return _("No seat card has the number “%(name)s”; it goes on the wall as typed.", name=written)
    return _("Nobody here is called “%(name)s”; the name goes on the wall as typed.", name=written)
