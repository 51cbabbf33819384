"""People who work here and live elsewhere: added on the way to an office, found by the places of their offices."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.accounts.permissions import AccountAct
from council.base import clock
from council.base.db import db
from council.base.errors import NotVisible
from council.organisation.models import PlaceKind
from council.organisation.operations import add_place
from council.permits.actor import Office
from council.permits.permission import allows
from council.residents.access import account_for, accounts_of
from council.residents.models import Appointment, Person, Residency
from council.residents.offices.operations import BY_MISTAKE, appoint, end_appointment
from council.residents.operations import enrol
from council.residents.people.operations import add_outsider, move_to
from council.residents.people.permissions import RecordAct
from council.residents.people.queries import outsiders
from council.residents.rules import common_path
from tests.support.client import Client
from tests.support.world import SINCE, World

SEAT = "/people/outside/new?office=recorder&place=GY"


def named(name: str) -> Person:
    return db.session.scalars(db.select(Person).where(Person.name == name)).one()


# --- the place that holds all offices


def test_the_place_that_holds_several() -> None:
    assert common_path([]) == ""
    assert common_path(["/1/4/"]) == "/1/4/"
    assert common_path(["/1/4/9/", "/1/4/7/8/"]) == "/1/4/"
    assert common_path(["/1/4/", "/1/41/"]) == "/1/"
    assert common_path(["/1/", "/2/"]) == ""


paths = st.lists(st.integers(1, 99), min_size=1, max_size=5).map(lambda ids: f"/{'/'.join(map(str, ids))}/")


@given(st.lists(paths, min_size=1, max_size=4))
def test_every_office_lies_in_it_and_no_smaller_place_does(several: list[str]) -> None:
    shared = common_path(several)
    assert all(path.startswith(shared) for path in several)
    assert all(common_path([path, *several]) == shared for path in several)


# --- seen and found


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("administrator", "community_staff", 200),
        ("administrator", "street_staff", 200),
        ("street_staff", "community_staff", 200),
        ("street_staff", "administrator", 200),
        ("community_staff", "street_staff", 404),
        ("community_staff", "administrator", 404),
        ("community_staff", "partner", 404),  # for the whole street
        ("chair", "community_staff", 404),
        ("recorder", "partner", 404),
        ("resident", "community_staff", 404),
    ],
)
def test_who_sees_somebody_from_outside(client: Client, world: World, who: str, whose: str, status: int) -> None:
    page = client.as_(getattr(world, who)).get(f"/people/{getattr(world, whose).id}")
    assert page.status_code == status


def test_an_office_in_another_community_takes_them_out_of_reach(world: World) -> None:
    other = add_place(kind=PlaceKind.COMMUNITY, code="ST-C2", name="月洞社区", parent=world.street)
    staff = World.actor(world.community_staff)
    guest = enrol(key="guest", name="沈书", place=None)
    appoint(person=guest, office=Office.RECORDER, place=world.estate, since=SINCE)
    assert account_for(staff, guest.id).person == guest
    appoint(person=guest, office=Office.RECORDER, place=other, since=SINCE)
    with pytest.raises(NotVisible):
        account_for(staff, guest.id)
    assert account_for(World.actor(world.street_staff), guest.id).scope_path == world.street.path


def test_without_an_office_the_largest_place_looks_after_them(world: World) -> None:
    guest = enrol(key="guest", name="沈书", place=None)
    assert account_for(World.actor(world.street_staff), guest.id).person == guest
    with pytest.raises(NotVisible):
        account_for(World.actor(world.community_staff), guest.id)


def test_the_list_shows_whom_one_may_open_and_nobody_else(world: World) -> None:
    """The query of the list and the look at one record give the same answer."""
    guest = enrol(key="guest", name="沈书", place=None)
    appoint(person=guest, office=Office.GRID_OFFICER, place=world.other_estate, since=SINCE)
    for one in (world.administrator, world.street_staff, world.community_staff):
        actor = World.actor(one)
        wide = {held.path for held in actor.holdings}
        listed = {each.id for each in db.session.scalars(outsiders(wide, world.street.path)).unique()}
        for person in db.session.scalars(db.select(Person).where(Person.place_id.is_(None))):
            try:
                account_for(actor, person.id)
            except NotVisible:
                assert person.id not in listed
            else:
                assert person.id in listed or person.id == actor.person_id


def test_the_page_lists_them_with_their_offices(client: Client, world: World, count_queries: list[str]) -> None:
    guest = enrol(key="guest", name="沈书", place=None)
    appoint(person=guest, office=Office.RECORDER, place=world.estate, since=SINCE)
    page = client.as_(world.community_staff).get("/people/?from=outside").text
    assert "沈书" in page
    assert "Recorder" in page
    assert world.street_staff.name not in page
    assert world.resident.name not in page
    count_queries.clear()
    client.get("/people/?from=outside")
    few = len(count_queries)
    for number in range(8):
        more = enrol(key=f"guest-{number}", name=f"客{number}", place=None)
        appoint(person=more, office=Office.RECORDER, place=world.estate, since=SINCE)
    count_queries.clear()
    assert "客7" in client.get("/people/?from=outside").text
    assert len(count_queries) == few <= 8
    assert "客3" not in client.get("/people/?from=outside&q=客7").text


def test_an_estate_has_no_such_list(client: Client, world: World) -> None:
    page = client.as_(world.chair).get("/people/?from=outside").text
    assert world.community_staff.name not in page
    assert 'data-test="outsiders"' not in page


def test_an_administrator_looks_people_up_and_helps_them_in(client: Client, world: World) -> None:
    page = client.as_(world.administrator).get("/people/?q=周").text
    assert world.resident.name in page
    assert 'data-test="make-link"' in page
    assert 'data-test="at-the-door"' in page


# --- nobody climbs


def test_only_whoever_stands_above_signs_them_in_or_corrects_them(world: World) -> None:
    street, community = World.actor(world.street_staff), World.actor(world.community_staff)
    (staff, head) = accounts_of([world.community_staff, world.administrator])
    assert allows(street, AccountAct.MAKE_LINK, staff)
    assert not allows(street, AccountAct.MAKE_LINK, head)
    assert not allows(community, AccountAct.MAKE_LINK, head)
    assert not allows(community, RecordAct.EDIT, head)
    assert not allows(street, RecordAct.EDIT, head)
    peer = enrol(key="peer", name="同事", place=None)
    appoint(person=peer, office=Office.COMMUNITY_STAFF, place=world.community, since=SINCE)
    (colleague,) = accounts_of([peer])
    assert not allows(community, AccountAct.MAKE_LINK, colleague)
    assert not allows(community, RecordAct.EDIT, colleague)
    assert allows(World.actor(world.administrator), RecordAct.EDIT, colleague)


def test_an_administrator_of_a_part_corrects_nobody_who_reaches_further(client: Client, world: World) -> None:
    """Somebody of the street who happens to live in the community: a new phone number would be a way in."""
    appoint(person=world.neighbour, office=Office.ADMINISTRATOR, place=world.community, since=SINCE)
    appoint(person=world.resident, office=Office.STREET_STAFF, place=world.street, since=SINCE)
    client.as_(world.neighbour)
    for path in ("edit", "home/edit", "leaving/new"):
        assert client.get(f"/people/{world.resident.id}/{path}").status_code == 403
    assert client.get(f"/people/{world.grid_officer.id}/edit").status_code == 200


# --- added


def test_a_page_on_the_way_to_the_office_adds_them(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    assert "/people/outside/new?office=recorder" in client.get("/offices/new?office=recorder&place=GY").text
    answer = client.post(SEAT, {"name": "沈书", "phone": "139 0000 0001"})
    added = named("沈书")
    assert (answer.status_code, answer.location) == (303, f"/offices/new?office=recorder&place=GY&person={added.id}")
    assert (added.place_id, added.residency, added.phone) == (None, Residency.OUTSIDE, "13900000001")
    assert "沈书" in client.get(answer.location).text


def test_a_namesake_is_shown_first(client: Client, world: World) -> None:
    enrol(key="guest", name="沈书", place=None)
    client.as_(world.community_staff)
    asked = client.post(SEAT, {"name": "沈书"})
    assert asked.status_code == 422
    assert "Is it one of these?" in asked.text
    assert client.post(SEAT, {"name": "沈书", "sure": "1"}).status_code == 303
    assert len(db.session.scalars(db.select(Person).where(Person.name == "沈书")).all()) == 2


def test_the_same_key_adds_one_person(world: World) -> None:
    first = add_outsider(name="沈书", actor_id=world.street_staff.id, key="k")
    assert add_outsider(name="沈书", actor_id=world.street_staff.id, key="k").id == first.id


@pytest.mark.parametrize(
    ("who", "office", "status"),
    [
        ("community_staff", "recorder", 200),
        ("administrator", "grid_officer", 200),
        ("street_staff", "recorder", 200),
        ("chair", "recorder", 403),  # gives the office, adds nobody from outside
        ("recorder", "recorder", 403),
        ("community_staff", "estate_head", 404),  # lives here
        ("community_staff", "", 404),
        ("stranger", "recorder", 404),
    ],
)
def test_who_may_add_somebody_from_outside(client: Client, world: World, who: str, office: str, status: int) -> None:
    client.as_(getattr(world, who))
    assert client.get(f"/people/outside/new?office={office}&place=GY").status_code == status


def test_the_permission_has_a_yes_and_a_no(world: World) -> None:
    assert allows(World.actor(world.street_staff), RecordAct.ENROL_OUTSIDER, world.estate)
    assert not allows(World.actor(world.chair), RecordAct.ENROL_OUTSIDER, world.estate)


# --- corrected, moved in, gone


def test_the_record_asks_only_what_is_known_of_them(client: Client, world: World) -> None:
    client.as_(world.administrator)
    page = client.get(f"/people/{world.community_staff.id}/edit").text
    assert "Lives here as" not in page
    assert (
        client.post(f"/people/{world.community_staff.id}/edit", {"name": "苏文", "phone": "13900000009"}).status_code
        == 303
    )
    db.session.refresh(world.community_staff)
    assert (world.community_staff.phone, world.community_staff.adult) == ("13900000009", True)


def test_who_moves_in_is_a_resident(world: World) -> None:
    added = add_outsider(name="沈书", actor_id=world.administrator.id)
    move_to(person=added, place=world.building, door="508", actor_id=world.administrator.id)
    assert (added.residency, added.place_id) == (Residency.RESIDENT, world.building.id)


def test_an_ended_office_leaves_them_to_the_largest_place(client: Client, world: World) -> None:
    held = db.session.scalars(db.select(Appointment).where(Appointment.person_id == world.community_staff.id)).one()
    yesterday = clock.today() - timedelta(days=1)
    held.since = yesterday - timedelta(days=9)
    db.session.commit()
    end_appointment(appointment=held, because=BY_MISTAKE, actor_id=world.administrator.id)
    page = client.as_(world.street_staff).get("/people/?from=outside").text
    assert world.community_staff.name in page
