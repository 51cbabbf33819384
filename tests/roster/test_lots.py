"""Lots, exact floor areas, owners, and who votes for several owners."""

from datetime import date

import pytest

from council.base.db import db
from council.journal.queries import history
from council.organisation.models import PlaceKind
from council.organisation.operations import add_place
from council.roster.models import Lot, LotKind, Ownership
from council.roster.operations.lots import add_owner, end_ownership, enter_lot, name_voter
from council.roster.queries import owners_figures, owners_of
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture
def lot(world: World) -> Lot:
    """The lot behind the resident's door."""
    return enter_lot(place=world.building, door="302室", kind=LotKind.DWELLING, area_cm2=925_000, actor_id=None)


def test_the_list_shows_area_owners_and_who_lives_there(client: Client, world: World, lot: Lot) -> None:
    add_owner(lot=lot, person=world.neighbour, since=None, actor_id=world.recorder.id)
    page = client.as_(world.recorder).get("/roster/lots/?place=GY").text
    assert "92.50 m²" in page
    assert "陆小满" in page
    assert "周敏" in page
    assert "No lot found" in client.get("/roster/lots/?place=GY&q=999").text
    assert "92.50 m²" in client.get("/roster/lots/?place=GY&q=陆小满").text


def test_an_owner_is_entered_named_to_vote_and_ended(client: Client, world: World, lot: Lot) -> None:
    client.as_(world.recorder)
    for name in ("周敏", "陆小满 301"):
        assert client.post(f"/roster/lots/{lot.id}/owners", {"person": name}).status_code == 303
    page = client.get(f"/roster/lots/{lot.id}").text
    assert "counts for none of them" in page
    first, second = db.session.query(Ownership).order_by(Ownership.id)
    client.post(f"/roster/ownerships/{first.id}/vote")
    client.post(f"/roster/ownerships/{second.id}/vote")
    db.session.expire_all()
    assert (first.votes, second.votes) == (False, True)
    assert "votes for this lot" in client.get(f"/roster/lots/{lot.id}").text
    client.post(f"/roster/ownerships/{second.id}/end")
    client.post(f"/roster/ownerships/{second.id}/end")
    assert second.until is not None
    acts = [entry.action for entry in history("lot", lot.id)]
    assert acts.count("roster.ownership.ended") == 1
    assert "Owners before" in client.get(f"/roster/lots/{lot.id}").text


def test_who_is_nobody_or_several_is_said(client: Client, world: World, lot: Lot) -> None:
    client.as_(world.recorder)
    answer = client.post(f"/roster/lots/{lot.id}/owners", {"person": "无此人"})
    assert (answer.status_code, "无此人" in answer.text) == (422, True)
    assert "Nobody of this estate" in answer.text
    assert client.post(f"/roster/lots/{lot.id}/owners", {"person": "贺远"}).status_code == 422  # of another estate


@pytest.mark.parametrize("text", ["92,5", "0", "-1", "92.505", ""])
def test_an_area_that_is_none(client: Client, world: World, lot: Lot, text: str) -> None:
    assert client.as_(world.recorder).post(f"/roster/lots/{lot.id}/area", {"area": text}).status_code == 422
    assert client.post(f"/roster/lots/{lot.id}/area", {"area": "９3.1"}).status_code == 303
    db.session.refresh(lot)
    assert lot.area == "93.10"


def test_a_lot_is_entered_once(client: Client, world: World, lot: Lot) -> None:
    client.as_(world.recorder)
    form = {"place": "GY-B3", "door": "302", "kind": "dwelling", "area": "92.50"}
    answer = client.post("/roster/lots/new?place=GY", form)
    assert (answer.status_code, "entered already" in answer.text) == (422, True)
    assert client.post("/roster/lots/new?place=GY", {**form, "kind": "parking"}).status_code == 303


def test_figures_count_each_owner_once_and_the_area_exactly(world: World, lot: Lot) -> None:
    shop = enter_lot(place=world.building, door="S1", kind=LotKind.SHOP, area_cm2=1, actor_id=None)
    shared = enter_lot(place=world.building, door="401", kind=LotKind.DWELLING, area_cm2=783_000, actor_id=None)
    enter_lot(place=world.building, door="402", kind=LotKind.DWELLING, area_cm2=None, actor_id=None)
    since = date(2026, 1, 1)
    for one in (lot, shop, shared):
        add_owner(lot=one, person=world.resident, since=since, actor_id=world.recorder.id)
    other = add_owner(lot=shared, person=world.neighbour, since=since, actor_id=world.recorder.id)
    figures = owners_figures(world.estate.path)
    assert (figures.heads, figures.area_cm2, figures.lots) == (2, 1_708_001, 4)
    assert (figures.without_owner, figures.without_area) == (1, 1)
    owners = {owner.person_id: owner.area_cm2 for owner in owners_of(world.estate.path)}
    assert owners == {world.resident.id: 925_001, world.neighbour.id: 0}  # nobody is named for the shared one
    name_voter(ownership=other, actor_id=world.recorder.id)
    owners = {owner.person_id: owner.area_cm2 for owner in owners_of(world.estate.path)}
    assert owners == {world.resident.id: 925_001, world.neighbour.id: 783_000}
    end_ownership(ownership=other, actor_id=world.recorder.id)
    assert [owner.area_cm2 for owner in owners_of(world.estate.path)] == [1_708_001]


def test_few_and_many_lots_take_the_same_queries(
    client: Client, world: World, lot: Lot, count_queries: list[str]
) -> None:
    client.as_(world.recorder).get("/roster/lots/?place=GY")
    count_queries.clear()
    client.get("/roster/lots/?place=GY")
    few = len(count_queries)
    entrance = add_place(kind=PlaceKind.ENTRANCE, code="E", name="3栋1单元", parent=world.building)
    for number in range(30):
        one = enter_lot(place=entrance, door=str(number), kind=LotKind.DWELLING, area_cm2=5, actor_id=None)
        add_owner(lot=one, person=world.members[number], since=None, actor_id=world.recorder.id)
    client.get("/roster/lots/?place=GY")
    count_queries.clear()
    client.get("/roster/lots/?place=GY")
    assert len(count_queries) <= few + 1 <= 10  # owners are loaded once there are any


def test_who_may_look_and_who_may_write(client: Client, world: World, lot: Lot) -> None:
    client.as_(world.supervisor)
    assert client.get(f"/roster/lots/{lot.id}").status_code == 200
    assert client.post(f"/roster/lots/{lot.id}/area", {"area": "1"}).status_code == 403
    for stranger in (world.resident, world.stranger):
        client.as_(stranger)
        assert client.get("/roster/lots/").status_code == 403
        assert client.get(f"/roster/lots/{lot.id}").status_code == 404
        assert client.post(f"/roster/lots/{lot.id}/owners", {"person": "周敏"}).status_code == 404
