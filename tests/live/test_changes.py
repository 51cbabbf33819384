"""What operations say reaches the hub after the commit, and only then."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from council.base.db import db, transaction
from council.live.changes import touch, touch_now
from council.live.service import live_of
from tests.server.running import small_app


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bool]]]:
    """What was said to have changed, and whether a transaction was still open then."""
    app: Flask = small_app(SQLALCHEMY_DATABASE_URI="sqlite://")
    db.init_app(app)
    heard: list[tuple[str, bool]] = []
    with app.app_context():
        monkeypatch.setattr(
            live_of(app), "changed", lambda prefix: heard.append((prefix, db.session().in_transaction()))
        )
        yield heard
        db.session.remove()


def test_a_touch_is_told_after_the_commit(marked: list[tuple[str, bool]]) -> None:
    with transaction():
        db.session.execute(text("SELECT 1"))
        touch("meeting", 12)
        assert marked == []
    assert marked == [("meeting.12.", False)]


def test_a_touch_of_a_failed_operation_is_forgotten(marked: list[tuple[str, bool]]) -> None:
    def failing() -> None:
        with transaction():
            touch("meeting", 12)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    with transaction():
        pass
    assert marked == []


def test_a_touch_after_an_own_commit_is_told_at_once(marked: list[tuple[str, bool]]) -> None:
    touch_now("poll", 7)
    assert marked == [("poll.7.", False)]
