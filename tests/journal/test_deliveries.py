"""Deliveries: each consumer deals with each entry once; one that fails is tried a few times and holds up nobody."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from council.base import clock
from council.base.db import db, transaction
from council.journal import deliveries
from council.journal.deliveries import MOST_TRIES, TRY_AGAIN_AFTER, deliver_pending
from council.journal.models import Delivery, JournalChain, JournalEntry
from council.journal.operations import Ref, record
from tests.support.world import World

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ACTION = "test.thing.done"
Consumed = Callable[[Callable[[JournalEntry], None]], list[int]]


@pytest.fixture
def consumed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Consumed]:
    """A function that makes its argument the only consumer, and gives the list of entries it has dealt with."""

    def register(handle: Callable[[JournalEntry], None]) -> list[int]:
        seen: list[int] = []

        def consume(entry: JournalEntry) -> None:
            handle(entry)
            seen.append(entry.id)

        monkeypatch.setattr(deliveries, "consumers", {"test": (frozenset({ACTION}), consume)})
        return seen

    with clock.stopped(NOW):
        yield register


def write(world: World, count: int) -> list[int]:
    with transaction():
        return [
            record(action=ACTION, place_id=world.estate.id, actor_id=None, subject=Ref("thing", number))
            for number in range(count)
        ]


def later(times: int = 1) -> Iterator[int]:
    """Deliver again, each time a little later; how much was delivered."""
    for number in range(1, times + 1):
        with clock.stopped(NOW + number * (TRY_AGAIN_AFTER + timedelta(seconds=1))):
            yield deliver_pending()


def test_each_entry_is_delivered_once(world: World, consumed: Consumed) -> None:
    seen = consumed(lambda entry: None)
    ids = write(world, 3)
    assert [deliver_pending(), deliver_pending(), *later()] == [3, 0, 0]
    assert seen == ids


def test_an_entry_that_cannot_be_dealt_with_does_not_hold_up_the_next(
    world: World, consumed: Consumed, caplog: pytest.LogCaptureFixture
) -> None:
    ids = write(world, 3)

    def fail(entry: JournalEntry) -> None:
        if entry.id == ids[0]:
            raise ZeroDivisionError("a broken consumer")

    seen = consumed(fail)
    assert deliver_pending() == 2
    assert seen == ids[1:]
    assert "a broken consumer" in caplog.text


def test_a_consumer_that_breaks_a_rule_of_the_database_is_no_faster_worker(
    world: World, consumed: Consumed, caplog: pytest.LogCaptureFixture
) -> None:
    ids = write(world, 2)

    def twice(entry: JournalEntry) -> None:
        if entry.id == ids[0]:
            db.session.execute(db.insert(JournalChain).values(place_id=world.estate.id, length=0, head="0"))

    seen = consumed(twice)
    assert deliver_pending() == 1
    assert seen == [ids[1]]
    assert IntegrityError.__name__ in caplog.text


def test_what_failed_is_tried_again_after_a_while_and_then_done_once(world: World, consumed: Consumed) -> None:
    broken = [True]

    def fail(entry: JournalEntry) -> None:
        db.session.get_one(JournalChain, world.estate.id).head = "half done"
        if broken[0]:
            db.session.flush()
            raise ZeroDivisionError

    seen = consumed(fail)
    (key,) = write(world, 1)
    before = db.session.get_one(JournalChain, world.estate.id).head
    assert [deliver_pending(), deliver_pending()] == [0, 0]
    assert db.session.get_one(JournalChain, world.estate.id, populate_existing=True).head == before
    broken[0] = False
    assert deliver_pending() == 0, "it waits a while"
    assert list(later(2)) == [1, 0]
    assert seen == [key]


def test_after_a_few_tries_it_is_given_up(world: World, consumed: Consumed, caplog: pytest.LogCaptureFixture) -> None:
    tries: list[int] = []

    def fail(entry: JournalEntry) -> None:
        tries.append(entry.id)
        raise ZeroDivisionError

    consumed(fail)
    write(world, 1)
    deliver_pending()
    assert list(later(MOST_TRIES + 3)) == [0] * (MOST_TRIES + 3)
    assert len(tries) == MOST_TRIES
    assert "given up" in caplog.text


def test_what_another_worker_delivered_meanwhile_is_left_alone(
    world: World, consumed: Consumed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = consumed(lambda entry: None)
    ids = write(world, 2)
    with transaction():
        db.session.add(Delivery(consumer="test", entry_id=ids[0], at=NOW, tries=1, done=True))
    monkeypatch.setattr(deliveries, "_pending", lambda *_: ids)  # as it was read before the other one's commit
    assert deliver_pending() == 1
    assert seen == [ids[1]]
