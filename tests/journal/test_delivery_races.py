"""Two workers at once on real databases: each entry is dealt with exactly once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from council.base.db import db, transaction
from council.journal import deliveries
from council.journal.deliveries import deliver_pending
from council.journal.models import JournalEntry
from council.journal.operations import Ref, record
from tests.polls.arenas import arena
from tests.support.world import World

pytestmark = pytest.mark.race

ENTRIES = 40


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database that threads can fight over."""
    with arena(request.param, tmp_path_factory.mktemp("deliveries")) as app:
        yield app


def test_two_workers_deliver_each_entry_once(ground: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    handled: Counter[int] = Counter()

    def handle(entry: JournalEntry) -> None:
        handled[entry.id] += 1

    monkeypatch.setattr(deliveries, "consumers", {"test": (frozenset({"test.thing.done"}), handle)})
    with ground.app_context(), transaction():
        place = World.load().estate.id
        for number in range(ENTRIES):
            record(action="test.thing.done", place_id=place, actor_id=None, subject=Ref("thing", number))
    gate = Barrier(2)

    def work() -> int:
        with ground.app_context():
            gate.wait(10)
            try:
                return deliver_pending()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        delivered = [each.result(timeout=60) for each in [pool.submit(work), pool.submit(work)]]
    assert sum(delivered) == ENTRIES
    assert len(handled) == ENTRIES
    assert set(handled.values()) == {1}
