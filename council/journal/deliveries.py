"""Telling the world after the commit: each consumer deals with each entry once.

A worker claims an entry by inserting a delivery row in the transaction in which it also does its work; a crash rolls
both back, and the next worker takes the entry again. A consumer that fails on an entry is given it again a few times;
the entries after it do not wait.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from council.base import clock
from council.base.db import db, transaction
from council.journal.models import Delivery, JournalEntry

log = logging.getLogger(__name__)

#: How often an entry is given to a consumer that fails on it, and how long after the last try.
MOST_TRIES: Final = 5
TRY_AGAIN_AFTER: Final = timedelta(minutes=1)

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
                done += _deliver(name, entry_id, handle)
        except (
            Exception
        ):  # no fault of the entry, or it would have been caught below: the database itself is in trouble
            log.exception("deliveries to %s stopped at entry %s; they go on with the next round", name, entry_id)
            break
    return done


def _deliver(name: str, entry_id: int, handle: Consumer) -> bool:
    """Deal with one entry in the present transaction; what a handler that fails has done is taken back."""
    delivery = _claimed(name, entry_id)
    if delivery is None:
        return False
    try:
        with db.session.begin_nested():
            handle(db.session.get_one(JournalEntry, entry_id))
    except Exception:
        delivery.done = False
        end = "it will be tried again" if delivery.tries < MOST_TRIES else "given up"
        log.exception("try %s to deliver entry %s to %s failed; %s", delivery.tries, entry_id, name, end)
    return delivery.done


def _claimed(name: str, entry_id: int) -> Delivery | None:
    """The delivery, locked, as if it were done; None where another worker was faster."""
    now = clock.now()
    known = select(Delivery).where(Delivery.consumer == name, Delivery.entry_id == entry_id)
    delivery = db.session.scalar(known.with_for_update())
    if delivery is None:
        delivery = Delivery(consumer=name, entry_id=entry_id, at=now, tries=1, done=True)
        try:
            with db.session.begin_nested():
                db.session.add(delivery)
        except IntegrityError:
            return None
        return delivery
    if delivery.done or delivery.tries >= MOST_TRIES:
        return None
    delivery.tries, delivery.at, delivery.done = delivery.tries + 1, now, True
    return delivery


def _pending(name: str, actions: frozenset[str], limit: int) -> list[int]:
    """The entries to deliver now: without those done, those given up, and those that failed a moment ago."""
    settled = or_(Delivery.done, Delivery.tries >= MOST_TRIES, Delivery.at > clock.now() - TRY_AGAIN_AFTER)
    left_alone = select(Delivery.entry_id).where(Delivery.consumer == name, settled)
    query = (
        select(JournalEntry.id)
        .where(JournalEntry.action.in_(actions), JournalEntry.id.not_in(left_alone))
        .order_by(JournalEntry.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))
