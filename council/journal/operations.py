"""Appending to the journal, inside the operation that did the act."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import text

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
) -> JournalEntry:
    """Append one entry to the chain of `place_id`, in the caller's transaction.

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
    entry = JournalEntry(
        place_id=place_id,
        actor_id=actor_id,
        action=action,
        subject_kind=subject.kind,
        subject_id=subject.id,
        data=content["data"],
        refs=[JournalRef(kind=ref.kind, thing_id=ref.id) for ref in refs],
    )
    _append(entry, content)
    return entry


def _append(entry: JournalEntry, content: Mapping[str, object]) -> None:
    """Give an entry its moment, and its number and hash at the end of its place's chain."""
    chain = _locked_chain(entry.place_id)
    entry.at = clock.now().replace(microsecond=0)
    entry.seq, entry.before = chain.length + 1, chain.head
    entry.hash = entry_hash(before=entry.before, seq=entry.seq, at=entry.at, content=content)
    chain.length, chain.head = entry.seq, entry.hash
    db.session.add(entry)
    db.session.flush()


def _locked_chain(place_id: int) -> JournalChain:
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(
            text("INSERT INTO journal_chain (place_id, length, head) VALUES (:p, 0, :g) ON CONFLICT DO NOTHING"),
            {"p": place_id, "g": GENESIS},
        )
    chain = db.session.get(JournalChain, place_id, with_for_update=True, populate_existing=True)
    if chain is None:
        chain = JournalChain(place_id=place_id, length=0, head=GENESIS)
        db.session.add(chain)
    return chain
