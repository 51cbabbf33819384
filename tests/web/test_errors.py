"""What breaks is answered with what to do next, and tells the log nothing it must not know."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from council.accounts.models import SignInLink
from council.accounts.operations import issue_sign_in_link
from council.base import db as database
from council.base.db import db
from council.organisation.models import Place, PlaceKind
from council.organisation.operations import add_place
from council.residents.models import Person
from council.residents.operations import enrol
from tests.conftest import make_app
from tests.support.client import identity


@pytest.fixture
def own_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application on a SQLite file of its own, that waits but a moment for another writer."""
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    app = make_app(tmp_path, f"sqlite:///{tmp_path / 'own.db'}")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        upgrade()
        add_place(kind=PlaceKind.ESTATE, code="GY", name="桂雨里")
        enrol(key="zhou", name="周敏", place=db.session.scalar(db.select(Place)))
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def somebody_writes(app: Flask) -> Iterator[None]:
    """Another process holds SQLite's write lock."""
    other = sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def signed_in_client(app: Flask):  # type: ignore[no-untyped-def]
    client = app.test_client()
    with app.app_context():
        who = identity(db.session.get_one(Person, 1))
    with client.session_transaction() as session:
        session["_user_id"] = who
    return client


def test_a_busy_database_asks_to_press_again(own_app: Flask) -> None:
    client = signed_in_client(own_app)
    headers = {"Accept-Language": "en"}
    for path, form in (("/sign-out/everywhere", {}), ("/polls/1/ballots", {"choice": "for"})):
        with somebody_writes(own_app):
            answer = client.post(path, data=form, headers=headers)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"] == "5"
        assert "Nothing was recorded just now. Please press again." in answer.text
    assert client.post("/sign-out/everywhere").status_code == 303


def test_the_line_for_the_write_lock_does_not_wait_for_ever(own_app: Flask) -> None:
    client = signed_in_client(own_app)
    with database._line:
        answer = client.post("/polls/1/ballots", data={"choice": "for"})
    assert answer.status_code == 503
    assert client.post("/polls/1/ballots", data={"choice": "for"}).status_code == 404


def test_a_crash_tells_the_log_neither_tokens_nor_values(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with own_app.app_context():
        person = db.session.get_one(Person, 1)
        token, _until = issue_sign_in_link(person=person, made_by=None)
        fingerprint = db.session.scalars(db.select(SignInLink.token_hash)).one()
        db.session.execute(db.text("ALTER TABLE sign_in_link RENAME TO lost"))
        db.session.commit()
    answer = own_app.test_client().get(f"/s/{token}")
    assert answer.status_code == 500
    assert "accounts.confirm_link" in caplog.text
    assert token not in caplog.text
    assert fingerprint not in caplog.text
