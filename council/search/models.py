"""The table of what can be found.

The tokens lie in `search_text`, which each database keeps in its own way: a full-text table of SQLite (FTS5), a table
with a `tsvector` index in PostgreSQL. The migration makes it.
"""

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from council.base.db import Base, Code, Key, Moment

#: Where the tokens lie; not a model, since the two databases do not keep the same thing.
TEXT_TABLE = "search_text"


class SearchEntry(Base):
    """A thing that can be found. Its id is the row of its tokens."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "thing_id"), Index("ix_search_entry_estate_at", "estate_id", "at"))

    id: Mapped[Key]
    kind: Mapped[Code]
    thing_id: Mapped[int]
    #: the estate whose people may find it; no foreign key, since a place is never removed
    estate_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200))
    #: found by its own room's lists only, never on the page of all
    hidden: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Moment]
