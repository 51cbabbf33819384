"""Staff and outsiders who live nowhere here: found at the desk by those in whose places all their offices lie."""

import pytest

from council.accounts.permissions import AccountAct
from council.base.db import db
from council.organisation.models import PlaceKind
from council.organisation.operations import add_place
from council.permits.actor import Office
from council.permits.permission import allows
from council.residents.access import account_for, accounts_of
from council.residents.models import Person
from council.residents.operations import appoint, enrol
from council.residents.rules import common_path
from tests.accounts.keys import give_second
from tests.support.client import Client
from tests.support.world import SINCE, World

ACTS = (AccountAct.MAKE_LINK, AccountAct.READ_CODE_OUT, AccountAct.END_SESSIONS, AccountAct.RESET_CREDENTIAL)


def may(world: World, actor: Person, whom: Person, act: AccountAct) -> bool:
    return allows(world.actor(actor), act, accounts_of([whom])[0])


@pytest.mark.parametrize(
    ("paths", "shared"),
    [
        ([], ""),
        (["/1/"], "/1/"),
        (["/1/2/", "/1/2/3/"], "/1/2/"),
        (["/1/2/", "/1/21/"], "/1/"),
        (["/1/", "/2/"], ""),
    ],
)
def test_the_place_that_holds_all_offices(paths: list[str], shared: str) -> None:
    assert common_path(paths) == shared


@pytest.mark.parametrize("act", ACTS)
def test_staff_are_helped_from_above(world: World, act: AccountAct) -> None:
    assert may(world, world.street_staff, world.community_staff, act)
    assert may(world, world.administrator, world.community_staff, act)
    assert may(world, world.administrator, world.street_staff, act)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_climbs(world: World, act: AccountAct) -> None:
    assert not may(world, world.community_staff, world.street_staff, act)
    assert not may(world, world.community_staff, world.administrator, act)
    assert not may(world, world.street_staff, world.administrator, act)
    assert not may(world, world.recorder, world.community_staff, act)
    assert not may(world, world.grid_officer, world.administrator, act)
    if act is not AccountAct.END_SESSIONS:
        assert not may(world, world.administrator, world.administrator, act)
    appoint(person=world.neighbour, office=Office.ADMINISTRATOR, place=world.community, since=SINCE)
    for above in (world.street_staff, world.administrator):
        assert not may(world, world.neighbour, above, act)


@pytest.mark.parametrize("act", ACTS)
def test_an_office_elsewhere_puts_somebody_out_of_reach(world: World, act: AccountAct) -> None:
    clerk = enrol(key="clerk-of-two", name="林间", place=None)
    appoint(person=clerk, office=Office.RECORDER, place=world.estate, since=SINCE)
    appoint(person=world.neighbour, office=Office.ADMINISTRATOR, place=world.community, since=SINCE)
    assert may(world, world.neighbour, clerk, act)
    community = add_place(kind=PlaceKind.COMMUNITY, code="ST-C2", name="桥西社区", parent=world.street)
    estate = add_place(kind=PlaceKind.ESTATE, code="QX", name="桥西里", parent=community)
    appoint(person=clerk, office=Office.RECORDER, place=estate, since=SINCE)
    assert not may(world, world.neighbour, clerk, act)
    assert not may(world, world.community_staff, clerk, act)
    assert may(world, world.administrator, clerk, act)


def test_the_list_has_them_for_those_who_may_see_them(client: Client, world: World) -> None:
    names = {"苏文": True, "顾晓": False, "方管": False}
    page = client.as_(world.community_staff).get("/people/?q=苏文").text
    assert "lives nowhere here" in page
    for name, there in names.items():
        assert (f">{name}</a>" in client.get(f"/people/?q={name}").text) is there
    for person, status in ((world.community_staff, 200), (world.street_staff, 404), (world.administrator, 404)):
        assert client.get(f"/people/{person.id}").status_code == status


def test_what_the_list_shows_can_be_opened(client: Client, world: World) -> None:
    clerk = enrol(key="clerk-of-two", name="林间", place=None)
    appoint(person=clerk, office=Office.RECORDER, place=world.estate, since=SINCE)
    assert "林间" in client.as_(world.chair).get("/people/?q=林间").text
    assert account_for(world.actor(world.chair), clerk.id).person == clerk
    appoint(person=clerk, office=Office.RECORDER, place=world.other_estate, since=SINCE)
    assert f"/people/{clerk.id}" not in client.get("/people/?q=林间").text
    assert client.get(f"/people/{clerk.id}").status_code == 404


def test_an_administrator_finds_staff_and_resets(client: Client, world: World) -> None:
    give_second(world.street_staff, "gu.xiao")
    client.as_(world.administrator)
    assert "make-link" in client.get("/people/?q=顾晓").text
    assert "reset-credential" in client.get(f"/people/{world.street_staff.id}").text
    assert "顾晓" in client.get("/people/door?q=顾晓").text
    assert client.post(f"/people/{world.street_staff.id}/credential-resets", {"once": "k"}).status_code == 200
    assert f"/people/{world.street_staff.id}/privacy" not in client.get("/people/?q=顾晓").text


def test_who_holds_nothing_and_lives_nowhere_is_the_streets(client: Client, world: World) -> None:
    outsider = enrol(key="outsider", name="过客", place=None)
    db.session.commit()
    assert client.as_(world.chair).get(f"/people/{outsider.id}").status_code == 404
    assert client.as_(world.street_staff).get(f"/people/{outsider.id}").status_code == 200
    assert f"/people/{outsider.id}" not in client.get("/people/?q=过客").text
