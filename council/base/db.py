"""The database: models' base, typed columns, and the one way to write.

Reads run in a deferred transaction. A write runs in `transaction()`, which ends the read transaction first, so that
what was loaded before is read afresh under the write lock (SQLite `BEGIN IMMEDIATE`; PostgreSQL row locks).
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from threading import Lock
from typing import Annotated, Any, ParamSpec, TypeVar

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import BigInteger, DateTime, Dialect, Engine, Integer, MetaData, String, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

from council.base.errors import Busy

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M")

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Base(DeclarativeBase):
    """Base of all models. Constraint names are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class BoundSession(Session):
    """A session that stays on the connection it was made with, if it was made with one (tests do that)."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        return self.bind if self.bind is not None else super().get_bind(*args, **kwargs)


#: How every session is made, the tests' own included.
SESSION_OPTIONS: dict[str, Any] = {"expire_on_commit": False, "class_": BoundSession}

db = SQLAlchemy(model_class=Base, session_options=dict(SESSION_OPTIONS))


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; SQLite forgets the zone, so it is UTC going in and coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


#: Shorthands for columns that many tables share.
Key = Annotated[int, mapped_column(primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Code = Annotated[str, mapped_column(String(32))]
Short = Annotated[str, mapped_column(String(120))]
#: Votes, or floor area in cm², which for an estate's unsold lots is more than 32 bits hold.
Weight = Annotated[int, mapped_column(BigInteger().with_variant(Integer(), "sqlite"))]


@contextmanager
def transaction() -> Iterator[None]:
    """One write transaction. Inside another, it joins it. After the commit the `after_commit` calls run."""
    if _writing.get():
        yield
        return
    session = db.session
    session.rollback()
    with in_line() if session.get_bind().dialect.name == "sqlite" else nullcontext():
        yield from _written(session)
    _run_after_commit()


#: The threads of a process stand in line for SQLite's write lock here; in SQLite itself they would sleep and retry,
#: and in a rush some would never get in.
_line = Lock()


@contextmanager
def in_line() -> Iterator[None]:
    """Wait for the other threads of this process that write.

    Raises:
        Busy: it took too long.
    """
    if not _line.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _line.release()


def _written(session: Any) -> Iterator[None]:
    session.expire_all()  # a rollback forgets only what its own transaction loaded
    session.info.pop("after_commit", None)
    mark = _writing.set(True)
    try:
        yield
        session.commit()
    except BaseException:
        session.rollback()
        session.info.pop("after_commit", None)
        raise
    finally:
        _writing.reset(mark)


def operation(verb: Callable[P, R]) -> Callable[P, R]:
    """Mark a function as an operation of its room: it runs in one write transaction.

    PostgreSQL ends one of two transactions that wait for each other; the outermost operation is then run anew.

    Raises:
        Busy: the database did not let us in in time; nothing was written.
    """

    @wraps(verb)
    def in_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        for tries_left in (2, 1, 0):
            try:
                with transaction():
                    return verb(*args, **kwargs)
            except (OperationalError, PoolTimeout) as error:
                if _writing.get() or not is_busy(error):
                    raise
                if not tries_left or _state(error) != DEADLOCK:
                    raise Busy from error
        raise AssertionError("unreachable")

    return in_transaction


#: PostgreSQL's code for “deadlock detected”.
DEADLOCK = "40P01"
#: … and with those for “lock not available”, “query cancelled” (it took too long) and “serialization failure”.
BUSY_STATES = frozenset({DEADLOCK, "55P03", "57014", "40001"})
#: SQLite's codes for “somebody else is writing”.
BUSY_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
#: Seconds that a write waits for another, in the line of this process and in the database each.
PATIENCE = 10


def is_busy(error: BaseException) -> bool:
    """Whether this says that the database is busy, and not that something is wrong."""
    if isinstance(error, PoolTimeout):
        return True
    code = getattr(_driver_error(error), "sqlite_errorcode", 0)
    return _state(error) in BUSY_STATES or (code & 0xFF) in BUSY_CODES


def _state(error: BaseException) -> str:
    return getattr(_driver_error(error), "sqlstate", None) or ""


def _driver_error(error: BaseException) -> BaseException:
    return getattr(error, "orig", None) or error


def after_commit(call: Callable[[], object]) -> None:
    """Run `call` once the current write transaction is on disk; forget it if that fails.

    For what may be lost in a crash (waking live screens). What may not be lost is a delivery of the journal.
    """
    db.session.info.setdefault("after_commit", []).append(call)


def _run_after_commit() -> None:
    for call in db.session.info.pop("after_commit", []):
        try:
            call()
        except Exception:
            log.exception("after-commit call failed")


def locked(model: type[M], key: int) -> M:
    """The row as it is now, locked until the transaction ends (SQLite already holds its write lock)."""
    # only this row: a joined table is not changed here, and PostgreSQL cannot lock the far side of an outer join
    row = db.session.get(model, key, with_for_update={"of": model}, populate_existing=True)
    if row is None:
        raise LookupError(f"{model.__name__} {key} is gone")
    return row


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, record: Any) -> None:
    if connection.__class__.__module__ == "sqlite3":
        _prepare_sqlite(connection)
    else:
        connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
        connection.commit()


def _prepare_sqlite(connection: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={PATIENCE * 1000}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
