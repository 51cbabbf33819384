"""The desk's list of people, and who may make a sign-in link for whom."""

import re

import pytest

from council.base.db import db
from council.base.errors import NotVisible
from council.journal.queries import history
from council.permits.actor import Office
from council.residents.access import account_for
from council.residents.operations import appoint
from tests.support.client import Client
from tests.support.world import SINCE, World


def test_a_recorder_finds_somebody_by_name_and_by_door(client: Client, world: World) -> None:
    client.as_(world.recorder)
    assert "周敏" in client.get("/people/?q=周").text
    page = client.get("/people/?q=302").text
    assert "周敏" in page
    assert "陆小满" not in page
    assert "Nobody found" in client.get("/people/?q=%25").text  # a percent sign is a sign, not a pattern


def test_people_of_other_estates_are_not_shown(client: Client, world: World) -> None:
    assert 'data-test="make-link"' not in client.as_(world.recorder).get("/people/?q=贺远").text
    assert 'data-test="make-link"' in client.as_(world.community_staff).get("/people/?q=贺远").text


def test_a_resident_has_no_such_list(client: Client, world: World) -> None:
    assert client.as_(world.resident).get("/people/").status_code == 403


def test_the_list_takes_the_same_queries_for_few_and_many(
    client: Client, world: World, count_queries: list[str]
) -> None:
    client.as_(world.recorder)
    client.get("/people/")
    count_queries.clear()
    client.get("/people/?q=周敏")
    few = len(count_queries)
    count_queries.clear()
    client.get("/people/")
    assert len(count_queries) == few <= 4


def test_a_recorder_makes_a_link_that_works(client: Client, world: World) -> None:
    page = client.as_(world.recorder).post(f"/people/{world.resident.id}/sign-in-links")
    assert page.status_code == 200
    assert '<svg class="qr"' in page.text
    found = re.search(r"http://localhost(/s/[\w-]+)", page.text)
    assert found
    assert client.as_(None).post(found[1]).status_code == 303
    acts = [entry.action for entry in history("person", world.resident.id)]
    assert acts[-2:] == ["residents.sign_in_link.issued", "residents.person.signed_in"]


def test_a_grid_officer_may_too(client: Client, world: World) -> None:
    assert client.as_(world.grid_officer).post(f"/people/{world.resident.id}/sign-in-links").status_code == 200


@pytest.mark.parametrize(("part", "status"), [("neighbour", 404), ("supervisor", 403), ("stranger", 404)])
def test_nobody_else_makes_links_for_a_neighbour(client: Client, world: World, part: str, status: int) -> None:
    answer = client.as_(getattr(world, part)).post(f"/people/{world.resident.id}/sign-in-links")
    assert answer.status_code == status


def test_a_resident_may_not_make_one_for_themselves(client: Client, world: World) -> None:
    assert client.as_(world.resident).post(f"/people/{world.resident.id}/sign-in-links").status_code == 403


def test_nobody_climbs_by_a_link_for_a_higher_officer(client: Client, world: World) -> None:
    """A grid officer could otherwise sign in as the estate head who lives in the grid."""
    assert client.as_(world.grid_officer).post(f"/people/{world.chair.id}/sign-in-links").status_code == 403
    appoint(person=world.neighbour, office=Office.STREET_STAFF, place=world.street, since=SINCE)
    assert client.as_(world.recorder).post(f"/people/{world.neighbour.id}/sign-in-links").status_code == 403
    assert client.as_(world.street_staff).post(f"/people/{world.neighbour.id}/sign-in-links").status_code == 200


def test_an_office_that_has_ended_counts_no_more(client: Client, world: World) -> None:
    held = appoint(person=world.neighbour, office=Office.STREET_STAFF, place=world.street, since=SINCE, until=SINCE)
    db.session.flush()
    assert held.until == SINCE
    assert client.as_(world.recorder).post(f"/people/{world.neighbour.id}/sign-in-links").status_code == 200


def test_a_person_who_does_not_exist_is_not_found(world: World) -> None:
    with pytest.raises(NotVisible):
        account_for(world.actor(world.recorder), 10**9)
