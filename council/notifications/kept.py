"""What this room keeps about people: the news in their inbox, for a year."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import joinedload, selectinload

from council.base.db import db
from council.journal.models import JournalEntry
from council.journal.sentences import sentence
from council.notifications.models import News
from council.privacy.hooks import Row, Sweep, expires, keeps, on_forgotten
from council.privacy.kept import removing
from council.residents.models import Person


def _news(person: Person) -> Sequence[Row]:
    entry = joinedload(News.entry).options(selectinload(JournalEntry.refs))
    query = select(News).where(News.person_id == person.id).options(entry).order_by(News.id)
    return [
        {"sentence": sentence(row.entry), "at": row.entry.at, "read_at": row.read_at}
        for row in db.session.scalars(query)
    ]


def _empty_the_inbox(person: Person) -> None:
    db.session.execute(delete(News).where(News.person_id == person.id))


def _old(before: datetime) -> Select[Any]:
    query = select(News.id).join(JournalEntry, JournalEntry.id == News.entry_id)
    return query.where(JournalEntry.at < before).order_by(News.id)


on_forgotten.append(_empty_the_inbox)
keeps(
    "news",
    _news,
    title=_l("News in your inbox"),
    why=_l("So that you hear what became of what you raised and decided."),
    columns={"sentence": _l("What happened"), "at": _l("When"), "read_at": _l("Read")},
)
expires(
    "news",
    365,
    Sweep(_old, removing(News)),
    title=_l("News in people's inboxes"),
    reason=_l("What happened stays with the issue; the inbox is only a pointer to it."),
    minimum=30,
)
