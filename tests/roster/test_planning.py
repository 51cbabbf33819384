"""What a file means for the roster: new, changed, unchanged, or wrong and why. Nothing is written here."""

from datetime import date
from pathlib import Path

import pytest

from council.base.db import db
from council.permits.actor import Office
from council.residents.models import Household, Person
from council.residents.operations import appoint, enrol
from council.roster.models import Lot, Ownership
from council.roster.planning.plans import Change
from tests.roster.making import HEAD, csv_file, planned, row, told
from tests.support.world import World

RESIDENT = {"building": "3号楼", "door": "302室", "name": "周敏"}


@pytest.fixture(autouse=True)
def _world(world: World) -> None:
    """Each test has the neighbourhood."""


def test_somebody_new_and_somebody_known(tmp_path: Path) -> None:
    plan = planned(csv_file(tmp_path, [row(), row(**RESIDENT)])).plan
    assert [line.verdict for line in plan.lines] == ["new", "unchanged"]
    assert [(place.kind, place.code, place.name) for place in plan.places] == [("building", "GY-B09", "9栋")]
    assert plan.not_in_file > 40


def test_what_changes_is_shown_before_and_after(tmp_path: Path) -> None:
    file = csv_file(tmp_path, [row(**RESIDENT, phone="13800000000", floor_area="92.50", owner="yes")])
    (line,) = planned(file).plan.lines
    assert line.changes == [
        Change("phone", "19900000001", "13800000000"),
        Change("floor_area", None, "92.50"),
        Change("owner", False, True),
    ]


def test_an_empty_cell_changes_nothing(tmp_path: Path, world: World) -> None:
    world.resident.household_rep = True
    db.session.commit()
    assert planned(csv_file(tmp_path, [row(**RESIDENT)])).plan.lines[0].verdict == "unchanged"
    file = csv_file(tmp_path, [row(**RESIDENT, household_rep="no")])
    assert planned(file).plan.lines[0].changes == [Change("household_rep", True, False)]


def test_a_grid_needs_no_codes_and_an_estate_without_grids_neither(tmp_path: Path) -> None:
    file = csv_file(tmp_path, [["3栋", "302", "周敏"]], head=["building", "door", "name"])
    assert planned(file, "GY-G7").plan.lines[0].verdict == "unchanged"
    assert told(planned(file, "GY")) == [(1, "place", "column_missing")]
    other = csv_file(tmp_path, [["1栋", "101", "贺远"]], head=["building", "door", "name"])
    assert planned(other, "TQ").plan.lines[0].verdict == "unchanged"


def test_codes_that_do_not_exist_or_lie_outside(tmp_path: Path) -> None:
    file = csv_file(tmp_path, [row(place="NO"), row(place="TQ"), row(place="GY"), row(place="gy-g7", door="9")])
    assert told(planned(file)) == [
        (2, "place", "place_unknown"),
        (3, "place", "place_outside"),
        (4, "place", "place_unknown"),
    ]


class TestAPersonIsFound:
    def test_by_number_wherever_they_live_now(self, tmp_path: Path, world: World) -> None:
        world.resident.external_id = "A1"
        db.session.commit()
        file = csv_file(tmp_path, [row(door="101", name="周敏敏", external_id="A1")])
        (line,) = planned(file).plan.lines
        assert [(change.field, change.after) for change in line.changes] == [("name", "周敏敏"), ("home", "9栋 101")]

    def test_by_phone_and_name_after_moving(self, tmp_path: Path) -> None:
        file = csv_file(tmp_path, [row(name="周敏", phone="199 0000 0001")])
        (line,) = planned(file).plan.lines
        assert line.changes == [Change("home", "3栋 302", "9栋 101")]

    def test_and_gets_the_number_they_lacked(self, tmp_path: Path) -> None:
        (line,) = planned(csv_file(tmp_path, [row(**RESIDENT, external_id="A1")])).plan.lines
        assert line.changes == [Change("external_id", None, "A1")]

    def test_not_where_the_number_is_another(self, tmp_path: Path, world: World) -> None:
        world.resident.external_id = "A1"
        db.session.commit()
        file = csv_file(tmp_path, [row(**RESIDENT, external_id="A2")])
        assert told(planned(file)) == [(2, "external_id", "number_differs")]

    def test_not_where_the_number_is_of_another_estate(self, tmp_path: Path, world: World) -> None:
        world.stranger.external_id = "A1"
        db.session.commit()
        file = csv_file(tmp_path, [row(external_id="A1")])
        assert told(planned(file)) == [(2, "external_id", "number_elsewhere")]

    def test_not_where_several_fit(self, tmp_path: Path, world: World) -> None:
        enrol(key="double", name="周敏", place=world.building, household=world.resident.household)
        assert told(planned(csv_file(tmp_path, [row(**RESIDENT)]))) == [(2, "name", "several_people")]

    def test_through_a_merged_record(self, tmp_path: Path, world: World) -> None:
        gone = enrol(key="double", name="周敏", place=world.building, household=world.resident.household)
        gone.external_id, gone.merged_into_id = "A1", world.resident.id
        db.session.commit()
        file = csv_file(tmp_path, [row(**RESIDENT, external_id="A1")])
        assert planned(file).plan.lines[0].verdict == "unchanged"

    def test_again_after_moving_away(self, tmp_path: Path, world: World) -> None:
        world.resident.external_id, world.resident.left_on = "A1", date(2026, 1, 1)
        db.session.commit()
        (line,) = planned(csv_file(tmp_path, [row(**RESIDENT, external_id="A1")])).plan.lines
        assert line.changes == [Change("left_on", "2026-01-01", None)]


class TestContradictionsNameTheOtherLine:
    @pytest.mark.parametrize(
        ("first", "second", "column", "code"),
        [
            ({"external_id": "A"}, {"external_id": "A", "name": "李四"}, "external_id", "number_twice"),
            ({}, {"door": "１０１室"}, "name", "person_twice"),
            ({"floor_area": "92.50"}, {"name": "李四", "floor_area": "92.51"}, "floor_area", "area_differs"),
            ({"entrance": "1单元"}, {"name": "李四"}, "entrance", "entrance_differs"),
            ({"household_rep": "yes"}, {"name": "李四", "household_rep": "yes"}, "household_rep", "two_speakers"),
        ],
    )
    def test_in_the_file(
        self, tmp_path: Path, first: dict[str, str], second: dict[str, str], column: str, code: str
    ) -> None:
        prepared = planned(csv_file(tmp_path, [row(**first), row(door="102"), row(**second)]))
        assert told(prepared) == [(4, column, code)]
        assert prepared.plan.errors[0].values["other"] == 2

    def test_the_same_person_of_the_roster_from_two_doors(self, tmp_path: Path) -> None:
        same = {"name": "周敏", "phone": "19900000001"}
        file = csv_file(tmp_path, [row(**same), row(**same, door="102")])
        assert told(planned(file)) == [(3, "name", "person_twice")]

    def test_the_same_door_behind_two_entrances_is_fine(self, tmp_path: Path) -> None:
        file = csv_file(tmp_path, [row(entrance="1"), row(entrance="2"), row(entrance="2单元", name="李四")])
        prepared = planned(file)
        assert not prepared.plan.errors
        assert len(prepared.plan.places) == 3

    def test_a_second_representative_beside_the_rosters(self, tmp_path: Path, world: World) -> None:
        world.resident.household_rep = True
        db.session.commit()
        new = row(building="3栋", door="302", name="周小敏", household_rep="yes")
        assert told(planned(csv_file(tmp_path, [new]))) == [(2, "household_rep", "speaker_already")]
        assert not planned(csv_file(tmp_path, [new, row(**RESIDENT, household_rep="no")])).plan.errors

    def test_a_door_that_the_roster_has_without_an_entrance(self, tmp_path: Path) -> None:
        file = csv_file(tmp_path, [row(**RESIDENT, entrance="1单元")])
        assert told(planned(file)) == [(2, "entrance", "entrance_too_much")]


def test_offices_are_given_for_their_place_unless_held(tmp_path: Path, world: World) -> None:
    appoint(person=world.resident, office=Office.MEDIATOR, place=world.estate, since=date(2026, 1, 1))
    file = csv_file(tmp_path, [row(**RESIDENT, office="调解员, building_head")])
    prepared = planned(file)
    assert [(held.office, held.place) for held in prepared.plan.offices] == [("building_head", world.building.id)]


def test_an_owner_who_owns_no_more(tmp_path: Path, world: World) -> None:
    lot = Lot(place_id=world.building.id, door="302", kind="dwelling", area_cm2=925_000)
    db.session.add(lot)
    db.session.commit()
    db.session.add(Ownership(lot_id=lot.id, person_id=world.resident.id, since=date(2026, 1, 1)))
    db.session.commit()
    assert planned(csv_file(tmp_path, [row(**RESIDENT, owner="yes", floor_area="92.5")])).plan.counts()["changed"] == 0
    prepared = planned(csv_file(tmp_path, [row(**RESIDENT, owner="no")]))
    assert prepared.plan.lines[0].changes == [Change("owner", True, False)]
    assert len(prepared.plan.ended) == 1


def test_the_plan_is_the_same_each_time(tmp_path: Path) -> None:
    file = csv_file(tmp_path, [row(), row(**RESIDENT, phone="13800000000"), row(name="")])
    assert planned(file).plan.digest() == planned(file).plan.digest()


def test_nothing_is_written_by_planning(tmp_path: Path) -> None:
    before = [db.session.query(model).count() for model in (Person, Household, Lot)]
    planned(csv_file(tmp_path, [row(floor_area="92.50", owner="yes")]))
    assert [db.session.query(model).count() for model in (Person, Household, Lot)] == before


@pytest.mark.parametrize("column", ["name", "door", "building"])
def test_a_missing_column_is_the_only_thing_said(tmp_path: Path, column: str) -> None:
    at = HEAD.index(column)
    file = csv_file(tmp_path, [row()[:at] + row()[at + 1 :]] * 3, head=HEAD[:at] + HEAD[at + 1 :])
    plan = planned(file).plan
    assert [(wrong.row, wrong.column, wrong.code) for wrong in plan.errors] == [(1, column, "column_missing")]
    assert plan.counts()["new"] == plan.counts()["not_in_file"] == 0
