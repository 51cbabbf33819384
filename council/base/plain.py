"""Plain statements without SQLAlchemy's machinery, for the one path that a whole hall takes at once: casting a vote."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from council.base.db import db, in_line, is_busy
from council.base.errors import Busy


@dataclass(frozen=True, slots=True)
class Plain:
    """A database without SQLAlchemy's machinery: `one` runs a statement and gives its first row, None without any."""

    dialect: str
    one: Callable[[str, Mapping[str, Any]], Any]


def plain_read() -> Plain:
    """Plain statements in the present session's transaction."""
    connection = db.session.connection()
    return Plain(connection.dialect.name, lambda sql, values: connection.exec_driver_sql(sql, values).fetchone())


@contextmanager
def fast_write() -> Iterator[Plain]:
    """A write for the one path where the session is too slow (casting a vote), on a connection of its own.

    SQLite: one `BEGIN IMMEDIATE` transaction. PostgreSQL: every statement commits by itself, so it must be one
    statement that writes. Any read transaction of this request's session is ended first.

    Raises:
        Busy: the database did not let us in in time; nothing was written.
    """
    bound = db.session.session_factory.kw.get("bind")
    driver: Any
    if isinstance(bound, Connection):  # the connection a test lives on
        db.session.rollback()
        with bound.begin_nested():
            driver = bound.connection.driver_connection
            yield Plain(bound.dialect.name, lambda sql, values: driver.execute(sql, values).fetchone())
        return
    if db.session.registry.has():
        db.session.rollback()
    engine = db.engine
    dialect = engine.dialect.name
    pooled = engine.raw_connection()
    driver = pooled.driver_connection
    try:
        with _WAYS[dialect](driver):
            yield Plain(dialect, lambda sql, values: driver.execute(sql, values).fetchone())
    except Exception as error:
        if is_busy(error):
            raise Busy from error
        raise
    finally:
        pooled.close()


@contextmanager
def _in_line(driver: Any) -> Iterator[None]:
    with in_line():
        try:
            driver.execute("BEGIN IMMEDIATE")
            yield
            driver.execute("COMMIT")
        finally:
            if driver.in_transaction:
                driver.execute("ROLLBACK")


@contextmanager
def _one_by_one(driver: Any) -> Iterator[None]:
    driver.autocommit = True
    try:
        yield
    finally:
        if not driver.closed:
            driver.autocommit = False


_WAYS = {"sqlite": _in_line, "postgresql": _one_by_one}
