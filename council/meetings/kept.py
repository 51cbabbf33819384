"""What this room keeps about people: the meetings they came to, were called to, chaired or recorded."""

from collections.abc import Sequence
from itertools import chain

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from council.base.db import db
from council.meetings.calling import kept as _calling  # noqa: F401  registered by being read
from council.meetings.cards import kept as _cards  # noqa: F401  registered by being read
from council.meetings.floor.models import Speech
from council.meetings.floor.words import span_words, stance_words
from council.meetings.guests import kept as _guests  # noqa: F401  registered by being read
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import AgendaItem, Attendance, Meeting, Member
from council.meetings.order import kept as _order  # noqa: F401  registered by being read
from council.meetings.proxies import kept as _proxies  # noqa: F401  registered by being read
from council.meetings.series.models import Series
from council.meetings.series.words import rhythm_words
from council.meetings.words import meeting_name
from council.privacy.hooks import Row, keeps
from council.residents.models import Person


def _meetings(person: Person) -> Sequence[Row]:
    query = (
        select(Meeting, Member.category, Attendance.arrived_at, Attendance.left_at)
        .outerjoin(Member, (Member.meeting_id == Meeting.id) & (Member.person_id == person.id))
        .outerjoin(Attendance, (Attendance.meeting_id == Meeting.id) & (Attendance.person_id == person.id))
        .where(or_(Member.id.is_not(None), Attendance.id.is_not(None)))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [
        {"meeting": meeting_name(meeting), "starts_at": meeting.starts_at, "called_as": category or ""}
        | {"arrived_at": arrived_at, "left_at": left_at}
        for meeting, category, arrived_at, left_at in db.session.execute(query).unique()
    ]


def _run(person: Person) -> Sequence[Row]:
    query = select(Meeting).where(or_(Meeting.chair_id == person.id, Meeting.recorder_id == person.id))
    found = db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).unique()
    parts = (
        [("chair", meeting)] * (meeting.chair_id == person.id)
        + [("recorder", meeting)] * (meeting.recorder_id == person.id)
        for meeting in found
    )
    return [
        {"meeting": meeting_name(meeting), "starts_at": meeting.starts_at, "part": part}
        for part, meeting in chain.from_iterable(parts)
    ]


keeps(
    "meetings",
    _meetings,
    title=_l("Meetings you were called to or came to"),
    why=_l("Quorum is counted from it, and the minutes name who was there."),
    columns={
        "meeting": _l("Meeting"),
        "starts_at": _l("When"),
        "called_as": _l("Called as"),
        "arrived_at": _l("Came"),
        "left_at": _l("Left"),
    },
    stays=True,
)


def _series(person: Person) -> Sequence[Row]:
    query = select(Series).where(Series.chair_id == person.id).order_by(Series.id)
    return [
        {"kind": _(BLUEPRINTS[each.kind].body_name), "rhythm": rhythm_words(each.every, each.weekday)}
        | {"since": each.since, "until": each.ended_on}
        for each in db.session.scalars(query).unique()
    ]


keeps(
    "series",
    _series,
    title=_l("Repeating meetings you chair"),
    why=_l("Drafts of the next ones are made in your name."),
    columns={"kind": _l("Meeting"), "rhythm": _l("How often"), "since": _l("Starting on"), "until": _l("Until")},
    stays=True,
)
keeps(
    "run",
    _run,
    title=_l("Meetings you chaired or recorded"),
    why=_l("The minutes name who ran the meeting."),
    columns={"meeting": _l("Meeting"), "starts_at": _l("When"), "part": _l("As")},
    stays=True,
)


def _spoken(person: Person) -> Sequence[Row]:
    query = (
        select(Meeting, AgendaItem.title, Speech.stance, Speech.raised_at, Speech.spent)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .join(Speech, Speech.item_id == AgendaItem.id)
        .where(Speech.person_id == person.id)
        .order_by(Speech.id)
    )
    return [
        {"meeting": meeting_name(meeting), "item": title, "raised_at": raised_at}
        | {"stance": stance_words(stance), "time": span_words(spent)}
        for meeting, title, stance, raised_at, spent in db.session.execute(query).unique()
    ]


keeps(
    "speeches",
    _spoken,
    title=_l("Where you raised your hand and spoke"),
    why=_l("The queue lets everyone have the same chances, and the meeting's record says who spoke for how long."),
    columns={
        "meeting": _l("Meeting"),
        "item": _l("Item"),
        "raised_at": _l("When"),
        "stance": _l("Stance"),
        "time": _l("Time spoken"),
    },
    stays=True,
)
