"""Tricks with an uploaded file, through the clerk's form: none writes to the roster, or outside the imports' folder."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from council.base.db import db
from council.residents.models import Person
from council.roster import importing
from council.roster.models import ImportState, RosterImport
from council.roster.reading.tables import MOST_BYTES
from tests.roster.making import BOOK, END, HEAD, RELATIONS, SHEET, csv_bytes, raw_row, row, xlsx_file
from tests.support.client import Client
from tests.support.world import World

PATH = "/roster/imports/new"
GOOD = csv_bytes([row(), row(door="102", name="李四")])


@pytest.fixture
def clerk(client: Client, world: World) -> Client:
    return client.as_(world.recorder)


@pytest.fixture
def disk(app: Flask) -> Iterator[Path]:
    """The data folder; what an upload left in the imports' folder goes afterwards."""
    folder = Path(app.config["DATA_DIR"])
    yield folder
    for path in (folder / "imports").glob("*"):
        path.unlink()


def send(client: Client, body: bytes, name: str) -> RosterImport:
    """Upload, and let the worker look at it."""
    answer = client.post(PATH, {"place": "GY", "file": (io.BytesIO(body), name)})
    assert answer.status_code == 303, answer.text
    importing.work_imports()
    assert client.get(answer.location).status_code == 200
    return db.session.scalars(db.select(RosterImport).order_by(RosterImport.id.desc())).first()  # type: ignore[return-value]


def people() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Person)) or 0


def package(**parts: bytes) -> bytes:
    """A workbook of one row, with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", BOOK)
        book.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        book.writestr("xl/worksheets/sheet1.xml", SHEET + raw_row(HEAD) + raw_row(row()) + END)
        for name, data in parts.items():
            book.writestr(name, data)
    return out.getvalue()


def files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("test.db")}


@pytest.mark.parametrize("name", ["名册.xlsx", "名册.csv.exe", "名册.html", "名册"])
def test_what_counts_is_in_the_file_and_not_in_its_name(clerk: Client, disk: Path, name: str) -> None:
    assert send(clerk, GOOD, name).state == ImportState.READY


def test_a_workbook_that_is_called_a_text(clerk: Client, disk: Path, tmp_path: Path) -> None:
    body = xlsx_file(tmp_path, [row()]).read_bytes()
    assert send(clerk, body, "名册.csv").state == ImportState.READY


def test_a_bomb_that_is_called_a_roster(clerk: Client, disk: Path) -> None:
    before = people()
    upload = send(clerk, package(**{"xl/media/picture.png": b"\0" * 300 * 1024 * 1024}), "名册.xlsx")
    assert upload.state == ImportState.REFUSED
    assert people() == before


@pytest.mark.parametrize(
    "name", ["../../../evil.txt", "/tmp/evil-part.txt", "..\\..\\evil.txt", "xl/../../../evil.txt"]
)
def test_parts_that_would_climb_out_are_never_unpacked(clerk: Client, disk: Path, name: str) -> None:
    before = files_below(disk.parent)
    upload = send(clerk, package(**{name: b"evil"}), "名册.xlsx")
    assert upload.state in {ImportState.READY, ImportState.REFUSED}
    assert files_below(disk.parent) - before <= set((disk / "imports").glob("*"))
    assert not Path("/tmp/evil-part.txt").exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\he\\名册.csv", "名册.csv"),
        ("/var/lib/yehua/instance.csv", "instance.csv"),
        ("..", ".."),
        ("<b>x<!--.csv", "<b>x<!--.csv"),
        ("名" * 400 + ".csv", "名" * 116 + ".csv"),
    ],
)
def test_a_file_name_is_only_words(clerk: Client, disk: Path, name: str, shown: str) -> None:
    before = files_below(disk)
    upload = send(clerk, GOOD, name)
    assert upload.file_name.endswith(shown)
    assert not {"/", "\\"} & set(upload.file_name)
    assert len(upload.file_name) <= 120
    assert {path.parent for path in files_below(disk) - before} == {disk / "imports"}
    assert all(path.name == upload.token for path in files_below(disk) - before)
    assert "<b>x" not in clerk.get(f"/roster/imports/{upload.id}").text


def test_a_body_of_81_megabytes_is_refused_before_it_is_read(clerk: Client, disk: Path) -> None:
    class Endless(io.RawIOBase):
        """More than anybody takes; whoever reads it, learns so."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise AssertionError("the body was read")

    declared = {"CONTENT_LENGTH": str(81 * 1024 * 1024), "wsgi.input": Endless()}
    answer = clerk._client.post(PATH, content_type="multipart/form-data; boundary=x", environ_overrides=declared)
    assert answer.status_code == 413
    assert "<h1" in answer.text


def test_a_file_that_is_too_big_by_itself_leaves_nothing(clerk: Client, disk: Path) -> None:
    answer = clerk.post(PATH, {"place": "GY", "file": (io.BytesIO(b"x" * (MOST_BYTES + 1)), "a.csv")})
    assert answer.status_code == 422
    assert not list((disk / "imports").glob("*"))
