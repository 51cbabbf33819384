"""The break that a meeting decided on: whether it is on, and what ends it.

It lasts until the meeting goes on, not until its minutes are over: nobody in the hall goes on before the chair does,
and no screen would know of the moment.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from council.base.db import db, operation
from council.journal.models import JournalEntry
from council.journal.operations import Ref
from council.meetings.models import AgendaItem, Meeting, MeetingState, WallView
from council.meetings.motions.models import Question
from council.meetings.motions.reading import QuestionRow
from council.meetings.motions.rules import Kind, Standing
from council.meetings.operations.common import locked_meeting, note

ENDED = "meetings.recess.ended"


def recess_of(questions: Sequence[QuestionRow], opened: Sequence[datetime | None]) -> datetime | None:
    """Until when a meeting takes its break; None outside one. `opened`: when its votes were opened."""
    breaks = [row for row in questions if (row.kind, row.state) == (Kind.RECESS, Standing.CARRIED)]
    last = max(breaks, key=lambda row: row.id, default=None)
    if last is None or last.settled_at is None or not last.minutes:
        return None
    moved_since = any(row.id > last.id for row in questions)
    voted_since = any(at is not None and at > last.settled_at for at in opened)
    if moved_since or voted_since or _is_over(last.id):
        return None
    return last.settled_at + timedelta(minutes=last.minutes)


@operation
def end_recess(*, meeting: Meeting, actor_id: int) -> Meeting:
    """Go on now: the break is over, and a wall that is blank follows the meeting. Outside a break it is no act."""
    meeting = locked_meeting(meeting)
    if meeting.state == MeetingState.IN_SESSION and go_on(meeting, actor_id) and meeting.wall_view == WallView.BLANK:
        meeting.wall_view = WallView.AUTO
    return meeting


def go_on(meeting: Meeting, actor_id: int) -> bool:
    """The meeting, which is locked, takes up something: a break that is on is over. Whether one was."""
    query = (
        select(Question)
        .join(AgendaItem, AgendaItem.id == Question.item_id)
        .where(AgendaItem.meeting_id == meeting.id)
        .where(Question.kind == Kind.RECESS, Question.state == Standing.CARRIED)
        .order_by(Question.id.desc())
        .limit(1)
    )
    last = db.session.scalar(query)
    if last is None or _is_over(last.id):
        return False
    subject, item = Ref("question", last.id), Ref("agenda_item", last.item_id)
    note(meeting, ENDED, actor_id, subject=subject, touched=[item])
    return True


def _is_over(question_id: int) -> bool:
    query = select(JournalEntry.id).where(
        JournalEntry.action == ENDED, JournalEntry.subject_kind == "question", JournalEntry.subject_id == question_id
    )
    return db.session.scalar(query.limit(1)) is not None
