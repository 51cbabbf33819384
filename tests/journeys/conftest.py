"""Journeys: a real server on a real file, and a real browser with several people at once."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, sync_playwright

from council.base.db import db
from council.base.settings import Settings
from council.factory import create_app
from tests.journeys.people import Crowd, Hall
from tests.server.running import running
from tests.support.world import build_world

INSTALL = "Chromium is missing: sudo apt-get install -y chromium fonts-noto-cjk"
#: The shell without windows draws the same pages with two thirds of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey. Those of one file share a hall and a browser, so one worker runs them."""
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker("journey")
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; where it is missing the journeys are skipped with the command that installs it, in CI they fail.

    Closed after each module: its event loop must not stay in the thread where other tests run theirs.
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(INSTALL)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


def _application(folder: Path, port: int = 0) -> Flask:
    settings = Settings(
        host="127.0.0.1",
        port=port,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'hall.db'}",
        redis_url="",
        public_url="",
        demo=False,
        debug=False,
    )
    return create_app(settings, SECRET_KEY="journey")


@pytest.fixture(scope="session")
def neighbourhood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small neighbourhood in it, migrated once; halls are copies of it."""
    folder = tmp_path_factory.mktemp("neighbourhood")
    app = _application(folder)
    with app.app_context():
        upgrade()
        build_world()
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture(scope="module")
def hall(neighbourhood: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The application with the small neighbourhood, served as `make run` serves it."""
    folder = tmp_path_factory.mktemp("hall")
    shutil.copytree(neighbourhood, folder, dirs_exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = _application(folder, port)
    with running(app, port) as server:
        yield Hall(app, f"http://127.0.0.1:{server.port}")
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def crowd(browser: Browser, hall: Hall) -> Iterator[Crowd]:
    """People for one journey; afterwards their consoles must have been silent."""
    people = Crowd(browser, hall)
    yield people
    people.leave()
