"""What goes out can come in again, and that it went out is written down."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from council.base.db import db
from council.journal.queries import history
from council.organisation.models import PlaceKind
from council.organisation.operations import add_place
from council.permits.actor import Office
from council.residents.operations import appoint, enrol
from council.roster.models import Lot, LotKind, Ownership
from council.roster.operations.lots import enter_lot
from tests.roster.making import planned
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture
def full(world: World) -> World:
    """Somebody of whom everything is known, somebody who moved away, and a name that a spreadsheet would compute."""
    entrance = add_place(kind=PlaceKind.ENTRANCE, code="GY-B3-E1", name="3栋1单元", parent=world.building)
    known = enrol(key="known", name="顾念慈", place=entrance, door="501", phone="0571-8888 6666")
    known.external_id, known.household_rep, known.adult = "A-7", True, False
    db.session.commit()
    lot = enter_lot(place=entrance, door="501", kind=LotKind.DWELLING, area_cm2=925_000, actor_id=None)
    enter_lot(place=entrance, door="501", kind=LotKind.PARKING, area_cm2=120_000, actor_id=None)
    db.session.add(Ownership(lot_id=lot.id, person_id=known.id, since=date(2026, 1, 1)))
    db.session.commit()
    appoint(person=known, office=Office.BUILDING_HEAD, place=world.building, since=date(2026, 1, 1))
    enrol(key="odd", name="=cmd", place=world.building, door="502")
    gone = enrol(key="gone", name="走了", place=world.building, door="503")
    gone.left_on = date(2026, 1, 1)
    db.session.commit()
    return world


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_export_then_import_changes_nothing(
    client: Client, full: World, tmp_path: Path, kind: str, language: str
) -> None:
    answer = client.as_(full.recorder).post("/roster/exports/new", {"place": "GY", "kind": kind}, language=language)
    assert answer.status_code == 200
    assert "roster-GY-" in answer.headers["Content-Disposition"]
    path = tmp_path / f"out.{kind}"
    path.write_bytes(answer.data)
    plan = planned(path).plan
    assert not plan.errors
    assert {line.verdict for line in plan.lines} == {"unchanged"}
    assert plan.not_in_file == 0
    assert (plan.places, plan.lots, plan.ownerships, plan.offices) == ([], [], [], [])


def test_cells_are_guarded_and_the_row_is_whole(client: Client, full: World) -> None:
    body = client.as_(full.recorder).post("/roster/exports/new", {"place": "GY", "kind": "csv"}).data
    assert body.startswith(b"\xef\xbb\xbf")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))}
    assert "'=cmd" in rows
    assert "走了" not in rows
    assert list(rows["顾念慈"].values()) == [
        "GY-G7", "3栋", "1单元", "501", "92.50", "顾念慈", "0571-8888 6666", "registered", "yes", "yes", "no",
        "building_head", "A-7",
    ]  # fmt: skip


def test_that_personal_data_left_the_house_stands_in_the_journal(client: Client, full: World) -> None:
    client.as_(full.recorder).post("/roster/exports/new", {"place": "GY-G7", "kind": "csv"})
    grid = full.building.parent_id or 0
    (entry,) = history("place", grid, actions=["roster.export.made"])
    assert entry.actor_id == full.recorder.id
    assert entry.data["people"] > 40


def test_only_who_keeps_the_roster_takes_it_out(client: Client, full: World) -> None:
    form = {"place": "GY", "kind": "csv"}
    for person in (full.resident, full.grid_officer, full.supervisor, full.stranger):
        assert client.as_(person).post("/roster/exports/new", form).status_code == 403
    assert client.as_(full.recorder).post("/roster/exports/new", {"place": "TQ", "kind": "csv"}).status_code == 404
    assert client.post("/roster/exports/new", {"place": "GY", "kind": "exe"}).status_code == 422


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_example_files_are_rosters(client: Client, full: World, tmp_path: Path, kind: str) -> None:
    answer = client.as_(full.recorder).get(f"/roster/example.{kind}")
    path = tmp_path / "example"
    path.write_bytes(answer.data)
    plan = planned(path, "GY-G7").plan
    assert {problem.code for problem in plan.errors} <= {"place_outside", "place_unknown"}
    assert len(plan.lines) >= 5
    assert client.get("/roster/example.exe").status_code == 404
    assert db.session.query(Lot).count() == 2
