"""`flask backup` while running, `flask restore` into an empty place: everything is there again."""

import tarfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from council.base.db import db
from council.media.files import picture, store
from council.residents.models import Person
from tests.conftest import _database_url, make_app


@pytest.fixture
def copy(app: Flask, tmp_path: Path) -> Path:
    """A copy of the tests' neighbourhood, with one picture."""
    with app.app_context():
        store("ab" * 32, b"a picture")
    done = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "copies")])
    assert done.exit_code == 0, done.output
    return Path(done.stdout.strip())


def test_a_copy_holds_database_pictures_and_key(app: Flask, copy: Path) -> None:
    assert copy.stat().st_mode & 0o077 == 0
    with tarfile.open(copy) as tar:
        names = tar.getnames()
    assert {"yehua.db", "yehua.dump"} & set(names)
    assert f"photos/ab/{'ab' * 32}.jpg" in names
    assert "secret.key" in names
    assert list(copy.parent.iterdir()) == [copy]


def test_it_comes_back_in_an_empty_place(app: Flask, copy: Path, tmp_path: Path, worker_id: str) -> None:
    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(Person))
        db.session.remove()
    folder = tmp_path / "restored"
    folder.mkdir()
    again = make_app(folder, _database_url(folder, f"restored_{worker_id}"))
    done = again.test_cli_runner().invoke(args=["restore", str(copy)])
    assert done.exit_code == 0, done.output
    with again.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == before
        assert picture("ab" * 32).read_bytes() == b"a picture"
        db.session.remove()
        db.engine.dispose()
    original = Path(app.config["DATA_DIR"]) / "secret.key"
    assert (folder / "secret.key").read_text() == original.read_text()
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) in (["photos"], ["papers", "photos"])


def test_it_never_writes_over_what_is_there(app: Flask, copy: Path) -> None:
    done = app.test_cli_runner().invoke(args=["restore", str(copy)])
    assert done.exit_code == 1
    assert "is not empty" in done.output


def test_what_is_no_copy_is_refused(tmp_path: Path, worker_id: str) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    app = make_app(folder, f"sqlite:///{folder / 'test.db'}")
    wrong = tmp_path / "wrong.tar.gz"
    wrong.write_bytes(b"not a copy")
    done = app.test_cli_runner().invoke(args=["restore", str(wrong)])
    assert done.exit_code == 1
    assert "no copy made by flask backup" in done.output
    assert not (folder / "test.db").exists()
