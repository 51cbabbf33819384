"""The pages of offices: the list, giving one step by step, who follows, ending; the card of my officers."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.journal.operations import Ref
from council.meetings.models import Resolution
from council.permits.actor import Office
from council.permits.permission import allows
from council.residents.models import Appointment
from council.residents.offices.operations import appoint, end_appointment
from council.residents.offices.permissions import OfficeAct, Seat
from tests.conventions.scene import set_scene
from tests.support.client import Client
from tests.support.world import SINCE, World

TODAY = clock.today


def form(**more: object) -> dict[str, object]:
    return {"since": TODAY().isoformat(), "until": "", "way": "elected", "once": "k", **more}


def head_of(world: World) -> Appointment:
    return db.session.scalars(db.select(Appointment).where(Appointment.office == Office.BUILDING_HEAD)).one()


# --- the list


def test_the_list_shows_holders_and_vacancies(client: Client, world: World) -> None:
    page = client.as_(world.chair).get("/offices/?place=GY").text
    assert world.chair.name in page
    assert page.count('data-test="office-vacant"') == 6
    assert "New" not in page
    assert world.resident.name not in page
    assert world.resident.phone not in page


def test_it_is_narrowed_by_state_office_and_text(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    assert 'data-test="office-held"' not in client.get("/offices/?place=GY&state=vacant").text
    only = client.get("/offices/?place=GY&office=estate_head").text
    assert only.count('data-test="office-held"') == 1
    assert "何静" in client.get("/offices/?place=GY&q=何").text
    assert "Nothing like that here" in client.get("/offices/?place=GY&q=%25").text
    assert client.get("/offices/?place=GY&state=nonsense&office=nonsense&page=99").status_code == 200


def test_it_comes_in_pages(client: Client, world: World) -> None:
    page = client.as_(world.chair).get("/offices/?place=GY").text
    assert 'rel="next"' in page
    assert 'rel="prev"' in client.get("/offices/?place=GY&page=2").text


def test_a_term_that_ends_soon_has_a_light(client: Client, world: World) -> None:
    appoint(
        person=world.neighbour,
        office=Office.BUILDING_HEAD,
        place=world.building,
        since=SINCE,
        until=TODAY() + timedelta(days=9),
    )
    client.as_(world.chair)
    assert "light--soon" in client.get("/offices/?place=GY&state=soon").text
    assert "light--soon" not in client.get("/offices/?place=GY&office=estate_head").text


def test_the_list_asks_the_same_for_few_and_many(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.chair)
    client.get("/offices/?place=GY")
    count_queries.clear()
    client.get("/offices/?place=GY&office=estate_head")
    few = len(count_queries)
    count_queries.clear()
    client.get("/offices/?place=GY")
    assert len(count_queries) == few <= 8


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("resident", "/offices/", 200),
        ("resident", "/offices/?place=TQ", 404),
        ("resident", "/offices/?place=ST", 404),
        ("stranger", "/offices/?place=GY", 404),
        ("supervisor", "/offices/?place=GY", 200),
        ("street_staff", "/offices/", 200),
        ("partner", "/offices/", 403),
        ("chair", "/offices/?place=NOWHERE", 404),
        ("stranger", "/offices/sheet?place=GY", 404),
        ("chair", "/offices/sheet?place=GY", 200),
    ],
)
def test_who_may_look(client: Client, world: World, who: str, path: str, status: int) -> None:
    assert client.as_(getattr(world, who)).get(path).status_code == status


# --- giving


def test_an_office_is_given_step_by_step(client: Client, world: World) -> None:
    client.as_(world.chair)
    assert "Step 1" in client.get("/offices/new").text
    assert 'value="GY-B3"' in client.get("/offices/new?office=building_head").text
    step = "/offices/new?office=building_head&place=GY-B3"
    assert "周敏" in client.get(f"{step}&q=302").text
    assert f"person={world.resident.id}" in client.get(f"{step}&q=zm", htmx=True).text
    last = f"{step}&person={world.resident.id}"
    assert "Step 4" in client.get(last).text
    answer = client.post(last, form(letter="桂〔2026〕1号"))
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "桂〔2026〕1号" in page
    assert client.post(last, form()).location == answer.location  # sent twice
    assert "Replace" not in client.get(step).text
    assert "One person holds it at a time" in client.get(step).text


def test_what_is_wrong_stands_beside_its_field(client: Client, world: World) -> None:
    address = f"/offices/new?office=building_head&place=GY-B3&person={world.resident.id}"
    client.as_(world.chair)
    wrong = client.post(address, form(until="2020-01-01", letter="kept"))
    assert wrong.status_code == 422
    assert "before the first" in wrong.text
    assert 'value="kept"' in wrong.text
    unknown = client.post(address, form(resolution="XX-1"))
    assert "no resolution with this number" in unknown.text
    assert client.post(address, form(since="")).status_code == 422
    assert client.post("/offices/new", form()).status_code == 422


def test_a_contact_speaks_for_a_unit(client: Client, world: World) -> None:
    client.as_(world.community_staff)
    address = f"/offices/new?office=partner_contact&place=GY&person={world.partner.id}"
    assert "供水公司" in client.get(address).text
    assert client.post(address, form()).status_code == 422
    assert client.post(address, form(unit=str(world.unit.id))).status_code == 303


def test_somebody_follows_and_the_history_tells(client: Client, world: World) -> None:
    since = TODAY() - timedelta(days=9)
    old = appoint(person=world.neighbour, office=Office.BUILDING_HEAD, place=world.building, since=since)
    client.as_(world.chair)
    path = f"/offices/{old.id}/replacement/new"
    assert "Who follows" in client.get(path).text
    chosen = f"{path}?person={world.resident.id}"
    assert client.get(chosen).status_code == 200
    answer = client.post(chosen, form())
    page = client.get(answer.location).text
    assert world.neighbour.name in page
    assert world.resident.name in page
    assert client.post(f"{path}?person={world.stranger.id}", form()).status_code == 404
    assert client.post(path, form()).status_code == 422


def test_a_term_is_ended_with_a_reason(client: Client, world: World) -> None:
    made = appoint(person=world.neighbour, office=Office.BUILDING_HEAD, place=world.building, since=SINCE)
    client.as_(world.chair)
    path = f"/offices/{made.id}/ending/new"
    assert client.get(path).status_code == 200
    assert client.post(path, {"when": "now"}).status_code == 422
    assert client.post(path, {"when": "later", "reason": "x"}).status_code == 422
    assert client.post(path, {"when": "now", "reason": "搬走了"}).status_code == 303
    assert "搬走了" in client.get(f"/offices/{made.id}").text
    again = client.post(path, {"when": "now", "reason": "x"})
    assert again.status_code == 422
    assert "ended meanwhile" in again.text


def test_the_last_administrator_is_told_what_to_do(client: Client, world: World) -> None:
    made = db.session.scalars(db.select(Appointment).where(Appointment.office == Office.ADMINISTRATOR)).one()
    answer = client.as_(world.administrator).post(f"/offices/{made.id}/ending/new", {"when": "now", "reason": "x"})
    assert answer.status_code == 422
    assert "Make somebody else administrator first" in answer.text


# --- who may

GIVES = [
    ("administrator", Office.ADMINISTRATOR, "street", True),
    ("street_staff", Office.ADMINISTRATOR, "street", False),
    ("street_staff", Office.STREET_STAFF, "street", False),
    ("street_staff", Office.COMMUNITY_STAFF, "community", True),
    ("street_staff", Office.SUPERVISOR, "estate", True),
    ("community_staff", Office.COMMUNITY_STAFF, "community", False),
    ("community_staff", Office.SUPERVISOR, "estate", False),
    ("community_staff", Office.ESTATE_HEAD, "estate", True),
    ("community_staff", Office.ESTATE_HEAD, "other_estate", True),
    ("chair", Office.ESTATE_HEAD, "estate", False),
    ("chair", Office.RECORDER, "estate", True),
    ("chair", Office.TELLER, "estate", True),
    ("chair", Office.RECORDER, "other_estate", False),
    ("chair", Office.BUILDING_HEAD, "building", True),
    ("chair", Office.GRID_OFFICER, "estate", False),
    ("recorder", Office.TELLER, "estate", False),
    ("grid_officer", Office.BUILDING_HEAD, "building", False),
    ("supervisor", Office.TELLER, "estate", False),
    ("resident", Office.BUILDING_HEAD, "building", False),
]


@pytest.mark.parametrize(("who", "office", "place", "may"), GIVES)
def test_offices_are_given_from_above(world: World, who: str, office: Office, place: str, may: bool) -> None:
    actor = world.actor(getattr(world, who))
    seat = Seat(office, getattr(world, place))
    assert allows(actor, OfficeAct.FILL, seat) is may
    assert allows(actor, OfficeAct.END, seat) is may


def test_whoever_may_not_is_refused(client: Client, world: World) -> None:
    made = appoint(person=world.neighbour, office=Office.BUILDING_HEAD, place=world.building, since=SINCE)
    for who, status in (("recorder", 403), ("resident", 403), ("stranger", 404)):
        client.as_(getattr(world, who))
        for path in (
            f"/offices/{made.id}/replacement/new?person={world.resident.id}",
            f"/offices/{made.id}/ending/new",
        ):
            assert client.get(path).status_code == status, (who, path)
            assert client.post(path, form(when="now", reason="x")).status_code == status, (who, path)
        new = f"/offices/new?office=building_head&place=GY-B3&person={world.resident.id}"
        assert client.post(new, form()).status_code == 403  # they give no office anywhere
    assert client.as_(world.resident).get(f"/offices/{made.id}").status_code == 200
    assert client.as_(world.stranger).get(f"/offices/{made.id}").status_code == 404
    assert client.as_(world.chair).get("/offices/999999").status_code == 404


def test_an_estate_head_does_not_choose_people_of_another_estate(client: Client, world: World) -> None:
    address = f"/offices/new?office=building_head&place=GY-B3&person={world.stranger.id}"
    assert client.as_(world.chair).get(address).status_code == 404


# --- my officers


def test_a_resident_sees_whom_to_call(client: Client, world: World) -> None:
    world.neighbour.phone = "13812341234"
    db.session.commit()
    appoint(person=world.neighbour, office=Office.BUILDING_HEAD, place=world.building, since=SINCE)
    page = client.as_(world.resident).get("/my-officers").text
    assert "138****1234" in page
    assert 'href="tel:13812341234"' in page
    assert "For your stairs" in page
    assert page.count('data-test="officer-card"') == 4
    assert "tel:13812341234" in client.get("/").text


def test_a_vacant_office_says_whom_to_call_instead(client: Client, world: World) -> None:
    page = client.as_(world.resident).get("/my-officers").text
    assert "Nobody at the moment" in page
    assert 'href="tel:0700120001"' in page
    assert "Nobody at the moment" in client.as_(world.stranger).get("/my-officers").text


def test_whoever_lives_nowhere_here_has_no_officers(client: Client, world: World) -> None:
    assert "on no door" in client.as_(world.partner).get("/my-officers").text
    assert client.as_(None).get("/my-officers").status_code == 303


def test_public_pages_show_no_phone_of_a_person(client: Client, world: World) -> None:
    world.chair.phone = "13812341234"
    db.session.commit()
    for path in ("/board?place=GY", "/places/GY"):
        page = client.as_(None).get(path).text
        assert world.chair.name in page
        assert "13812341234" not in page
        assert "138****1234" not in page


def test_my_officers_take_few_queries(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.resident)
    client.get("/my-officers")
    count_queries.clear()
    client.get("/my-officers")
    assert len(count_queries) <= 6


def test_an_office_from_a_resolution_links_to_it(client: Client, world: World) -> None:
    scene = set_scene(world)
    number = db.session.get_one(Resolution, scene.parts["resolution_id"]).number
    client.as_(world.chair)
    address = f"/offices/new?office=building_head&place=GY-B3&person={world.resident.id}"
    answer = client.post(address, form(resolution=number))
    assert answer.status_code == 303, answer.text
    made = head_of(world)
    assert Ref(made.origin_kind, made.origin_id or 0) == Ref("resolution", int(str(scene.parts["resolution_id"])))
    assert f'href="/resolutions/{scene.parts["resolution_id"]}"' in client.get(answer.location).text
    end_appointment(appointment=made, because="x")
