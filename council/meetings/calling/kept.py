"""What is kept about people who answered a call, and their calendar's key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select

from council.base.db import db
from council.meetings.calling.models import CalendarKey, Reply
from council.meetings.models import Meeting
from council.meetings.words import meeting_name
from council.privacy.hooks import Row, Sweep, expires, keeps, on_forgotten
from council.privacy.kept import removing
from council.residents.models import Person


def _replies(person: Person) -> Sequence[Row]:
    query = select(Meeting, Reply).join(Reply, Reply.meeting_id == Meeting.id).where(Reply.person_id == person.id)
    return [
        {"meeting": meeting_name(meeting), "coming": reply.coming, "reason": reply.reason, "at": reply.replied_at}
        for meeting, reply in db.session.execute(query.order_by(Reply.id)).unique()
    ]


def _keys(person: Person) -> Sequence[Row]:
    query = select(CalendarKey.made_at).where(CalendarKey.person_id == person.id)
    return [{"made_at": made_at} for made_at in db.session.scalars(query)]


def _old(before: datetime) -> Select[Any]:
    held = select(Meeting.id).where(Meeting.starts_at < before)
    return select(Reply.id).where(Reply.meeting_id.in_(held))


def _without(person: Person) -> None:
    db.session.execute(delete(Reply).where(Reply.person_id == person.id))
    db.session.execute(delete(CalendarKey).where(CalendarKey.person_id == person.id))


on_forgotten.append(_without)
keeps(
    "replies",
    _replies,
    title=_l("Your answers to calls"),
    why=_l("The chair sees whether enough people will come."),
    columns={
        "meeting": _l("Meeting"),
        "coming": _l("Coming"),
        "reason": _l("Reason"),
        "at": _l("When"),
    },
)
keeps(
    "calendar",
    _keys,
    title=_l("Your calendar's address"),
    why=_l("It shows your meetings in your own calendar."),
    columns={"made_at": _l("Made")},
)
expires(
    "replies",
    180,
    Sweep(_old, removing(Reply)),
    title=_l("Answers to calls, with reasons"),
    reason=_l("Once a meeting is over only the minutes count."),
    minimum=7,
)
