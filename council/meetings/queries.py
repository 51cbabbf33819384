"""Small reads that operations and pages share. The room as the screens show it is in `room.py`."""

from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select

from council.base.db import db
from council.meetings.models import AgendaItem, Attendance, Meeting, MeetingKind, Member, Motion
from council.polls.models import Poll, PollState
from council.residents.models import Person


class Presence(NamedTuple):
    """Who is there: members with a vote, others in attendance, and how many members were called."""

    members: int
    observers: int
    entitled: int


def presence(meeting: Meeting) -> Presence:
    """Count who is there, in one query. In a talk everyone who came is entitled."""
    return presence_of(meeting.id, meeting.kind)


def presence_of(meeting_id: int, kind: str) -> Presence:
    """`presence` from a meeting's id and kind."""
    voting = func.coalesce(func.sum(case((Attendance.voting, 1), else_=0)), 0)
    called = select(func.count()).select_from(Member).where(Member.meeting_id == meeting_id).scalar_subquery()
    query = select(voting, func.count(), called).where(
        Attendance.meeting_id == meeting_id, Attendance.left_at.is_(None)
    )
    members, everyone, entitled = db.session.execute(query).one()
    if kind == MeetingKind.EVENING_TALK:
        return Presence(members=everyone, observers=0, entitled=everyone)
    return Presence(members=members, observers=everyone - members, entitled=entitled)


class Seat(NamedTuple):
    """One person at a meeting: called as a member, here now, with a vote."""

    called: bool
    here: bool
    voting: bool


def seat_of(meeting_id: int, kind: str, person_id: int) -> Seat:
    """Where someone stands in a meeting, in one query. In a talk whoever comes has a voice in the straw polls."""
    called = select(Member.id).where(Member.meeting_id == meeting_id, Member.person_id == person_id).exists()
    query = select(called, Attendance.id, Attendance.voting, Attendance.left_at).select_from(Person)
    query = query.outerjoin(
        Attendance, and_(Attendance.meeting_id == meeting_id, Attendance.person_id == Person.id)
    ).where(Person.id == person_id)
    row = db.session.execute(query).one_or_none()
    if row is None:
        return Seat(called=False, here=False, voting=False)
    is_called, attended, voting, left_at = row
    here = attended is not None and left_at is None
    expected = kind == MeetingKind.EVENING_TALK or bool(is_called)
    return Seat(called=expected, here=here, voting=bool(voting) if here else expected)


def open_poll_id(meeting_id: int) -> int | None:
    """The poll that is open in this meeting, if one is."""
    query = (
        select(Poll.id)
        .outerjoin(Motion, and_(Poll.subject_kind == "motion", Poll.subject_id == Motion.id))
        .join(
            AgendaItem,
            or_(
                AgendaItem.id == Motion.item_id,
                and_(Poll.subject_kind == "agenda_item", AgendaItem.id == Poll.subject_id),
            ),
        )
        .where(AgendaItem.meeting_id == meeting_id, Poll.state == PollState.OPEN)
    )
    return db.session.scalar(query)


def meeting_of_poll(subject_kind: str, subject_id: int) -> int | None:
    """The meeting in which a poll about this motion or item is held; None for polls of other rooms."""
    if subject_kind == "motion":
        query = select(AgendaItem.meeting_id).join(Motion, Motion.item_id == AgendaItem.id)
        return db.session.scalar(query.where(Motion.id == subject_id))
    if subject_kind == "agenda_item":
        return db.session.scalar(select(AgendaItem.meeting_id).where(AgendaItem.id == subject_id))
    return None
