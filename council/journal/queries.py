"""Reading the journal."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from council.base.db import db
from council.journal.models import JournalChain, JournalEntry, JournalRef
from council.journal.rules import GENESIS, entry_hash


def history(kind: str, thing_id: int, *, actions: Collection[str] | None = None) -> Sequence[JournalEntry]:
    """All entries that touched a thing, oldest first; of `actions` only, if given."""
    query = (
        select(JournalEntry)
        .join(JournalRef, JournalRef.entry_id == JournalEntry.id)
        .where(JournalRef.kind == kind, JournalRef.thing_id == thing_id)
        .order_by(JournalEntry.id)
    )
    if actions is not None:
        query = query.where(JournalEntry.action.in_(actions))
    return db.session.scalars(query).unique().all()


@dataclass(frozen=True)
class Broken:
    """The first entry of a chain that does not fit."""

    place_id: int
    seq: int
    problem: str


def verify() -> Iterator[Broken]:
    """Walk every chain from its first entry; yield the first break of each broken one."""
    for chain in db.session.scalars(select(JournalChain).order_by(JournalChain.place_id)):
        if broken := _first_break(chain):
            yield broken


def _first_break(chain: JournalChain) -> Broken | None:
    before, seq = GENESIS, 0
    entries = db.session.scalars(
        select(JournalEntry)
        .where(JournalEntry.place_id == chain.place_id)
        .options(selectinload(JournalEntry.refs))
        .order_by(JournalEntry.seq)
        .execution_options(yield_per=500)
    )
    for entry in entries:
        seq += 1
        if entry.seq != seq:
            return Broken(chain.place_id, seq, "an entry is missing")
        if entry.before != before or entry.hash != _hash_of(entry):
            return Broken(chain.place_id, seq, "the entry was changed")
        before = entry.hash
    if (chain.length, chain.head) != (seq, before):
        return Broken(chain.place_id, seq + 1, "the end of the chain is missing")
    return None


def _hash_of(entry: JournalEntry) -> str:
    content = {
        "place": entry.place_id,
        "actor": entry.actor_id,
        "action": entry.action,
        "refs": [[ref.kind, ref.thing_id] for ref in entry.refs],
        "data": entry.data,
    }
    return entry_hash(before=entry.before, seq=entry.seq, at=entry.at, content=content)


def entries_of(
    chains: Collection[int], *, room: str = "", since: datetime | None = None, until: datetime | None = None
) -> Select[JournalEntry]:
    """The query of the entries of some places' chains, newest first; of one room, from `since` to before `until`."""
    query = select(JournalEntry).where(JournalEntry.place_id.in_(chains))
    if room:
        query = query.where(JournalEntry.action.startswith(f"{room}."))
    if since is not None:
        query = query.where(JournalEntry.at >= since)
    if until is not None:
        query = query.where(JournalEntry.at < until)
    return query.order_by(JournalEntry.id.desc())
