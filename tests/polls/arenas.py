"""Applications on databases of their own, for tests with many threads or processes."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from council.base.db import db, transaction
from council.base.errors import Conflict
from tests.conftest import make_app
from tests.support.world import build_world

#: Where PostgreSQL is looked for when `DATABASE_URL` names none.
USUAL = "postgresql://postgres@127.0.0.1/postgres"
INSTALL = "apt-get install postgresql && pg_ctlcluster 15 main start   (or set DATABASE_URL=postgresql://…)"


@contextmanager
def arena(kind: str, folder: Path) -> Iterator[Flask]:
    """An application with the small neighbourhood, on a SQLite file or a PostgreSQL database that goes afterwards."""
    if kind == "sqlite":
        yield from _built(folder, f"sqlite:///{folder / 'race.db'}")
        return
    server = _postgres()
    name = f"yehua_race_{os.getpid()}"
    _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _administer(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield from _built(folder, server.set(database=name).render_as_string(hide_password=False))
    finally:
        _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _built(folder: Path, url: str) -> Iterator[Flask]:
    app = make_app(folder, url)
    with app.app_context():
        upgrade()
        with transaction():
            build_world()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


def _postgres() -> URL:
    given = os.environ.get("DATABASE_URL", "")
    url = make_url((given if given.startswith("postgres") else USUAL).replace("postgresql://", "postgresql+psycopg://"))
    try:
        _administer(url, "SELECT 1")
    except OperationalError:
        lack = f"PostgreSQL does not answer at {url.host}; install it with: {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(lack)
        pytest.skip(lack)
    return url


def _administer(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def at_once(app: Flask, *acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; the answer of each, or its conflict."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        with app.test_request_context():
            gate.wait()
            try:
                return act()
            except Conflict as conflict:
                return conflict
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result(timeout=30) for each in [pool.submit(run, act) for act in acts]]
