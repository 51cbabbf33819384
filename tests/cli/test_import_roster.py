"""`flask import-roster`: the same rules as the pages, as JSON and exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from council.base.db import db
from council.journal.models import JournalEntry
from council.residents.models import Person
from council.roster.models import RosterImport
from tests.roster.making import HEAD, csv_file, row, xlsx_file
from tests.support.world import World


def run(app: Flask, *arguments: str) -> tuple[int, dict[str, Any]]:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["import-roster", *arguments])
    return result.exit_code, json.loads(result.stdout) if result.stdout.startswith("{") else {}


def test_new_then_unchanged(app: Flask, world: World, tmp_path: Path) -> None:
    file = str(xlsx_file(tmp_path, [[*row(floor_area="92.50"), "x"]], head=[*HEAD, "remark"]))
    code, said = run(app, file, "--place", "GY", "--dry-run")
    assert (code, said["new"]) == (0, 1)
    assert db.session.query(Person).filter_by(name="王明").count() == 0
    code, said = run(app, file, "--place", "GY")
    assert (code, said["new"], said["errors"], said["ignored_columns"]) == (0, 1, [], ["remark"])
    assert said["not_in_file"] > 40
    assert said["seconds"] >= 0
    code, said = run(app, file, "--place", "GY")
    assert (code, said["new"], said["changed"], said["unchanged"]) == (0, 0, 0, 1)
    assert db.session.query(RosterImport).count() == 2
    written = db.session.query(JournalEntry).filter_by(action="roster.import.written").all()
    assert [entry.data["new"] for entry in written] == [1, 0]


def test_an_error_is_named_and_nothing_is_written(app: Flask, world: World, tmp_path: Path) -> None:
    file = str(csv_file(tmp_path, [row(), row(door="102", floor_area="92,5")]))
    code, said = run(app, file, "--place", "GY")
    assert code == 2
    (error,) = said["errors"]
    assert (error["row"], error["column"], error["code"]) == (3, "floor_area", "area")
    assert "92,5" in error["problem"]
    assert db.session.query(Person).filter_by(name="王明").count() == 0


@pytest.mark.parametrize("body", ["", "no roster\n1\n"])
def test_what_is_no_roster(app: Flask, world: World, tmp_path: Path, body: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(body)
    code, said = run(app, str(file), "--place", "GY")
    assert (code, len(said["errors"])) == (2, 1)


def test_a_place_that_is_none(app: Flask, world: World, tmp_path: Path) -> None:
    file = str(csv_file(tmp_path, [row()]))
    assert run(app, file, "--place", "NO")[0] == 2
    assert run(app, file, "--place", "GY-B3")[0] == 2
