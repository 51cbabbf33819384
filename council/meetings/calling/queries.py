"""What was answered to a call, and whose calendar an address opens."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import selectinload

from council.base import clock
from council.base.db import db
from council.meetings.calling.models import CalendarKey, Coming, Reply
from council.meetings.kinds import OPEN_TO_ALL
from council.meetings.listing import visible
from council.meetings.models import Meeting, Member
from council.permits.actor import Actor
from council.residents.models import Person

#: Past meetings stay in a calendar for so long; nothing older is sent again and again.
BEHIND = timedelta(days=60)
#: More than a street holds in a year.
MOST = 400


class Answer(NamedTuple):
    """What one person said: their name, the word, the reason, whether they were called as a member."""

    name: str
    coming: str
    reason: str
    called: bool


class Answers(NamedTuple):
    """The answers to a call. `called` and `silent` count members; a talk calls nobody by name."""

    given: Sequence[Answer]
    called: int
    silent: Sequence[str]

    @property
    def coming(self) -> int:
        """Those who come: at a council its members alone."""
        return sum(each.coming == Coming.YES and (each.called or not self.called) for each in self.given)

    @property
    def apologies(self) -> Sequence[Answer]:
        """Those who cannot, members first."""
        return sorted((each for each in self.given if each.coming == Coming.NO), key=lambda each: not each.called)


def my_reply(meeting_id: int, person_id: int) -> Reply | None:
    """What somebody said to a call."""
    return db.session.scalar(select(Reply).where(Reply.meeting_id == meeting_id, Reply.person_id == person_id))


def answers_to(meeting: Meeting) -> Answers:
    """All that was said to the call of `meeting`, in two queries."""
    is_member = and_(Member.meeting_id == Reply.meeting_id, Member.person_id == Reply.person_id)
    said = (
        select(Person.name, Reply.coming, Reply.reason, Member.id.is_not(None))
        .join(Person, Person.id == Reply.person_id)
        .outerjoin(Member, is_member)
        .where(Reply.meeting_id == meeting.id)
        .order_by(Reply.replied_at, Reply.id)
    )
    given = [Answer(*row) for row in db.session.execute(said)]
    if meeting.kind in OPEN_TO_ALL:
        return Answers(given, 0, [])
    members = (
        select(Person.name, Reply.id)
        .select_from(Member)
        .join(Person, Person.id == Member.person_id)
        .outerjoin(Reply, is_member)
        .where(Member.meeting_id == meeting.id)
        .order_by(Member.id)
    )
    rows = db.session.execute(members).all()
    return Answers(given, len(rows), [name for name, answered in rows if answered is None])


def key_of(person_id: int) -> CalendarKey | None:
    """Somebody's calendar key."""
    return db.session.get(CalendarKey, person_id)


def holder_of(token: str) -> int | None:
    """Whose calendar a token opens."""
    return db.session.scalar(select(CalendarKey.person_id).where(CalendarKey.token == token))


def meetings_for_calendar(actor: Actor) -> Sequence[Meeting]:
    """The called meetings that `actor` may see, those of the last weeks and all to come, in their order."""
    query = (
        select(Meeting)
        .join(Meeting.place)
        .options(selectinload(Meeting.items))
        .where(visible(actor), Meeting.convened_at.is_not(None), Meeting.starts_at >= clock.now() - BEHIND)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return db.session.scalars(query.limit(MOST)).unique().all()
