"""The desk's list of people, and who may make a sign-in link for whom."""

import re

import pytest

from council.accounts.models import SignInLink
from council.base.db import db
from council.base.errors import NotVisible
from council.journal.deliveries import deliver_pending
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
    assert len(count_queries) == few <= 5


def test_a_recorder_makes_a_link_that_works(client: Client, world: World) -> None:
    page = client.as_(world.recorder).post(f"/people/{world.resident.id}/sign-in-links")
    assert page.status_code == 200
    assert '<svg class="qr"' in page.text
    found = re.search(r"http://localhost(/s/[\w-]+)", page.text)
    assert found
    assert client.as_(None).post(found[1]).status_code == 303
    acts = [entry.action for entry in history("person", world.resident.id)]
    assert acts[-2:] == ["accounts.sign_in_link.issued", "accounts.session.begun"]


def test_a_grid_officer_may_too(client: Client, world: World) -> None:
    assert client.as_(world.grid_officer).post(f"/people/{world.resident.id}/sign-in-links").status_code == 200


@pytest.mark.parametrize(("part", "status"), [("neighbour", 404), ("supervisor", 403), ("stranger", 404)])
def test_nobody_else_makes_links_for_a_neighbour(client: Client, world: World, part: str, status: int) -> None:
    answer = client.as_(getattr(world, part)).post(f"/people/{world.resident.id}/sign-in-links")
    assert answer.status_code == status


def test_a_resident_may_not_make_one_for_themselves(client: Client, world: World) -> None:
    assert client.as_(world.resident).post(f"/people/{world.resident.id}/sign-in-links").status_code == 403


#: who asks → for whom it is refused (True: works)
LINKS = [
    ("grid_officer", "chair", False),
    ("grid_officer", "member", False),
    ("grid_officer", "recorder", False),
    ("grid_officer", "neighbour", True),
    ("recorder", "member", True),
    ("recorder", "chair", False),
    ("recorder", "grid_officer", False),
    ("recorder", "supervisor", False),
    ("chair", "member", True),
    ("chair", "grid_officer", True),
    ("chair", "recorder", False),
    ("chair", "supervisor", False),
    ("community_staff", "chair", True),
    ("community_staff", "supervisor", True),
    ("street_staff", "chair", True),
]


@pytest.mark.parametrize(("maker", "whose", "works"), LINKS)
def test_nobody_climbs_by_a_link_for_a_higher_officer(
    client: Client, world: World, maker: str, whose: str, works: bool
) -> None:
    """Whoever makes a link can use it: it must open nothing that its maker does not stand above."""
    person = world.members[5] if whose == "member" else getattr(world, whose)
    for path in ("sign-in-links", "sign-outs"):
        answer = client.as_(getattr(world, maker)).post(f"/people/{person.id}/{path}")
        assert (answer.status_code != 403) is works, path


def test_a_wider_office_is_out_of_reach(client: Client, world: World) -> None:
    appoint(person=world.neighbour, office=Office.STREET_STAFF, place=world.street, since=SINCE)
    for maker in (world.recorder, world.community_staff, world.street_staff):
        assert client.as_(maker).post(f"/people/{world.neighbour.id}/sign-in-links").status_code == 403


def test_the_list_offers_only_what_works(client: Client, world: World) -> None:
    page = client.as_(world.grid_officer).get("/people/?q=唐守诚").text
    assert "唐守诚" in page
    assert "make-link" not in page
    assert "make-link" in client.as_(world.community_staff).get("/people/?q=唐守诚").text


def test_a_form_sent_twice_makes_one_link(client: Client, world: World) -> None:
    client.as_(world.recorder)
    path = f"/people/{world.resident.id}/sign-in-links"
    pages = [client.post(path, {"once": once}).text for once in ("a", "a", "b")]
    links = [found[0] for page in pages if (found := re.search(r"/s/[\w-]+", page))]
    assert links[0] == links[1] != links[2]
    issued = [entry for entry in history("person", world.resident.id) if entry.action.endswith("link.issued")]
    assert len(issued) == 2
    assert client.as_(world.recorder).post(f"/people/{world.neighbour.id}/sign-in-links", {"once": "a"}).text
    assert len(db.session.scalars(db.select(SignInLink)).all()) == 3


def test_the_person_hears_of_a_link(client: Client, world: World) -> None:
    client.as_(world.recorder).post(f"/people/{world.resident.id}/sign-in-links")
    deliver_pending()
    page = client.as_(world.resident).get("/news").text
    assert "A sign-in link was made for this account" in page
    assert 'href="/sign-out"' in page


def test_an_office_that_has_ended_counts_no_more(client: Client, world: World) -> None:
    held = appoint(person=world.neighbour, office=Office.STREET_STAFF, place=world.street, since=SINCE, until=SINCE)
    db.session.flush()
    assert held.until == SINCE
    assert client.as_(world.recorder).post(f"/people/{world.neighbour.id}/sign-in-links").status_code == 200


def test_a_person_who_does_not_exist_is_not_found(world: World) -> None:
    with pytest.raises(NotVisible):
        account_for(world.actor(world.recorder), 10**9)
