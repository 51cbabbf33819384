"""Writing the index, in the transaction of whoever changed the thing."""

from datetime import datetime

from sqlalchemy import select, text

from council.base.db import db
from council.search.models import TEXT_TABLE, SearchEntry
from council.search.rules import tokens

#: Characters of a thing's text that are indexed.
MOST_TEXT = 40_000


def index(
    *, kind: str, thing_id: int, estate_id: int | None, title: str, said: str, at: datetime, hidden: bool = False
) -> None:
    """Make a thing findable by its title and by what it says; again with new words replaces the old ones."""
    entry = _entry(kind, thing_id)
    if entry is None:
        entry = SearchEntry(kind=kind, thing_id=thing_id)
        db.session.add(entry)
    else:
        _take_out(entry.id)
    entry.estate_id, entry.title, entry.hidden, entry.at = estate_id, title[:200], hidden, at
    db.session.flush()
    put = text(f"INSERT INTO {TEXT_TABLE} (rowid, tokens) VALUES (:id, :tokens)")
    db.session.execute(put, {"id": entry.id, "tokens": text_of(title, said)})


def text_of(title: str, said: str) -> str:
    """What is stored of a thing: its tokens, parted by blanks."""
    return " ".join(tokens(f"{title}\n{said}"[:MOST_TEXT]))


def forget(*, kind: str, thing_id: int) -> None:
    """Make a thing unfindable; nothing happens where it was."""
    entry = _entry(kind, thing_id)
    if entry is not None:
        _take_out(entry.id)
        db.session.delete(entry)


def _entry(kind: str, thing_id: int) -> SearchEntry | None:
    return db.session.scalar(select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.thing_id == thing_id))


def _take_out(entry_id: int) -> None:
    db.session.execute(text(f"DELETE FROM {TEXT_TABLE} WHERE rowid = :id"), {"id": entry_id})
