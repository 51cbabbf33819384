"""`flask backup` and `flask restore`: everything in one file, taken while the server runs."""

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.engine import URL, make_url

from council.base import clock

DATABASE, DUMP, KEY = "yehua.db", "yehua.dump", "secret.key"
#: Folders with what people sent.
FOLDERS = ("photos", "papers")


class CannotCopy(click.ClickException):
    """Something stands in the way; the message says what to do."""

    exit_code = 1


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def backup(folder: Path) -> None:
    """Write a consistent copy of everything into DIR as one file, and print its name."""
    folder.mkdir(parents=True, exist_ok=True)
    name = folder / f"yehua-{clock.local(clock.now()):%Y%m%d-%H%M%S}.tar.gz"
    data_dir = Path(current_app.config["DATA_DIR"])
    with tempfile.TemporaryDirectory(dir=folder) as work:
        # The database first: every photo and paper it names lies on the disk by then, and none is ever changed.
        copy = _copy_database(_url(), Path(work))
        unfinished = Path(work) / "copy.tar.gz"
        with tarfile.open(unfinished, "w:gz") as tar:
            tar.add(copy, arcname=copy.name)
            for part in (KEY, *FOLDERS):
                if (data_dir / part).exists():
                    tar.add(data_dir / part, arcname=part)
        os.chmod(unfinished, 0o600)  # the signing key is in it
        os.replace(unfinished, name)
    click.echo(str(name))


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Put a copy back into an empty data directory (or an empty PostgreSQL database)."""
    data_dir, url = Path(current_app.config["DATA_DIR"]), _url()
    target = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if (target is not None and target.exists()) or any((data_dir / part).exists() for part in FOLDERS):
        raise CannotCopy(f"{data_dir} is not empty. Restore into another one: DATA_DIR=… flask restore {file}")
    with tempfile.TemporaryDirectory(dir=data_dir) as work:
        _unpack(file, Path(work))
        _put_back_database(url, target, Path(work))
        for part in FOLDERS:
            if (Path(work) / part).exists():
                shutil.move(Path(work) / part, data_dir / part)
        if (Path(work) / KEY).exists():
            os.replace(Path(work) / KEY, data_dir / KEY)
    click.echo(f"Restored into {data_dir}. Start the server, then run flask verify.")


def _url() -> URL:
    return make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])


def _copy_database(url: URL, work: Path) -> Path:
    if url.get_backend_name() == "sqlite":
        return _copy_sqlite(Path(url.database or ""), work / DATABASE)
    return _run_postgres("pg_dump", ["--format=custom", f"--file={work / DUMP}"], url, made=work / DUMP)


def _copy_sqlite(source: Path, target: Path) -> Path:
    if not source.exists():
        raise CannotCopy(f"There is no database at {source} yet: flask db upgrade")
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as live, sqlite3.connect(target) as copy:
        live.backup(copy, pages=2000)
        copy.execute("PRAGMA journal_mode=DELETE")
        if (state := copy.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise CannotCopy(f"The copy is not whole: {state}")
    return target


def _put_back_database(url: URL, target: Path | None, work: Path) -> None:
    copied, dumped = work / DATABASE, work / DUMP
    if target is not None:
        if not copied.exists():
            raise CannotCopy("This copy holds a PostgreSQL database. Set DATABASE_URL to an empty one.")
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(copied, target)
    elif dumped.exists():
        options = ["--exit-on-error", "--no-owner", "--single-transaction"]
        _run_postgres("pg_restore", [*options, f"--dbname={_plain(url)}", str(dumped)], url, made=dumped)
    else:
        raise CannotCopy("This copy holds a SQLite database. Unset DATABASE_URL.")


def _run_postgres(tool: str, arguments: list[str], url: URL, *, made: Path) -> Path:
    if shutil.which(tool) is None:
        raise CannotCopy(f"{tool} is missing: apt install postgresql-client")
    where = [] if tool == "pg_restore" else [f"--dbname={_plain(url)}"]
    secret = {"PGPASSWORD": url.password} if url.password else {}
    done = subprocess.run(
        [tool, *where, *arguments], env={**os.environ, **secret}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotCopy(f"{tool}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
    return made


def _plain(url: URL) -> str:
    """The address without driver and password (which others could read in the list of processes)."""
    return url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _unpack(file: Path, work: Path) -> None:
    try:
        with tarfile.open(file, "r:gz") as tar:
            tar.extractall(work, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise CannotCopy(f"{file} is no copy made by flask backup: {error}") from error


COMMANDS = (backup, restore)
