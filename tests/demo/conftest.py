"""One demo neighbourhood for all tests of this folder, built as `flask demo` builds it, in a database of its own."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade

from council.base.db import db
from council.demo.build import build_demo
from tests.conftest import _database_url, make_app


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """An application whose database the demo made."""
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
