"""Fixtures that all tests share: an application on a real database, a small neighbourhood, clients that sign in.

The database is SQLite, or what `DATABASE_URL` says; each xdist worker has its own. A test runs inside one outer
transaction that is rolled back, so tests do not see each other.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from flask import Flask
from flask_migrate import upgrade
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url

from council.base.db import SESSION_OPTIONS, db
from council.base.settings import Settings
from council.demo.build import build_demo
from council.factory import create_app
from tests.support.client import Client, HonestClient
from tests.support.world import World, build_world

# A busy machine is no fault of a rule: no example is failed for the time it took.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

Flask.test_client_class = HonestClient  # every application of every test, those in a rehearsal too

#: The test's session lives in savepoints of the outer transaction.
JOINED = {"join_transaction_mode": "create_savepoint"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what touches it; pure rules gave their answer on SQLite a minute before."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    touching = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in touching])
    items[:] = touching


def _touches_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return bool({"app", "demo_app"} & set(fixtures)) or item.get_closest_marker("postgres") is not None


def _database_url(folder: Path, worker: str) -> str:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        return f"sqlite:///{folder / 'test.db'}"
    url = make_url(given.replace("postgresql://", "postgresql+psycopg://", 1))
    name = f"yehua_test_{crc32(str(Path.cwd()).encode()):08x}_{worker}"  # two checkouts do not share a database
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    admin.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


def make_app(folder: Path, database_url: str) -> Flask:
    """An application as it runs, but with CSRF off and its data in `folder`."""
    settings = Settings(
        host="127.0.0.1",
        port=0,
        data_dir=folder,
        database_url=database_url,
        redis_url="",
        public_url="",
        demo=False,
        debug=False,
    )
    return create_app(settings, TESTING=True, WTF_CSRF_ENABLED=False, SECRET_KEY="test")


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """The application, migrated, with the small neighbourhood in it."""
    folder = tmp_path_factory.mktemp("data")
    app = make_app(folder, _database_url(folder, worker_id))
    with app.app_context():
        upgrade()
        build_world()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """An application with the demo neighbourhood, built as `flask demo` builds it, in a database of its own."""
    folder = tmp_path_factory.mktemp("demo")
    app = make_app(folder, _database_url(folder, f"demo_{worker_id}"))
    with app.app_context():
        upgrade()
        build_demo(residents=300)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def demo(demo_app: Flask) -> Iterator[Flask]:
    """The demo inside an application context; tests only read it, or sign in."""
    with demo_app.app_context():
        yield demo_app
        db.session.remove()


@pytest.fixture
def session(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An application context inside a transaction that is rolled back afterwards."""
    with app.app_context():
        connection = db.engine.connect()
        outer = connection.begin()
        bound = db._make_scoped_session({**SESSION_OPTIONS, "bind": connection, **JOINED})
        monkeypatch.setattr(db, "session", bound)
        yield
        db.session.remove()
        outer.rollback()
        connection.close()


@pytest.fixture
def world(session: None) -> World:
    """The people and places that `tests.support.world` describes, loaded in this test's session."""
    return World.load()


@pytest.fixture
def client(app: Flask, session: None) -> Client:
    """A browser that nobody is signed in with; `client.as_(person)` signs in."""
    return Client(app)


@pytest.fixture
def count_queries(session: None) -> Iterator[list[str]]:
    """The SQL statements sent since the fixture was asked for (clear the list to start anew)."""
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)
