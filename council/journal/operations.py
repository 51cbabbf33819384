"""Appending to the journal, inside the operation that did the act."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from council.base import clock
from council.base.db import db
from council.journal.models import JournalChain, JournalEntry, JournalRef
from council.journal.rules import GENESIS, entry_hash


class Ref(NamedTuple):
    """What an act touched: a kind (`issue`, `meeting`, …) and its id."""

    kind: str
    id: int


def record(
    *,
    action: str,
    place_id: int,
    actor_id: int | None,
    subject: Ref,
    touched: Iterable[Ref] = (),
    data: Mapping[str, Any] | None = None,
) -> int:
    """Append one entry to the chain of `place_id`, in the caller's transaction. Returns its id.

    Args:
        action: `room.subject.past_tense`, e.g. `polls.poll.closed`.
        place_id: the place whose chain it joins: the estate of what was done, or a larger place.
        actor_id: the person; None for the system itself.
        subject: what it was done to.
        touched: other things whose history should show it.
        data: codes and values, before and after; never a sentence, never the choice of a secret ballot.
    """
    refs = list(dict.fromkeys([subject, *touched]))
    content = {
        "place": place_id,
        "actor": actor_id,
        "action": action,
        "refs": [[ref.kind, ref.id] for ref in refs],
        "data": dict(data or {}),
    }
    db.session.flush()  # what the act itself wrote; the database refuses it before the chain is locked
    columns = {
        "place_id": place_id,
        "actor_id": actor_id,
        "action": action,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "data": content["data"],
    }
    entry_id = _append(columns, content)
    rows = [{"entry_id": entry_id, "kind": ref.kind, "thing_id": ref.id} for ref in refs]
    db.session.connection().execute(_INSERT_REF, rows)
    return entry_id


# Each act writes an entry and few read it, so it goes past the session: four plain statements, no rows to keep.
_TAKE: dict[str, Any] = {
    "sqlite": sqlite.insert(JournalChain),
    "postgresql": postgresql.insert(JournalChain),
}
for _dialect, _first in _TAKE.items():
    _TAKE[_dialect] = (
        _first.values(length=1, head=GENESIS)
        .on_conflict_do_update(index_elements=["place_id"], set_={"length": JournalChain.length + 1})
        .returning(JournalChain.length, JournalChain.head)
    )
_INSERT_ENTRY = insert(JournalEntry).returning(JournalEntry.id)
_INSERT_REF = insert(JournalRef)
_SET_HEAD = update(JournalChain).where(JournalChain.place_id == bindparam("place")).values(head=bindparam("head"))


def _append(columns: Mapping[str, object], content: Mapping[str, object]) -> int:
    """Write an entry with its moment, and its number and hash at the end of its place's chain. Returns its id."""
    connection = db.session.connection()
    place_id = content["place"]
    # takes the next number, and with it the chain's lock until the transaction ends; the head is still the old one
    seq, before = connection.execute(_TAKE[connection.dialect.name], {"place_id": place_id}).one()
    at = clock.now().replace(microsecond=0)
    head = entry_hash(before=before, seq=seq, at=at, content=content)
    entry = {**columns, "at": at, "seq": seq, "before": before, "hash": head}
    entry_id = connection.execute(_INSERT_ENTRY, entry).scalar_one()
    connection.execute(_SET_HEAD, {"place": place_id, "head": head})
    return int(entry_id)
