"""That the vote just held was voided, and why: what the hall is told until the meeting takes its next step."""

from sqlalchemy import select

from council.base.db import db
from council.journal.models import JournalEntry
from council.meetings.room import ItemRow

CANCELLED = "meetings.vote.cancelled"


def void_reason(item: ItemRow) -> str:
    """Why the newest vote on an item is void; empty where none is, or something was voted on or decided since."""
    if item.void_id is None or any(poll.id > item.void_id for poll in item.polls):
        return ""
    query = select(JournalEntry.at, JournalEntry.data).where(
        JournalEntry.action == CANCELLED,
        JournalEntry.subject_kind == "poll",
        JournalEntry.subject_id == item.void_id,
    )
    found = db.session.execute(query.limit(1)).one_or_none()
    if found is None or any(each.settled_at is not None and each.settled_at > found.at for each in item.questions):
        return ""
    return str(found.data.get("reason", ""))
