"""Slips at the desk: who makes them, what a new one does to the old one, what is kept, and the paper."""

import re

import pytest
from sqlalchemy import inspect

from council.accounts.models import Slip, SlipBatch
from council.accounts.permissions import AccountAct
from council.accounts.slips_operations import code_of, make_slips, token_of
from council.accounts.slips_queries import slips_to_print
from council.base.db import db
from council.base.errors import Invalid
from council.journal.queries import history
from council.organisation.queries import place_by_code
from council.permits.permission import allows
from council.residents.models import Household
from tests.accounts.doors import batch_for, join, slip_for
from tests.support.client import Client
from tests.support.world import World


@pytest.mark.parametrize(
    ("who", "code", "may"),
    [
        ("grid_officer", "GY-G7", True), ("grid_officer", "GY-B3", True), ("grid_officer", "GY", False),
        ("recorder", "GY", True), ("recorder", "TQ", False), ("chair", "GY", True), ("chair", "TQ-B1", False),
        ("community_staff", "TQ", True), ("community_staff", "ST", False), ("administrator", "ST", True),
        ("street_staff", "GY", False), ("supervisor", "GY", False), ("resident", "GY-B3", False),
        ("stranger", "TQ-B1", False), ("partner", "ST", False),
    ],
)  # fmt: skip
def test_who_makes_slips_where(world: World, who: str, code: str, may: bool) -> None:
    place = place_by_code(code)
    assert place is not None
    assert allows(world.actor(getattr(world, who)), AccountAct.MAKE_SLIPS, place) is may


def test_ticked_doors_get_slips_and_the_paper_shows_them(client: Client, world: World) -> None:
    client.as_(world.grid_officer)
    page = client.get("/slips/?place=GY-B3")
    assert 'name="households"' in page.text
    chosen = [str(world.resident.household_id), str(world.neighbour.household_id)]
    answer = client.post("/slips/batches", {"place": "GY-B3", "households": chosen})
    assert answer.status_code == 303
    assert "Show 2 slips to print" in client.get(answer.location).text
    paper = client.post(f"{answer.location}/prints")
    slips = db.session.scalars(db.select(Slip)).all()
    assert len(slips) == 2
    for slip in slips:
        code = code_of(slip)
        assert f"{code[:4]}-{code[4:]}" in paper.text
        assert f"/k/{token_of(slip)}" in paper.text
    assert world.resident.name not in paper.text  # no names
    assert "0700 12 0001" in paper.text
    assert len(re.findall(r'<svg class="qr"', paper.text)) == 2


def test_each_printing_is_in_the_journal_but_a_reload_is_not(client: Client, world: World) -> None:
    batch = batch_for(world, world.resident)
    client.as_(world.recorder)
    for once in ("a", "a", "b"):
        assert client.post(f"/slips/batches/{batch.id}/prints", {"once": once}).status_code == 200
    actions = [entry.action for entry in history("slip_batch", batch.id)]
    assert actions.count("accounts.slips.printed") == 2
    assert actions.count("accounts.slips.made") == 1


def test_a_new_slip_takes_the_place_of_the_old_one(world: World) -> None:
    old, new = slip_for(world, world.resident), slip_for(world, world.resident)
    db.session.refresh(old)
    assert old.withdrawn_at is not None
    assert new.withdrawn_at is None
    assert code_of(old) != code_of(new)
    assert list(slips_to_print(old.batch)) == []


def test_the_table_holds_no_code_and_another_key_gives_others(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = slip_for(world, world.resident)
    code, token = code_of(slip), token_of(slip)
    kept = " ".join(str(getattr(slip, column.key)) for column in inspect(Slip).columns)
    assert code not in kept
    assert token not in kept
    monkeypatch.setitem(client._app.config, "SECRET_KEY", "another machine")
    assert code_of(slip) != code
    assert token_of(slip) != token
    assert client.get(f"/k/{token_of(slip)}").status_code == 409


def test_the_form_sent_twice_makes_one_batch(client: Client, world: World) -> None:
    client.as_(world.recorder)
    form = {"place": "GY", "households": str(world.resident.household_id), "once": "x"}
    first, again = client.post("/slips/batches", form), client.post("/slips/batches", form)
    assert first.location == again.location
    assert len(db.session.scalars(db.select(SlipBatch)).all()) == 1


def test_a_whole_building_at_once(client: Client, world: World) -> None:
    answer = client.as_(world.recorder).post("/slips/batches", {"place": "GY-B3", "everybody": "1"})
    assert answer.status_code == 303
    doors = db.session.scalar(db.select(db.func.count(Household.id)).where(Household.place_id == world.building.id))
    assert db.session.scalar(db.select(db.func.count(Slip.id))) == doors


def test_no_door_and_doors_elsewhere_are_refused_and_nothing_is_written(client: Client, world: World) -> None:
    client.as_(world.recorder)
    assert "Choose at least one door" in client.post("/slips/batches", {"place": "GY"}).text
    elsewhere = client.post("/slips/batches", {"place": "GY", "households": str(world.stranger.household_id)})
    assert elsewhere.status_code == 422
    assert client.post("/slips/batches", {"place": "TQ", "everybody": "1"}).status_code == 404
    assert db.session.scalar(db.select(db.func.count(Slip.id))) == 0


def test_at_most_400_at_once(world: World) -> None:
    with pytest.raises(Invalid, match="400"):
        make_slips(place=world.estate, household_ids=list(range(1, 402)), actor_id=world.recorder.id)


def test_the_list_says_how_far_each_door_is(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    join(client, slip, world.resident)
    officer = client.as_(world.recorder)
    row = re.search(r"<tr>(?:(?!</tr>).)*>302<.*?</tr>", officer.get("/slips/?place=GY-B3").text, re.DOTALL)
    assert row
    assert "1 of 1" in row[0]
    assert "until" in row[0]
    assert ">302<" not in officer.get("/slips/?place=GY-B3&show=nobody").text
    assert ">302<" not in officer.get("/slips/?place=GY-B3&show=without").text
    assert ">301<" in officer.get("/slips/?place=GY-B3&show=nobody").text


def test_the_list_asks_a_constant_number_of_queries(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.recorder)
    client.get("/slips/?place=GY-B3")
    count_queries.clear()
    client.get("/slips/?place=GY-B3&page=2")
    few = len(count_queries)
    batch_for(world, world.resident)
    count_queries.clear()
    client.get("/slips/?place=GY-B3")
    assert len(count_queries) <= few + 2  # the counts of the batches made lately
    assert few <= 12


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("stranger", 404), ("supervisor", 404), ("chair", 200)]
)
def test_a_batch_is_seen_by_who_may_make_one(client: Client, world: World, who: str, status: int) -> None:
    batch = batch_for(world, world.resident)
    client.as_(getattr(world, who))
    assert client.get(f"/slips/batches/{batch.id}").status_code == status
    assert client.post(f"/slips/batches/{batch.id}/prints").status_code == status
