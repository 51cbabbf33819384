"""A person's record at the desk: seen, corrected, moved, left and back, added, with a portrait."""

from io import BytesIO

import pytest
from PIL import Image

from council.base import clock
from council.base.db import db
from council.journal.queries import history
from council.permits.actor import Office
from council.permits.permission import allows
from council.residents.access import account_for
from council.residents.models import Appointment, Person
from council.residents.offices.operations import appoint
from council.residents.people.permissions import RecordAct
from tests.support.client import Client
from tests.support.world import SINCE, World


def actions(person: Person) -> list[str]:
    return [entry.action for entry in history("person", person.id)]


def picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (60, 40), "tan").save(file, "JPEG")
    file.seek(0)
    return file


# --- finding and seeing


def test_a_clerk_finds_somebody_by_initials(client: Client, world: World) -> None:
    page = client.as_(world.recorder).get("/people/?q=zm").text
    assert "周敏" in page
    assert "陆小满" not in page
    assert "陆小满" in client.get("/people/?q=LXM").text


def test_a_record_shows_door_household_offices_and_a_phone_with_stars(client: Client, world: World) -> None:
    world.resident.phone = "13812341234"
    world.neighbour.household_id = world.resident.household_id
    db.session.commit()
    appoint(person=world.resident, office=Office.BUILDING_HEAD, place=world.building, since=SINCE)
    page = client.as_(world.recorder).get(f"/people/{world.resident.id}").text
    assert "138****1234" in page
    assert "13812341234" not in page
    assert world.neighbour.name in page
    assert "Building head" in page
    assert "302" in page


def test_looking_at_the_whole_phone_is_kept(client: Client, world: World) -> None:
    world.resident.phone = "13812341234"
    db.session.commit()
    page = client.as_(world.grid_officer).post(f"/people/{world.resident.id}/phone").text
    assert "13812341234" in page
    assert actions(world.resident)[-1] == "residents.person.phone_shown"
    assert client.as_(world.supervisor).post(f"/people/{world.resident.id}/phone").status_code == 403
    assert actions(world.resident).count("residents.person.phone_shown") == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("grid_officer", 200),
        ("street_staff", 200),
        ("neighbour", 404),
        ("stranger", 404),
        ("resident", 403),
    ],
)
def test_who_sees_a_record(client: Client, world: World, who: str, status: int) -> None:
    assert client.as_(getattr(world, who)).get(f"/people/{world.resident.id}").status_code == status


EDITS = [
    ("recorder", "resident", True),
    ("recorder", "chair", False),
    ("recorder", "grid_officer", False),
    ("chair", "resident", True),
    ("chair", "grid_officer", True),
    ("chair", "recorder", False),
    ("community_staff", "chair", True),
    ("administrator", "chair", True),
    ("street_staff", "resident", False),
    ("grid_officer", "resident", False),
    ("supervisor", "resident", False),
]


@pytest.mark.parametrize(("who", "whose", "may"), EDITS)
def test_records_are_corrected_from_above(client: Client, world: World, who: str, whose: str, may: bool) -> None:
    """Whoever can change a phone number could take an account over: nobody climbs."""
    actor, person = world.actor(getattr(world, who)), getattr(world, whose)
    assert allows(actor, RecordAct.EDIT, account_for(actor, person.id)) is may
    client.as_(getattr(world, who))
    for path in ("edit", "home/edit", "leaving/new"):
        assert client.get(f"/people/{person.id}/{path}").status_code == (200 if may else 403)


@pytest.mark.parametrize(
    ("act", "yes", "no"),
    [
        (RecordAct.SEE, "supervisor", "neighbour"),
        (RecordAct.SHOW_PHONE, "recorder", "supervisor"),
        (RecordAct.ENROL, "chair", "grid_officer"),
    ],
)
def test_each_act_has_a_yes_and_a_no(world: World, act: RecordAct, yes: str, no: str) -> None:
    assert allows(world.actor(getattr(world, yes)), act, world.building)
    assert not allows(world.actor(getattr(world, no)), act, world.building)
    assert not allows(world.actor(world.stranger), act, world.building)


# --- correcting


def test_a_correction_says_which_fields_and_never_what(client: Client, world: World) -> None:
    client.as_(world.recorder)
    path = f"/people/{world.resident.id}/edit"
    assert 'value="周敏"' in client.get(path).text
    sent = {"name": "王晓明", "phone": "138 1234-5678", "residency": "tenant", "adult": "y"}
    assert client.post(path, sent).status_code == 303
    assert (world.resident.name, world.resident.phone, world.resident.initials) == ("王晓明", "13812345678", "wxm")
    entry = history("person", world.resident.id)[-1]
    assert entry.data == {"fields": ["name", "phone", "residency"]}
    assert client.post(path, sent).status_code == 303
    assert actions(world.resident).count("residents.person.changed") == 1  # nothing changed, nothing written


def test_a_wrong_correction_keeps_what_was_typed(client: Client, world: World) -> None:
    answer = client.as_(world.recorder).post(
        f"/people/{world.resident.id}/edit", {"name": "", "phone": "call me", "residency": "tenant"}
    )
    assert answer.status_code == 422
    assert "no phone number" in answer.text
    assert 'value="callme"' in answer.text
    assert world.resident.name == "周敏"


def test_somebody_moves_behind_another_door(client: Client, world: World) -> None:
    client.as_(world.recorder)
    path = f"/people/{world.resident.id}/home/edit"
    assert client.post(path, {"place": "GY-B3", "door": "301"}).status_code == 303
    assert world.resident.household_id == world.neighbour.household_id
    assert client.post(path, {"place": "GY-B3", "door": "301"}).status_code == 422
    assert client.post(path, {"place": "TQ-B1", "door": "101"}).status_code == 422  # not their place
    assert client.post(path, {"place": "GY-B3", "door": "909"}).status_code == 303
    assert world.resident.household
    assert world.resident.household.door == "909"
    assert actions(world.resident)[-1] == "residents.person.moved"


def test_somebody_leaves_and_it_is_taken_back(client: Client, world: World) -> None:
    appoint(person=world.resident, office=Office.BUILDING_HEAD, place=world.building, since=SINCE)
    epoch = world.resident.session_epoch
    client.as_(world.chair)
    path = f"/people/{world.resident.id}/leaving/new"
    assert "These offices end with it" in client.get(path).text
    assert client.post(path, {"left_on": "2999-01-01"}).status_code == 422
    assert client.post(path, {"left_on": clock.today().isoformat()}).status_code == 303
    assert world.resident.session_epoch == epoch + 1
    assert "Nobody found" in client.get("/people/?q=周敏").text
    assert "Off the lists" in client.get(f"/people/{world.resident.id}").text
    assert client.post(f"/people/{world.resident.id}/edit", {"name": "x", "residency": "tenant"}).status_code == 409
    assert client.post(f"/people/{world.resident.id}/return").status_code == 303
    assert client.post(f"/people/{world.resident.id}/return").status_code == 409
    assert "周敏" in client.get("/people/?q=302").text
    assert actions(world.resident)[-2:] == ["residents.person.left", "residents.person.returned"]


def test_whoever_left_is_signed_out_and_cannot_act(client: Client, world: World) -> None:
    client.as_(world.resident)
    assert "Raise an issue" in client.get("/").text
    world.resident.left_on = clock.today()
    db.session.commit()
    assert "Raise an issue" not in client.get("/").text


def test_a_merged_record_leads_to_the_other(client: Client, world: World) -> None:
    world.neighbour.merged_into_id = world.resident.id
    db.session.commit()
    page = client.as_(world.recorder).get(f"/people/{world.neighbour.id}").text
    assert f'href="/people/{world.resident.id}"' in page
    assert "陆小满" not in client.get("/people/?q=301").text


# --- adding


def test_a_walk_in_is_added_in_one_form(client: Client, world: World) -> None:
    client.as_(world.recorder)
    assert 'value="GY-B3"' in client.get("/people/new").text
    sent = {"name": "王晓明", "place": "GY-B3", "door": "302", "residency": "tenant", "adult": "y", "once": "k"}
    answer = client.post("/people/new", sent)
    assert answer.status_code == 303
    assert client.post("/people/new", {**sent, "sure": "1"}).location == answer.location
    added = db.session.scalars(db.select(Person).where(Person.name == "王晓明")).one()
    assert added.household_id == world.resident.household_id
    assert (added.initials, added.residency, added.adult) == ("wxm", "tenant", True)


def test_whoever_is_alike_is_shown_first(client: Client, world: World) -> None:
    client.as_(world.recorder)
    sent = {"name": "周敏", "place": "GY-B3", "door": "999", "residency": "tenant", "once": "k"}
    answer = client.post("/people/new", sent)
    assert answer.status_code == 422
    assert "Is it one of these?" in answer.text
    assert f'href="/people/{world.resident.id}"' in answer.text
    assert 'name="sure" type="hidden" value="1"' in answer.text or 'value="1"' in answer.text
    same_letters = client.post("/people/new", {**sent, "name": "张明", "door": "302"})
    assert "Is it one of these?" in same_letters.text
    assert client.post("/people/new", {**sent, "sure": "1"}).status_code == 303


def test_a_walk_in_needs_name_door_and_a_building_of_ones_own(client: Client, world: World) -> None:
    client.as_(world.recorder)
    wrong = client.post("/people/new", {"name": "", "place": "TQ-B1", "door": "", "residency": "tenant"})
    assert wrong.status_code == 422
    assert (
        client.post("/people/new", {"name": "王", "place": "TQ-B1", "door": "1", "residency": "tenant"}).status_code
        == 422
    )
    assert client.as_(world.grid_officer).get("/people/new").status_code == 403
    assert client.as_(world.resident).get("/people/new").status_code == 403


# --- portrait


def test_a_portrait_is_checked_and_made_anew(client: Client, world: World) -> None:
    client.as_(world.recorder)
    path = f"/people/{world.resident.id}/portrait"
    assert client.post(path).status_code == 422
    bad = client.post(path, {"photos": (BytesIO(b"<svg/>"), "x.jpg")})
    assert bad.status_code == 422
    assert "not a photo" in bad.text
    assert client.post(path, {"photos": (picture(), "me.jpg")}).status_code == 303
    assert world.resident.photo is not None
    page = client.get(f"/people/{world.resident.id}").text
    assert f"/photos/{world.resident.photo.token}" in page
    assert client.post(f"{path}/removal").status_code == 303
    assert world.resident.photo_id is None
    assert actions(world.resident)[-2:] == ["residents.person.portrait_set", "residents.person.portrait_removed"]
    assert client.as_(world.neighbour).post(path, {"photos": (picture(), "me.jpg")}).status_code == 404


def test_a_record_takes_few_queries(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.recorder)
    client.get(f"/people/{world.resident.id}")
    count_queries.clear()
    client.get(f"/people/{world.chair.id}")
    assert len(count_queries) <= 10
    assert db.session.scalars(db.select(Appointment)).first()
