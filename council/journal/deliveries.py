"""Telling the world after the commit: each consumer deals with each entry once.

A worker claims an entry by inserting a delivery row in the transaction in which it also does its work; a crash rolls
both back, and the next worker takes the entry again.
"""

import logging
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from council.base import clock
from council.base.db import db, transaction
from council.journal.models import Delivery, JournalEntry

log = logging.getLogger(__name__)

Consumer = Callable[[JournalEntry], None]

#: consumer name → (actions it wants, what it does); filled by the rooms when the app starts.
consumers: dict[str, tuple[frozenset[str], Consumer]] = {}


def consume(name: str, *, actions: frozenset[str]) -> Callable[[Consumer], Consumer]:
    """Register a consumer of the entries with these actions."""

    def register(handle: Consumer) -> Consumer:
        consumers[name] = (actions, handle)
        return handle

    return register


def deliver_pending(*, limit: int = 200) -> int:
    """Let each consumer deal with what it has not seen yet, oldest first. Returns how many were delivered."""
    return sum(_deliver_to(name, limit) for name in list(consumers))


def _deliver_to(name: str, limit: int) -> int:
    actions, handle = consumers[name]
    done = 0
    for entry_id in _pending(name, actions, limit):
        try:
            with transaction():
                db.session.add(Delivery(consumer=name, entry_id=entry_id, at=clock.now()))
                db.session.flush()
                entry = db.session.get(JournalEntry, entry_id)
                assert entry is not None
                handle(entry)
            done += 1
        except IntegrityError:
            continue  # another worker was faster
        except Exception:
            log.exception("delivery of entry %s to %s failed; it will be tried again", entry_id, name)
            break
    return done


def _pending(name: str, actions: frozenset[str], limit: int) -> list[int]:
    delivered = select(Delivery.entry_id).where(Delivery.consumer == name)
    query = (
        select(JournalEntry.id)
        .where(JournalEntry.action.in_(actions), JournalEntry.id.not_in(delivered))
        .order_by(JournalEntry.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))
