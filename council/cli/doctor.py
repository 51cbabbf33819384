"""`flask doctor`: what is missing or wrong on this machine, one line each, with the mend."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from council.base import clock
from council.base.addresses import EVERYWHERE, network_address
from council.base.db import db
from council.web.pdf import can_draw

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 35, 0)  # RETURNING


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `mend` is empty where it is well; `grave`: nothing works without it."""

    name: str
    found: str
    mend: str = ""
    grave: bool = False


def findings() -> Iterator[Finding]:
    """Everything that is looked at, in order."""
    for look in LOOKS:
        yield look()


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    too_old = sys.version_info[:2] < OLDEST_PYTHON
    return Finding("python", version, "install Python 3.11 or newer" if too_old else "", grave=True)


def _sqlite() -> Finding:
    too_old = sqlite3.sqlite_version_info < OLDEST_SQLITE
    mend = "use a Python with SQLite 3.35 or newer, or PostgreSQL (DATABASE_URL)" if too_old else ""
    return Finding("sqlite", sqlite3.sqlite_version, mend, grave=_dialect() == "sqlite")


def _data_dir() -> Finding:
    folder = Path(current_app.config["DATA_DIR"])
    writable = os.access(folder, os.W_OK)
    mend = "" if writable else f"make it writable: chown $(id -u) {folder}, or set DATA_DIR"
    return Finding("data directory", str(folder), mend, grave=True)


def _space() -> Finding:
    try:
        free = shutil.disk_usage(current_app.config["DATA_DIR"]).free // (1024 * 1024)
    except OSError as error:
        return Finding("free space", f"not known: {error.strerror}", "check DATA_DIR")
    return Finding("free space", f"{free} MB", "free some space: photos and backups need it" if free < 500 else "")


def _database() -> Finding:
    try:
        with db.engine.connect() as connection:
            now = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        return Finding("database", reason, "check DATABASE_URL, and that the server runs", grave=True)
    head = ScriptDirectory(str(Path(current_app.extensions["migrate"].directory))).get_current_head()
    if now == head:
        return Finding("database", f"{_dialect()}, migrated to {now}")
    return Finding("database", f"at {now or 'nothing'}, the code wants {head}", "flask db upgrade", grave=True)


def _locale() -> Finding:
    """PostgreSQL sorts and folds Chinese by the database's locale; `C` would fold only ASCII."""
    if _dialect() != "postgresql":
        return Finding("text order", "by code point (SQLite)")
    try:
        with db.engine.connect() as connection:
            encoding = connection.execute(text("SHOW server_encoding")).scalar()
            query = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
            order = connection.execute(text(query)).scalar()
    except SQLAlchemyError as error:
        return Finding("text order", str(error).splitlines()[0], "check DATABASE_URL")
    mend = "" if encoding == "UTF8" else "create the database with ENCODING 'UTF8'"
    return Finding("text order", f"{encoding}, {order}", mend, grave=True)


def _font() -> Finding:
    """Only screens drawn on this machine (a wall, pictures in tests) need a font here; phones bring their own."""
    if shutil.which("fc-list") is None:
        return Finding("chinese font", "not known (no fontconfig)", "apt install fontconfig fonts-noto-cjk")
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    families = sorted({line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})
    if not families:
        return Finding("chinese font", "none", "apt install fonts-noto-cjk (for a wall run from this machine)")
    return Finding("chinese font", families[0])


def _pdf() -> Finding:
    """An extra, and more than a package: it draws with Pango. Asked in a process of its own, since reading it changes
    how this one takes damaged pictures (Pillow's LOAD_TRUNCATED_IMAGES)."""
    if not can_draw():
        return Finding("pdf", "not installed: papers are printed from the browser")
    command = [sys.executable, "-c", "import weasyprint; print(weasyprint.__version__)"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        reason = asked.stderr.strip().splitlines()[-1:] or ["it does not start"]
        return Finding("pdf", reason[0], "apt install libpango-1.0-0 libpangoft2-1.0-0")
    return Finding("pdf", f"WeasyPrint {asked.stdout.strip()}")


def _clock() -> Finding:
    now = clock.local(clock.now())
    wrong = now.year < 2025
    return Finding(
        "clock", f"{now:%Y-%m-%d %H:%M} {clock.LOCAL.key}", "set the clock: timedatectl set-ntp 1" if wrong else ""
    )


def _address() -> Finding:
    public, host = str(current_app.config["PUBLIC_URL"]), str(current_app.config["HOST"])
    if public:
        mend = "" if public.startswith("https://") else "use https:// outside a local network"
        return Finding("address", public, mend)
    if host in EVERYWHERE:
        return Finding("address", f"http://{network_address() or '?'}:{current_app.config['PORT']}")
    return Finding("address", f"{host}: only this machine", "for phones: make run HOST=0.0.0.0, or set PUBLIC_URL")


def _redis() -> Finding:
    url = str(current_app.config["REDIS_URL"] or "")
    if not url:
        return Finding("redis", "not used (one process needs none)")
    import redis

    try:
        redis.Redis.from_url(url, socket_timeout=2).ping()
    except redis.RedisError as error:
        return Finding("redis", str(error), "start it, or unset REDIS_URL", grave=True)
    return Finding("redis", "answers")


def _dialect() -> str:
    return db.engine.dialect.name


LOOKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _sqlite,
    _data_dir,
    _space,
    _database,
    _locale,
    _redis,
    _font,
    _pdf,
    _clock,
    _address,
)


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look at this machine: one line each, with the mend. Exit 1 if something is missing that nothing works without."""
    bad = False
    for finding in findings():
        mark = "!!" if finding.mend and finding.grave else "? " if finding.mend else "ok"
        bad = bad or mark == "!!"
        click.echo(f"{mark}  {finding.name}: {finding.found}{'  →  ' + finding.mend if finding.mend else ''}")
    sys.exit(1 if bad else 0)


COMMANDS = (doctor,)
