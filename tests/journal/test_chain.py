"""The chain: it grows, it refuses changes, and it names the first broken entry."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from council.base.db import db, transaction
from council.journal.operations import Ref, record
from council.journal.queries import history, verify
from tests.support.world import World


def _write(world: World, count: int) -> None:
    with transaction():
        for number in range(count):
            record(
                action="test.thing.done",
                place_id=world.estate.id,
                actor_id=None,
                subject=Ref("thing", 1),
                touched=[Ref("other", number)],
                data={"n": number, "什么": "路灯"},
            )


def test_a_chain_that_nobody_touched_verifies(world: World) -> None:
    _write(world, 5)
    assert list(verify()) == []
    assert [entry.data["n"] for entry in history("thing", 1)] == [0, 1, 2, 3, 4]
    assert len(history("other", 3)) == 1


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET action = 'x'", "DELETE FROM journal_ref"])
def test_the_database_refuses_to_change_an_entry(world: World, statement: str) -> None:
    _write(world, 1)
    with pytest.raises(DBAPIError, match="append-only"), db.session.begin_nested():
        db.session.execute(text(statement))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE journal_entry SET data = '{\"n\": 9}' WHERE seq = :seq", "the entry was changed"),
        ("UPDATE journal_entry SET actor_id = 7 WHERE seq = :seq", "the entry was changed"),
    ],
)
def test_a_changed_entry_is_named(world: World, change: str, problem: str) -> None:
    _write(world, 3)
    _without_triggers()
    last = history("thing", 1)[-2]
    db.session.execute(text(change + " AND place_id = :place"), {"seq": last.seq, "place": last.place_id})
    db.session.expire_all()
    (broken,) = verify()
    assert (broken.place_id, broken.seq, broken.problem) == (world.estate.id, last.seq, problem)


def test_a_cut_off_end_is_named(world: World) -> None:
    _write(world, 2)
    _without_triggers()
    last = history("thing", 1)[-1]
    db.session.execute(text("DELETE FROM journal_ref WHERE entry_id = :id"), {"id": last.id})
    db.session.execute(text("DELETE FROM journal_entry WHERE id = :id"), {"id": last.id})
    db.session.expire_all()
    (broken,) = verify()
    assert broken.problem == "the end of the chain is missing"


def _without_triggers() -> None:
    """As somebody with full rights on the database could do."""
    if db.session.get_bind().dialect.name == "sqlite":
        for table in ("journal_entry", "journal_ref"):
            for act in ("update", "delete"):
                db.session.execute(text(f"DROP TRIGGER {table}_no_{act}"))
        return
    for table in ("journal_entry", "journal_ref"):
        db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
