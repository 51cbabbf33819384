"""The clerk's way: upload, look, confirm, done; all or nothing; cancelled, crashed, changed meanwhile."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.journal.queries import history
from council.permits.actor import Office
from council.residents.models import Person
from council.residents.operations import appoint, enrol
from council.residents.people.operations import mark_as_left
from council.roster import files, importing
from council.roster.models import ImportState, Lot, Ownership, RosterImport, RosterLine
from council.roster.operations import imports
from tests.roster.making import csv_bytes, row
from tests.support.client import Client
from tests.support.world import SINCE, World

GOOD = csv_bytes(
    [
        row(
            entrance="1单元",
            floor_area="92.50",
            owner="yes",
            household_rep="yes",
            phone="13800000001",
            external_id="A1",
        ),
        row(entrance="1单元", name="李四", owner="yes"),
        row(building="3栋", door="302", name="周敏", phone="13800000002"),
        row(building="3栋", door="301", name="陆小满"),
    ]
)
BAD = csv_bytes([row(), row(door="102", floor_area="92,5")])


@pytest.fixture
def clerk(client: Client, world: World) -> Client:
    """The recorder's browser."""
    return client.as_(world.recorder)


@pytest.fixture(autouse=True)
def _tidy(app: Flask) -> Iterator[None]:
    yield
    for path in (Path(app.config["DATA_DIR"]) / "imports").glob("*"):
        path.unlink()


def send(client: Client, body: bytes = GOOD, *, place: str = "GY", name: str = "名册.csv") -> str:
    """Upload a file; the address of its import."""
    answer = client.post("/roster/imports/new", {"place": place, "file": (io.BytesIO(body), name)})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def the_import() -> RosterImport:
    found = db.session.scalars(select(RosterImport).order_by(RosterImport.id.desc())).first()
    assert found is not None
    return found


def confirm(client: Client, address: str) -> int:
    return client.post(f"{address}/confirmation", {"digest": the_import().digest}).status_code


def test_from_upload_to_done(clerk: Client, world: World) -> None:
    address = send(clerk)
    page = clerk.get(address)
    assert 'hx-trigger="load delay:1s"' in page.text
    assert 'http-equiv="refresh"' in page.text
    assert importing.work_imports() == 1
    page = clerk.get(address).text
    assert "Put 3 people on the roster" in page
    assert "19900000001 → 13800000002" in page
    assert "2 buildings and entrances are new" in page
    assert db.session.scalar(select(Person).where(Person.name == "李四")) is None
    assert confirm(clerk, address) == 303
    assert importing.work_imports() == 1
    assert "Written in one go" in clerk.get(address).text
    new = db.session.scalars(select(Person).where(Person.name == "王明")).one()
    assert (new.place.name, new.household.door, new.initials) == ("9栋1单元", "101", "wm")  # type: ignore[union-attr]
    assert (new.household_rep, new.external_id) == (True, "A1")
    assert db.session.scalars(select(Lot.area_cm2)).all() == [925_000]
    assert len(db.session.scalars(select(Ownership)).all()) == 2
    assert importing.work_imports() == 0
    acts = [entry.action for entry in history("roster_import", the_import().id)]
    assert acts == ["roster.import.uploaded", "roster.import.confirmed", "roster.import.written"]


def test_the_same_file_again_changes_nothing(clerk: Client) -> None:
    address = send(clerk)
    importing.work_imports()
    confirm(clerk, address)
    importing.work_imports()
    again = send(clerk)
    assert again != address
    importing.work_imports()
    counts = the_import().counts
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, 4)
    page = clerk.get(again).text
    assert "There is nothing to write" in page
    assert 'data-test="confirm-import"' not in page


def test_a_file_with_something_wrong_is_never_written(clerk: Client) -> None:
    address = send(clerk, BAD)
    importing.work_imports()
    page = clerk.get(address).text
    assert "One thing is wrong" in page
    assert "Write m² with a point" in page
    assert confirm(clerk, address) == 409
    assert importing.work_imports() == 0
    assert db.session.scalar(select(Person).where(Person.name == "王明")) is None


def test_what_is_no_roster_is_refused_with_a_sentence(clerk: Client) -> None:
    address = send(clerk, b"PK\x03\x04 nothing", name="x.xlsx")
    importing.work_imports()
    assert "This is no Excel file" in clerk.get(address).text
    answer = clerk.post("/roster/imports/new", {"place": "GY", "file": (io.BytesIO(b""), "x.csv")})
    assert answer.status_code == 422
    assert "The file is empty" in answer.text
    assert "Choose a file" in clerk.post("/roster/imports/new", {"place": "GY"}).text


def test_the_same_file_still_open_is_the_same_import(clerk: Client, app: Flask) -> None:
    address = send(clerk)
    assert send(clerk) == address
    assert len(list((Path(app.config["DATA_DIR"]) / "imports").iterdir())) == 1
    assert send(clerk, place="GY-G7") != address


def test_a_roster_that_changed_meanwhile_is_looked_at_again(clerk: Client, world: World) -> None:
    address = send(clerk)
    importing.work_imports()
    world.resident.phone = "13899999999"
    db.session.commit()
    confirm(clerk, address)
    importing.work_imports()
    assert the_import().state == ImportState.READY
    page = clerk.get(address).text
    assert "look again" in page
    assert "13899999999 → 13800000002" in page
    confirm(clerk, address)
    importing.work_imports()
    assert the_import().state == ImportState.DONE


def test_a_change_that_concerns_no_row_does_not_matter(clerk: Client, world: World) -> None:
    address = send(clerk)
    importing.work_imports()
    enrol(key="another", name="过客", place=world.other_estate)
    confirm(clerk, address)
    importing.work_imports()
    assert the_import().state == ImportState.DONE


def test_a_change_between_planning_and_writing(clerk: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is made anew against the roster as it then is."""
    address = send(clerk)
    importing.work_imports()
    confirm(clerk, address)
    write, calls = imports.write_import, []

    def late(**values: object) -> bool:
        if not calls:
            enrol(key="late", name="新来的", place=world.building, door="999")
        calls.append(1)
        return write(**values)  # type: ignore[arg-type]

    monkeypatch.setattr(imports, "write_import", late)
    importing.work_imports()
    assert (the_import().state, len(calls)) == (ImportState.DONE, 2)


def test_all_or_nothing(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = send(clerk)
    importing.work_imports()
    confirm(clerk, address)
    before = db.session.query(Person).count()
    monkeypatch.setattr("council.roster.operations.writing._Writer._write_offices", _broken)
    importing.work_imports()
    assert db.session.query(Person).count() == before
    assert the_import().state == ImportState.FAILED
    assert "Something broke down on our side" in clerk.get(address).text


def _broken(_writer: object) -> None:
    raise RuntimeError("the disk is full")


def test_cancelled_at_any_time_before(clerk: Client) -> None:
    address = send(clerk)
    assert clerk.post(f"{address}/cancellation").status_code == 303
    assert importing.work_imports() == 0
    address = send(clerk)
    importing.work_imports()
    clerk.post(f"{address}/cancellation")
    assert confirm(clerk, address) == 409
    assert "Nothing was written" in clerk.get(address).text


def test_cancelled_while_it_is_read(clerk: Client, world: World) -> None:
    send(clerk)
    upload = imports.take_up()
    assert upload is not None
    imports.cancel_import(upload=upload, actor_id=world.recorder.id)
    assert not imports.beat(import_id=upload.id, worker=upload.worker, rows=5)
    importing._step(upload)
    assert (the_import().state, db.session.query(RosterLine).count()) == (ImportState.CANCELLED, 0)


def test_what_is_written_cannot_be_cancelled(clerk: Client, world: World) -> None:
    address = send(clerk)
    importing.work_imports()
    confirm(clerk, address)
    importing.work_imports()
    with pytest.raises(Conflict):
        imports.cancel_import(upload=the_import(), actor_id=world.recorder.id)


def test_two_workers_never_take_the_same(clerk: Client) -> None:
    send(clerk)
    assert imports.take_up() is not None
    assert imports.take_up() is None


def test_a_crashed_one_is_taken_up_again_and_at_last_given_up(clerk: Client) -> None:
    address = send(clerk)
    first = imports.take_up()
    assert first is not None
    worker = first.worker
    for _try in range(2):
        the_import().beat_at = clock.now() - timedelta(minutes=3)
        db.session.commit()
        again = imports.take_up()
        assert again is not None
        assert (again.state, again.worker != worker) == (ImportState.READING, True)
    assert not imports.beat(import_id=first.id, worker=worker, rows=1)
    the_import().beat_at = clock.now() - timedelta(minutes=3)
    db.session.commit()
    importing.work_imports()
    assert the_import().state == ImportState.FAILED
    assert "broke down three times" in clerk.get(address).text


def test_files_and_lines_go_a_day_after_the_end(clerk: Client) -> None:
    address = send(clerk)
    importing.work_imports()
    clerk.post(f"{address}/cancellation")
    assert imports.clear_ended() == 0
    with clock.stopped(clock.now() + timedelta(days=1, minutes=1)):
        assert imports.clear_ended() == 1
        assert imports.clear_ended() == 0
    assert not files.path_of(the_import().token).exists()
    assert db.session.query(RosterLine).count() == 0
    assert "名册.csv" in clerk.get("/roster/imports/").text


def test_a_preview_that_nobody_answers_ends(clerk: Client) -> None:
    send(clerk)
    importing.work_imports()
    with clock.stopped(clock.now() + timedelta(days=8)):
        assert imports.give_up_old_previews() == 1
    assert the_import().state == ImportState.CANCELLED


def test_progress_is_a_part_for_htmx_and_leads_on_when_there_is_something_to_see(clerk: Client) -> None:
    address = send(clerk)
    part = clerk.get(f"{address}/progress", htmx=True)
    assert part.status_code == 200
    assert part.text.lstrip().startswith("<section")
    importing.work_imports()
    assert clerk.get(f"{address}/progress", htmx=True).headers["HX-Redirect"] == address


def test_the_rows_are_paged_and_filtered_with_few_queries(clerk: Client, count_queries: list[str]) -> None:
    address = send(clerk, csv_bytes([row(door=str(number)) for number in range(100, 160)]))
    importing.work_imports()
    clerk.get(address)
    count_queries.clear()
    page = clerk.get(f"{address}?verdict=new&page=2")
    assert len(count_queries) <= 7
    assert page.text.count('data-test="import-line"') == 25
    assert "No row has this verdict" in clerk.get(f"{address}?verdict=wrong").text


class TestWhoMay:
    @pytest.mark.parametrize("part", ["recorder", "chair", "community_staff", "street_staff", "administrator"])
    def test_those_who_keep_the_roster(self, client: Client, world: World, part: str) -> None:
        client.as_(getattr(world, part))
        assert client.get("/roster/imports/").status_code == 200
        assert send(client)

    @pytest.mark.parametrize("part", ["resident", "grid_officer", "supervisor", "partner", "stranger"])
    def test_nobody_else(self, client: Client, world: World, part: str) -> None:
        client.as_(getattr(world, part))
        assert client.get("/roster/imports/").status_code == 403
        assert client.post("/roster/imports/new", {"place": "GY"}).status_code == 403

    def test_only_for_their_own_place(self, clerk: Client, world: World) -> None:
        answer = clerk.post("/roster/imports/new", {"place": "TQ", "file": (io.BytesIO(GOOD), "x.csv")})
        assert answer.status_code == 404
        address = send(clerk)
        assert clerk.as_(world.stranger).get(address).status_code == 404

    def test_a_recorder_gives_no_office_by_import(self, clerk: Client) -> None:
        address = send(clerk, csv_bytes([row(office="estate_head")]))
        importing.work_imports()
        assert "You may not give this office" in clerk.get(address).text

    def test_the_phone_of_somebody_above_is_not_changed(self, clerk: Client, world: World) -> None:
        door = world.chair.household.door  # type: ignore[union-attr]
        body = csv_bytes([row(building="3栋", door=door, name="唐守诚", phone="13800000009")])
        address = send(clerk, body)
        importing.work_imports()
        assert "reaches further than yours" in clerk.get(address).text

    def test_who_lost_the_office_meanwhile_imports_nothing(self, clerk: Client, world: World) -> None:
        send(clerk)
        from council.residents.models import Appointment

        held = db.session.scalars(select(Appointment).where(Appointment.person_id == world.recorder.id)).one()
        held.until = held.since
        db.session.commit()
        importing.work_imports()
        assert the_import().problem["code"] == "no_right"  # type: ignore[index]


def test_no_roster_takes_the_last_administrator_away(client: Client, world: World) -> None:
    """Neither a file without them nor one that speaks of them as a child under another name ends an office."""
    last = enrol(key="last", name="尤一", place=world.building, door="909", external_id="ADM")
    appoint(person=last, office=Office.ADMINISTRATOR, place=world.street, since=SINCE)
    mark_as_left(person=world.administrator, on=clock.today(), actor_id=last.id)
    client.as_(last)
    for body in (GOOD, csv_bytes([row(building="3栋", door="909", name="尤二", adult="no", external_id="ADM")])):
        address = send(client, body)
        importing.work_imports()
        confirm(client, address)
        importing.work_imports()
    db.session.refresh(last)
    assert last.is_current
    assert Office.ADMINISTRATOR in {held.office for held in World.actor(last).holdings}
