"""Small reads that operations and pages share. The room as the screens show it is in `room.py`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, case, exists, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from council.base.db import db
from council.followup.models import Task
from council.issues.models import Issue
from council.journal.models import JournalEntry, JournalRef
from council.journal.queries import history
from council.meetings.guests.models import Guest
from council.meetings.kinds import OPEN_TO_ALL
from council.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingKind,
    MeetingState,
    Member,
    Motion,
    Resolution,
)
from council.meetings.proxies.models import Proxy
from council.meetings.proxies.queries import counting
from council.organisation.models import PartnerUnit, Place
from council.polls.models import Poll, PollState
from council.polls.rules import Sum
from council.privacy.queries import is_named
from council.residents.doors import words_of
from council.residents.models import Person
from council.residents.queries import lives_at
from council.web.formats import masked


class Presence(NamedTuple):
    """Who is there: members with a vote, others in attendance, and how many members were called.

    A member whose proxy is held by somebody here counts as there; `represented` says how many of them that is.
    The weights are what the votes of those members are worth together: heads, or owners' floor area in cm².
    """

    members: int
    observers: int
    entitled: int
    weight: int
    entitled_weight: int
    represented: int = 0

    @property
    def in_room(self) -> int:
        """Members who came themselves: as many hands can go up."""
        return self.members - self.represented

    @property
    def there(self) -> Sum:
        """Members here, with what they weigh."""
        return Sum(self.members, self.weight)

    @property
    def called(self) -> Sum:
        """Members called, with what they weigh."""
        return Sum(self.entitled, self.entitled_weight)


def presence(meeting: Meeting) -> Presence:
    """Count who is there, in one query. In a talk everyone who came is entitled."""
    return presence_of(meeting.id, meeting.kind)


def presence_of(meeting_id: int, kind: str) -> Presence:
    """`presence` from a meeting's id and kind."""
    numbers = db.session.execute(select(*presence_columns(literal(meeting_id)))).one()
    return counted(meeting_id, kind, *numbers)


def presence_columns(
    meeting_id: ColumnElement[int] | InstrumentedAttribute[int],
) -> tuple[ScalarSelect[int], ScalarSelect[int], ScalarSelect[int], ScalarSelect[int], ScalarSelect[int]]:
    """Columns of any query, for `counted`: those here with a vote, all those here, members called, guests here, and
    members for whom somebody here stands in."""
    here = select(func.count()).where(Attendance.meeting_id == meeting_id, Attendance.left_at.is_(None))
    called = select(func.count()).where(Member.meeting_id == meeting_id)
    guests = select(func.count()).where(Guest.meeting_id == meeting_id, Guest.left_at.is_(None))
    voting = here.where(Attendance.voting)
    absent = counting(meeting_id).with_only_columns(func.count())
    return (
        voting.scalar_subquery(),
        here.scalar_subquery(),
        called.scalar_subquery(),
        guests.scalar_subquery(),
        absent.scalar_subquery(),
    )


def counted(
    meeting_id: int, kind: str, members: int, everyone: int, called: int, guests: int, represented: int = 0
) -> Presence:
    """The numbers of `presence_columns` as a presence; one query more where votes weigh."""
    if kind in OPEN_TO_ALL:
        return Presence(everyone, guests, everyone, everyone, everyone)
    there = members + represented
    weight, weights = _weights(meeting_id) if kind == MeetingKind.OWNERS_ASSEMBLY else (there, called)
    return Presence(there, everyone - members + guests, called, weight, weights, represented)


def _weights(meeting_id: int) -> tuple[int, int]:
    """What the members weigh who are here with a vote or for whom somebody here stands in, and all members called."""
    came = and_(Attendance.meeting_id == Member.meeting_id, Attendance.person_id == Member.person_id)
    here = and_(Attendance.id.is_not(None), Attendance.left_at.is_(None), Attendance.voting)
    here = or_(here, Member.id.in_(counting(meeting_id).with_only_columns(Proxy.member_id)))
    there = func.coalesce(func.sum(case((here, Member.weight), else_=0)), 0)
    query = select(there, func.coalesce(func.sum(Member.weight), 0)).outerjoin(Attendance, came)
    row = db.session.execute(query.where(Member.meeting_id == meeting_id)).one()
    return int(row[0]), int(row[1])


class Seat(NamedTuple):
    """One person at a meeting: called as a member, here now, with a vote; gone again."""

    called: bool
    here: bool
    voting: bool
    gone: bool = False


_CALLED = select(Member.id).where(Member.meeting_id == bindparam("meeting"), Member.person_id == Person.id).exists()
_SEAT = (
    select(_CALLED, Attendance.id, Attendance.voting, Attendance.left_at)
    .select_from(Person)
    .outerjoin(Attendance, and_(Attendance.meeting_id == bindparam("meeting"), Attendance.person_id == Person.id))
    .where(Person.id == bindparam("person"))
)


def seat_of(meeting_id: int, kind: str, person_id: int) -> Seat:
    """Where someone stands in a meeting, in one query. In a talk whoever comes has a voice in the straw polls."""
    row = db.session.execute(_SEAT, {"meeting": meeting_id, "person": person_id}).one_or_none()
    if row is None:
        return Seat(called=False, here=False, voting=False)
    is_called, attended, voting, left_at = row
    here = attended is not None and left_at is None
    expected = kind in OPEN_TO_ALL or bool(is_called)
    gone = attended is not None and not here
    return Seat(called=expected, here=here, voting=bool(voting) if here else expected, gone=gone)


def is_checked_in(meeting_id: int, person_id: int) -> bool:
    """Whether somebody is there now."""
    there = (Attendance.meeting_id == meeting_id, Attendance.person_id == person_id, Attendance.left_at.is_(None))
    return bool(db.session.scalar(select(exists().where(*there))))


def open_poll_id(meeting_id: int) -> int | None:
    """The poll that is open in this meeting, if one is."""
    return db.session.scalar(_polls_of(meeting_id, PollState.OPEN).with_only_columns(Poll.id))


def unshown_question(meeting_id: int) -> str | None:
    """What was voted on in this meeting and counted without its result being shown; None where all is shown."""
    query = _polls_of(meeting_id, PollState.CLOSED).with_only_columns(Poll.question)
    return db.session.scalar(query.order_by(Poll.id).limit(1))


def _polls_of(meeting_id: int, state: PollState) -> Select[Poll]:
    return (
        select(Poll)
        .outerjoin(Motion, and_(Poll.subject_kind == "motion", Poll.subject_id == Motion.id))
        .join(
            AgendaItem,
            or_(
                AgendaItem.id == Motion.item_id,
                and_(Poll.subject_kind == "agenda_item", AgendaItem.id == Poll.subject_id),
            ),
        )
        .where(AgendaItem.meeting_id == meeting_id, Poll.state == state)
    )


def item_of_poll(poll: Poll) -> AgendaItem | None:
    """The agenda item that a poll of a meeting is about, straight or through its motion."""
    if poll.subject_kind == "motion":
        motion = db.session.get(Motion, poll.subject_id)
        return motion.item if motion is not None else None
    return db.session.get(AgendaItem, poll.subject_id)


def meeting_of_poll(subject_kind: str, subject_id: int) -> int | None:
    """The meeting in which a poll about this motion or item is held; None for polls of other rooms."""
    if subject_kind == "motion":
        query = select(AgendaItem.meeting_id).join(Motion, Motion.item_id == AgendaItem.id)
        return db.session.scalar(query.where(Motion.id == subject_id))
    if subject_kind == "agenda_item":
        return db.session.scalar(select(AgendaItem.meeting_id).where(AgendaItem.id == subject_id))
    return None


class GivenTask(NamedTuple):
    """A task that came out of a meeting: what, who, by when. `named`: everyone may read who (a unit, an officer)."""

    id: int
    title: str
    lead: str
    due_on: date
    state: str
    named: bool

    @property
    def shown(self) -> str:
        """Who, as walls and phones show it."""
        return self.lead if self.named else masked(self.lead)


@dataclass(frozen=True, slots=True)
class Decided:
    """A resolution of a meeting, as its screens show it, with the tasks that came of it."""

    id: int
    number: str
    item_id: int
    motion_id: int | None
    force: str
    text: str
    tasks: list[GivenTask]


def decided_in(meeting_id: int) -> list[Decided]:
    """The resolutions of a meeting in the order of their adoption, with their tasks by due day, in one query."""
    columns = (
        Resolution.id,
        Resolution.number,
        Resolution.item_id,
        Resolution.motion_id,
        Resolution.force,
        Resolution.text,
    )
    about = and_(Task.origin_kind == "resolution", Task.origin_id == Resolution.id, Task.state != "cancelled")
    query = _with_lead(select(*columns, *_task_columns()).select_from(Resolution).outerjoin(Task, about))
    query = query.where(Resolution.meeting_id == meeting_id).order_by(Resolution.id, Task.due_on, Task.id)
    found: dict[int, Decided] = {}
    for row in db.session.execute(query):
        values: list[Any] = list(row)
        facts, task = values[: len(columns)], values[len(columns) :]
        decided = found.setdefault(facts[0], Decided(*[*facts, []]))
        if task[0] is not None:
            decided.tasks.append(GivenTask(*task))
    return list(found.values())


def issues_noted(meeting_id: int) -> list[tuple[str, str]]:
    """(number, title) of the issues that came up in a meeting and were noted there, in their order."""
    query = (
        select(Issue.number, Issue.title)
        .join(JournalEntry, and_(JournalEntry.subject_kind == "issue", JournalEntry.subject_id == Issue.id))
        .join(JournalRef, JournalRef.entry_id == JournalEntry.id)
        .where(JournalRef.kind == "meeting", JournalRef.thing_id == meeting_id)
        .where(JournalEntry.action == "issues.issue.raised", Issue.restricted.is_(False))
    )
    return [(number, title) for number, title in db.session.execute(query.order_by(Issue.id))]


def handed_over(meeting_id: int) -> list[GivenTask]:
    """The tasks that a talk gave out itself, by due day."""
    about = (Task.origin_kind == "meeting", Task.origin_id == meeting_id, Task.state != "cancelled")
    query = _with_lead(select(*_task_columns()).select_from(Task)).where(*about).order_by(Task.due_on, Task.id)
    return [GivenTask(*row) for row in db.session.execute(query)]


def _task_columns() -> tuple[Any, ...]:
    """The columns of `GivenTask`."""
    named = or_(Task.lead_unit_id.is_not(None), is_named())
    return Task.id, Task.title, func.coalesce(Person.name, PartnerUnit.name), Task.due_on, Task.state, named


def _with_lead(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    query = query.outerjoin(Person, Person.id == Task.lead_person_id)
    return query.outerjoin(PartnerUnit, PartnerUnit.id == Task.lead_unit_id)


def code_holder(code: str) -> int | None:
    """The meeting that people join with this code."""
    return db.session.scalar(select(Meeting.id).where(Meeting.code == code))


def state_of(meeting_id: int) -> tuple[int, str, str, int] | None:
    """Version, state, scope path and chair of a meeting, in one cheap query, to answer "has anything changed?"."""
    query = select(Meeting.version, Meeting.state, Place.path, Meeting.chair_id).join(
        Place, Place.id == Meeting.place_id
    )
    row = db.session.execute(query.where(Meeting.id == meeting_id)).one_or_none()
    return (row[0], row[1], row[2], row[3]) if row else None


def at_the_door(meeting: Meeting, text: str) -> Select[Person, bool, bool, datetime, datetime | None]:
    """Whom the desk at the door may check in, members first: person, called, with a vote, arrived at, left at.

    Without `text` the members called (at a talk: those who came); else people of the place whose name, its first
    letters in pinyin, door (with its building, as people say it) or key it is, members from elsewhere too.
    """
    called = Member.id.is_not(None)
    query = (
        select(Person, called, Attendance.voting, Attendance.arrived_at, Attendance.left_at)
        .outerjoin(Place, Place.id == Person.place_id)
        .outerjoin(Member, and_(Member.meeting_id == meeting.id, Member.person_id == Person.id))
        .outerjoin(Attendance, and_(Attendance.meeting_id == meeting.id, Attendance.person_id == Person.id))
        .options(joinedload(Person.household), joinedload(Person.place))
        .order_by(called.desc(), Member.id, Person.name, Person.id)
    )
    if not text:
        return query.where(or_(called, Attendance.id.is_not(None)))
    query = query.where(or_(Place.path.startswith(meeting.place.path), called, Attendance.id.is_not(None)))
    for word in words_of(text):
        query = query.where(
            or_(
                Person.name.contains(word, autoescape=True),
                and_(literal(word.isascii() and word.isalpha()), Person.initials.startswith(word.lower())),
                lives_at(word),
                Place.name == word,
                Person.key == word,
            )
        )
    return query


def cancelled_because(meeting_id: int, state: str) -> str:
    """The reason given when a meeting was called off; empty for others."""
    if state != MeetingState.CANCELLED:
        return ""
    entries = history("meeting", meeting_id, actions=["meetings.meeting.cancelled"])
    return str(entries[-1].data.get("reason", "")) if entries else ""
