"""Who took part in a meeting: it stays theirs to read when their building moves to another grid, or they move away."""

from sqlalchemy import Select, select, union_all

from council.base.db import db
from council.meetings.models import Attendance, Member


def took_part(meeting_id: int, person_id: int) -> bool:
    """Whether somebody was called to a meeting or came to it."""
    mine = part_taken(person_id).subquery()
    return db.session.scalar(select(mine.c.meeting_id).where(mine.c.meeting_id == meeting_id).limit(1)) is not None


def part_taken(person_id: int) -> Select[int]:
    """The ids of the meetings that somebody was called to or came to, as a query."""
    called = select(Member.meeting_id).where(Member.person_id == person_id)
    came = select(Attendance.meeting_id).where(Attendance.person_id == person_id)
    both = union_all(called, came).subquery()
    return select(both.c.meeting_id)
