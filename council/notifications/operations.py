"""Writing news: one row for each person an act concerns, and the day it was read."""

from sqlalchemy import insert, select, update

from council.base import clock
from council.base.db import db, operation
from council.journal.models import JournalEntry
from council.notifications.models import News
from council.notifications.queries import concerned


@operation
def deliver_news(*, entry: JournalEntry) -> int:
    """Put an act into the inboxes of those it concerns, once each. Returns how many were told."""
    told = set(db.session.scalars(select(News.person_id).where(News.entry_id == entry.id)))
    new = concerned(entry) - told
    if new:
        rows = [{"person_id": person_id, "entry_id": entry.id} for person_id in sorted(new)]
        db.session.execute(insert(News), rows)
    return len(new)


@operation
def mark_read(*, person_id: int, up_to: int) -> None:
    """Everything up to the news `up_to` (its id) has been read; what came later stays unread."""
    statement = update(News).where(News.person_id == person_id, News.id <= up_to, News.read_at.is_(None))
    db.session.execute(statement.values(read_at=clock.now()))
