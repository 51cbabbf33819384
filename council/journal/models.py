"""Tables of the journal. Rows of `journal_entry` and `journal_ref` never change: triggers refuse it."""

from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from council.base.db import Base, Code, Key, Moment


class JournalChain(Base):
    """The head of one place's chain. Locked while an entry is appended, so that numbers have no gap."""

    __tablename__ = "journal_chain"

    place_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64))


class JournalEntry(Base):
    """One act: who, when, where, what."""

    __tablename__ = "journal_entry"
    __table_args__ = (UniqueConstraint("place_id", "seq"),)

    id: Mapped[Key]
    place_id: Mapped[int]
    seq: Mapped[int]
    at: Mapped[Moment]
    actor_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    refs: Mapped[list["JournalRef"]] = relationship(back_populates="entry", order_by="JournalRef.id")


class JournalRef(Base):
    """A thing that an act touched, so that its page can list its history."""

    __tablename__ = "journal_ref"
    __table_args__ = (Index("ix_journal_ref_thing", "kind", "thing_id", "entry_id"),)

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"))
    kind: Mapped[Code]
    thing_id: Mapped[int]

    entry: Mapped[JournalEntry] = relationship(back_populates="refs")


class Delivery(Base):
    """That a consumer has dealt with an entry, or tried to: a crash repeats nothing and loses nothing."""

    __tablename__ = "journal_delivery"
    __table_args__ = (UniqueConstraint("consumer", "entry_id"),)

    id: Mapped[Key]
    consumer: Mapped[Code]
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entry.id"))
    #: the last try
    at: Mapped[Moment]
    tries: Mapped[int]
    done: Mapped[bool]


APPEND_ONLY = ("journal_entry", "journal_ref")


def refuse_changes_sql(table: str, dialect: str) -> list[str]:
    """The statements that make `table` append-only on `dialect` (`sqlite` or `postgresql`)."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for act in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql",
        f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    ]


for _table in (Base.metadata.tables[name] for name in APPEND_ONLY):
    for _dialect in ("sqlite", "postgresql"):
        for _sql in refuse_changes_sql(_table.name, _dialect):
            event.listen(_table, "after_create", DDL(_sql.replace("%", "%%")).execute_if(dialect=_dialect))
