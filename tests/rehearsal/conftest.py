"""A house of its own on a real file: a rehearsal is another application, so no test may share its session with one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from werkzeug.test import TestResponse

from council.base.db import db
from council.factory import create_app
from council.meetings.models import Meeting
from council.rehearsal.rehearsal import Rehearsal
from council.rehearsal.stages import EXTENSION, Stages
from tests.conftest import make_app
from tests.meetings import evening
from tests.support.client import identity
from tests.support.world import World, build_world


class NoServer:
    """Mounts without a server: the tests ask the applications themselves."""

    def __init__(self) -> None:
        self.open_ones: list[str] = []

    def open(self, app: Flask, prefix: str) -> None:
        self.open_ones.append(prefix)

    def close(self, prefix: str, afterwards: Any) -> None:
        self.open_ones.remove(prefix)
        afterwards()

    def silence(self, prefix: str, seconds: float) -> None:
        pass


@dataclass
class Browser:
    """Somebody's browser in one application, real or rehearsal."""

    client: FlaskClient
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "en"})

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, headers=self.headers, **more)

    def post(self, path: str, data: dict[str, Any] | None = None, *, htmx: bool = False) -> TestResponse:
        headers = self.headers | ({"HX-Request": "true"} if htmx else {})
        return self.client.post(path, data=data or {}, headers=headers)


@dataclass
class House:
    """The real application, its stages, and a meeting to rehearse."""

    app: Flask
    stages: Stages
    mounts: NoServer

    def meeting(self, **how: Any) -> int:
        """A council that has been called; its number."""
        with self.app.test_request_context():
            return evening.convened(World.load(), **how).id

    def as_(self, part: str) -> Browser:
        """The browser of somebody of the world, in the real application."""
        client = self.app.test_client()
        with self.app.test_request_context():
            world = World.load()
            name = identity(getattr(world, part))
        with client.session_transaction() as session:
            session["_user_id"] = name
            session["_fresh"] = True
        return Browser(client)

    def rehearse(self, meeting_id: int, part: str = "chair") -> "Inside":
        """Press the button and go in."""
        answer = self.as_(part).post(f"/meetings/{meeting_id}/rehearsal")
        assert answer.status_code == 303, answer.text
        rehearsal = self.stages.of_meeting(meeting_id)
        assert rehearsal is not None
        browser = Browser(rehearsal.app.test_client())
        entered = browser.get(str(answer.location).removeprefix(rehearsal.prefix))
        assert entered.location == f"{rehearsal.prefix}/meetings/{meeting_id}/chair"
        return Inside(rehearsal, browser, meeting_id)


@dataclass
class Inside:
    """A rehearsal, and the chair's browser in it."""

    rehearsal: Rehearsal
    desk: Browser
    meeting_id: int

    def nobody(self) -> Browser:
        """A phone that has just scanned the code."""
        return Browser(self.rehearsal.app.test_client())

    def helper(self) -> Browser:
        """A phone that plays the first free member."""
        phone = self.nobody()
        page = phone.get("/rehearse/parts").text
        found = re.search(r'name="person" value="(\d+)"', page)
        assert found is not None
        assert phone.post("/rehearse/parts", {"person": found[1], "next": "/"}).status_code == 303
        return phone

    @property
    def meeting(self) -> Meeting:
        """The copy, in an application context of the rehearsal."""
        return db.session.get_one(Meeting, self.meeting_id)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The real application."""
    folder: Path = tmp_path_factory.mktemp("house")
    app = make_app(folder, f"sqlite:///{folder / 'house.db'}")
    with app.app_context():
        upgrade()
        build_world()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def house(real: Flask) -> Iterator[House]:
    """The real application with stages, as the server gives it."""
    mounts = NoServer()
    stages = real.extensions[EXTENSION] = Stages(real, create_app, mounts)
    yield House(real, stages, mounts)
    stages.end_all()
    del real.extensions[EXTENSION]
