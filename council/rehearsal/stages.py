"""The rehearsals that are open in this server: made, found, ended. Each is an application on a folder of its own."""

import logging
import os
import secrets
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from typing import Any, Protocol

from flask import Flask
from flask_babel import gettext as _
from flask_migrate import upgrade

from council.base import clock, ids
from council.base.db import db
from council.base.errors import Busy, Conflict
from council.base.settings import Settings
from council.rehearsal.acting import play_on
from council.rehearsal.cast import let_in, write_script
from council.rehearsal.folders import own_folder, remove_left_behind
from council.rehearsal.rehearsal import PREFIX, Rehearsal
from council.rehearsal.rules import AT_ONCE, LONGEST, SILENCE
from council.rehearsal.script import Script

log = logging.getLogger(__name__)

EXTENSION = "rehearsals"
DATABASE = "rehearsal.db"
#: Bytes that one request may bring. Strangers who have the link play along, and the disk is the real one.
MOST_BYTES = 1024 * 1024


class Mounts(Protocol):
    """What the server does for us: an application beside its own, under a prefix."""

    def open(self, app: Flask, prefix: str) -> None:
        """Serve `app` under `prefix` from now on. Raises `TimeoutError` if it does not come up; then it never will."""

    def close(self, prefix: str, afterwards: Callable[[], object]) -> None:
        """Serve it no longer; `afterwards` is called when its last answer is out. Returns at once."""

    def silence(self, prefix: str, seconds: float) -> None:
        """End its streams and open none for a while."""


class Stages:
    """All rehearsals of one server.

    Args:
        app: the real application.
        make: makes another one (`create_app`).
    """

    def __init__(self, app: Flask, make: Callable[..., Flask], mounts: Mounts) -> None:
        self._app = app
        self._make = make
        self._mounts = mounts
        # one is built at a time (migrations do not run side by side), and none ends while somebody is let in
        self._lock = Lock()
        self._open: dict[str, Rehearsal] = {}
        self._all = Path(app.config.get("DATA_DIR") or gettempdir()) / "rehearsals"

    def clear(self) -> None:
        """Remove what servers that were killed have left behind; not what another one plays in."""
        if self._app.config.get("DATA_DIR"):
            remove_left_behind(self._all)

    def of_meeting(self, meeting_id: int) -> Rehearsal | None:
        """The rehearsal of a meeting, if one is open."""
        return next((each for each in list(self._open.values()) if each.meeting_id == meeting_id), None)

    def begin(self, script: Script, person: Script, person_id: int, language: str) -> str:
        """The way into the rehearsal of the script's meeting: the one that is open, else a new one.

        A new one takes a second or two. `person` is what `read_person` says of the one who comes.

        Raises:
            Conflict: as many as this server holds are open.
            Busy: the server did not come to open it in time.
        """
        with self._lock:
            rehearsal = self.of_meeting(script.meeting_id) or self._begun(script, language)
            with rehearsal.app.app_context():
                let_in(script=person)
                db.session.remove()
            return rehearsal.way_in(person_id)

    def _begun(self, script: Script, language: str) -> Rehearsal:
        if len(self._open) >= AT_ONCE:
            words = _("%(num)d rehearsals are open already. Each ends by itself after two hours. Try again later.")
            raise Conflict(words % {"num": AT_ONCE})
        rehearsal = self._build(script, language)
        self._open[rehearsal.key] = rehearsal
        return rehearsal

    def end(self, rehearsal: Rehearsal) -> None:
        """Drop it with everything in it. Twice is once."""
        with self._lock:
            if self._open.pop(rehearsal.key, None) is not None:
                self._mounts.close(rehearsal.prefix, lambda: _remove(rehearsal))

    def silence(self, rehearsal: Rehearsal) -> None:
        """Walls and phones hear nothing for a while."""
        rehearsal.silent_until = time.monotonic() + SILENCE
        self._mounts.silence(rehearsal.prefix, SILENCE)

    def end_all(self) -> None:
        """The server stops."""
        for rehearsal in list(self._open.values()):
            self.end(rehearsal)

    def end_old(self) -> None:
        """Drop what has been open too long. A job of the real application."""
        for rehearsal in list(self._open.values()):
            if clock.now() - rehearsal.begun_at >= LONGEST:
                self.end(rehearsal)

    def _build(self, script: Script, language: str) -> Rehearsal:
        key = _key()
        prefix = f"{PREFIX}/{key}"
        folder = own_folder(self._all) / key
        folder.mkdir(parents=True)
        app = None
        try:
            app = self._make(_settings(self._app.config, folder, prefix), **_own(self._app.config, prefix))
            rehearsal = Rehearsal(key, script.meeting_id, folder, script, app, clock.now(), language)
            app.extensions["rehearsal"] = rehearsal
            app.extensions["rehearsal_stages"] = self
            app.extensions["jobs"] = [*app.extensions.get("jobs", []), partial(play_on, rehearsal)]
            with app.app_context():
                self._lay_out(folder / DATABASE)
                write_script(script=script, language=language)
                db.session.remove()
            self._mounts.open(app, rehearsal.prefix)
        except BaseException as error:
            _drop(folder, app)
            if isinstance(error, TimeoutError):
                raise Busy from error
            raise
        return rehearsal

    def _lay_out(self, database: Path) -> None:
        """The empty tables. They are migrated once a server's life and copied from then on."""
        empty = database.parent.parent / DATABASE
        if empty.exists():
            shutil.copyfile(empty, database)
            return
        logging.getLogger("alembic").setLevel(logging.WARNING)
        upgrade()
        db.session.remove()
        db.engine.dispose()  # the last connection writes everything into the one file
        half = empty.with_suffix(".half")
        shutil.copyfile(database, half)
        os.replace(half, empty)  # a copy that broke off is never taken for the whole


def _key() -> str:
    """Eight signs: nobody guesses them in two hours, and they can be typed from the wall."""
    return "".join(secrets.choice(ids.ALPHABET) for _sign in range(8)).lower()


def _settings(config: dict[str, Any], folder: Path, prefix: str) -> Settings:
    """As the real application is set up, but in a folder of its own and with no way out: no Redis, no messages."""
    public = str(config.get("PUBLIC_URL") or "")
    return Settings(
        host=str(config["HOST"]),
        port=int(config["PORT"]),
        data_dir=folder,
        database_url=f"sqlite:///{folder / DATABASE}",
        public_url=public + prefix if public else "",
        trusted_proxies=str(config.get("TRUSTED_PROXIES") or ""),
        name_mask=str(config["NAME_MASK"]),
    )


def _own(config: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Cookies and keys of its own: what is signed here is worth nothing there."""
    return {
        "REHEARSAL": True,
        "SECRET_KEY": secrets.token_hex(32),
        "APPLICATION_ROOT": prefix,
        "SESSION_COOKIE_NAME": "yehua_rehearsal",
        "SESSION_COOKIE_PATH": prefix,
        "SESSION_COOKIE_SECURE": config["SESSION_COOKIE_SECURE"],
        "WTF_CSRF_ENABLED": config.get("WTF_CSRF_ENABLED", True),
        "LIVE_BUS": "local",
        "IS_DEMO": False,
        "MAX_CONTENT_LENGTH": MOST_BYTES,
    }


def _drop(folder: Path, app: Flask | None) -> None:
    if app is not None:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    shutil.rmtree(folder, ignore_errors=True)


def _remove(rehearsal: Rehearsal) -> None:
    _drop(rehearsal.folder, rehearsal.app)
    log.info("rehearsal of meeting %s ended", rehearsal.meeting_id)
