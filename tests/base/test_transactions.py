"""One write transaction: it joins, it rolls back as a whole, and what waits for the commit waits."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from council.base.db import PATIENCE, after_commit, db, is_busy, operation, transaction
from council.base.errors import Busy
from council.base.stored import read, store
from tests.support.world import World


@operation
def _store(name: str, text: str) -> None:
    store(name, text)


def _fail(act: Callable[[], object]) -> None:
    with transaction():
        act()
        _ = 1 // 0


def test_an_inner_operation_joins_the_outer_transaction(world: World) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail(lambda: _store("inner", "x"))
    assert read("inner") is None


def test_after_commit_runs_once_the_outermost_is_on_disk(world: World) -> None:
    seen: list[str | None] = []
    with transaction():
        _store("fact", "there")
        after_commit(lambda: seen.append(read("fact")))
        assert seen == []
    assert seen == ["there"]


def test_after_commit_is_forgotten_when_the_transaction_fails(world: World) -> None:
    seen: list[int] = []
    with pytest.raises(ZeroDivisionError):
        _fail(lambda: after_commit(lambda: seen.append(1)))
    with transaction():
        _store("other", "x")
    assert seen == []


def test_one_failing_after_commit_call_does_not_stop_the_next(world: World) -> None:
    seen: list[int] = []
    with transaction():
        after_commit(lambda: 1 // 0)
        after_commit(lambda: seen.append(2))
    assert seen == [2]


def test_what_was_loaded_before_is_read_afresh_under_the_lock(world: World) -> None:
    person = world.resident
    db.session.execute(db.text("UPDATE person SET name = 'new' WHERE id = :id"), {"id": person.id})
    db.session.commit()
    with transaction():
        assert person.name == "new"


def test_an_operation_that_met_a_deadlock_is_run_anew(world: World) -> None:
    runs: list[int] = []

    @operation
    def act() -> str:
        runs.append(len(runs))
        if len(runs) < 3:
            raise OperationalError("UPDATE", {}, _Deadlock())
        return "done"

    assert act() == "done"
    assert runs == [0, 1, 2]


def test_an_operation_that_keeps_failing_gives_up(world: World) -> None:
    runs: list[int] = []

    @operation
    def act() -> None:
        runs.append(1)
        raise OperationalError("UPDATE", {}, _Deadlock())

    with pytest.raises(Busy):
        act()
    assert len(runs) == 3


def test_another_failure_of_the_database_is_not_called_busy(world: World) -> None:
    @operation
    def act() -> None:
        db.session.execute(db.text("SELECT * FROM no_such_table"))

    with pytest.raises((OperationalError, ProgrammingError)):
        act()


def test_no_write_waits_for_ever(world: World) -> None:
    if db.engine.dialect.name == "postgresql":
        assert db.session.execute(db.text("SHOW lock_timeout")).scalar() == f"{PATIENCE}s"
    else:
        assert db.session.execute(db.text("PRAGMA busy_timeout")).scalar() == PATIENCE * 1000


@pytest.mark.parametrize(("state", "busy"), [("55P03", True), ("57014", True), ("42P01", False), ("", False)])
def test_what_is_called_busy(state: str, busy: bool) -> None:
    problem = _Deadlock()
    problem.sqlstate = state
    assert is_busy(OperationalError("UPDATE", {}, problem)) is busy
    assert is_busy(problem) is busy
    assert is_busy(PoolTimeout())


class _Deadlock(Exception):
    """As the driver reports it."""

    sqlstate = "40P01"
