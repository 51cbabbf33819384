"""A code that is read out: who may, for a quarter of an hour, once, and never as an officer."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from council.accounts.models import SpokenCode
from council.base import clock
from council.base.db import db
from council.residents.models import Person
from tests.accounts.doors import browser, signed_in_as
from tests.support.client import Client
from tests.support.world import World


def read_out(client: Client, person: Person, once: str = "") -> str:
    page = client.post(f"/people/{person.id}/spoken-codes", {"once": once})
    found = re.search(r'data-test="spoken-code">(\d{4} \d{4})<', page.text)
    assert found, page.status_code
    return found[1]


def test_a_code_asks_first_then_signs_in_and_takes_over(app: Flask, client: Client, world: World) -> None:
    code = read_out(client.as_(world.grid_officer), world.resident)
    old, phone = browser(app).as_(world.resident), browser(app)
    answer = phone.post("/sign-in/code", {"code": code})
    assert (answer.status_code, answer.location) == (303, "/sign-in/code/confirmation")
    page = phone.get(answer.location).text
    assert "Sign in as 周*" in page
    assert "周敏" not in page
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once
    for _tap in range(2):  # a double tap is one sign-in
        assert phone.post("/sign-in/code/confirmation", {"once": once[1]}).status_code == 303
    assert signed_in_as(phone) == world.resident.id
    assert signed_in_as(old) is None


def test_it_works_once(app: Flask, client: Client, world: World) -> None:
    code = read_out(client.as_(world.grid_officer), world.resident)
    first, second = browser(app), browser(app)
    second.post("/sign-in/code", {"code": code})  # typed in time by two
    first.post("/sign-in/code", {"code": code})
    assert first.post("/sign-in/code/confirmation").status_code == 303
    assert second.post("/sign-in/code/confirmation").status_code == 409
    assert signed_in_as(second) is None
    assert browser(app).post("/sign-in/code", {"code": code}).status_code == 422


def test_it_works_for_a_quarter_of_an_hour(app: Flask, client: Client, world: World) -> None:
    code = read_out(client.as_(world.grid_officer), world.resident)
    phone = browser(app)
    phone.post("/sign-in/code", {"code": code})
    with clock.stopped(clock.now() + timedelta(minutes=15, seconds=1)):
        assert phone.post("/sign-in/code/confirmation").status_code == 409
        assert browser(app).post("/sign-in/code", {"code": code}).status_code == 422


def test_a_new_code_ends_the_earlier_one(app: Flask, client: Client, world: World) -> None:
    client.as_(world.grid_officer)
    first = read_out(client, world.resident, "one")
    assert read_out(client, world.resident, "one") == first  # the same form again
    second = read_out(client, world.resident, "two")
    assert browser(app).post("/sign-in/code", {"code": first}).status_code == 422
    assert browser(app).post("/sign-in/code", {"code": second}).status_code == 303


def test_only_a_keyed_hash_is_kept(client: Client, world: World) -> None:
    code = read_out(client.as_(world.grid_officer), world.resident)
    assert code.replace(" ", "") not in " ".join(db.session.scalars(db.select(SpokenCode.code_hash)))


def test_confirming_without_a_code_opens_nothing(client: Client, world: World) -> None:
    assert client.get("/sign-in/code/confirmation").location == "/sign-in/code"
    assert client.post("/sign-in/code/confirmation").status_code == 409


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("grid_officer", "resident", 200), ("recorder", "resident", 200), ("chair", "resident", 200),
        ("grid_officer", "chair", 403), ("recorder", "grid_officer", 403), ("neighbour", "resident", 404),
        ("stranger", "resident", 404), ("supervisor", "resident", 403), ("chair", "stranger", 404),
    ],
)  # fmt: skip
def test_who_reads_out_to_whom(client: Client, world: World, who: str, whom: str, status: int) -> None:
    client.as_(getattr(world, who))
    address = f"/people/{getattr(world, whom).id}"
    assert client.post(f"{address}/spoken-codes").status_code == status
    assert client.post(f"{address}/entries").status_code == status


def test_the_button_stands_beside_the_person(client: Client, world: World) -> None:
    assert 'data-test="read-code-out"' in client.as_(world.grid_officer).get("/people/?q=周敏").text


def test_the_clerk_at_the_door_finds_and_shows(app: Flask, client: Client, world: World) -> None:
    client.as_(world.recorder)
    assert "autofocus" in client.get("/people/door").text
    part = client.get("/people/door?q=周敏", htmx=True).text
    assert part.lstrip().startswith("<div")
    assert f"/people/{world.resident.id}/entries" in part
    page = client.post(f"/people/{world.resident.id}/entries", {"once": "k"}).text
    address = re.search(r'data-address="http://[^"/]+(/s/[^"]+)"', page)
    code = re.search(r'data-test="entry-code">(\d{4} \d{4})<', page)
    assert address
    assert code
    assert 'href="/people/door"' in page
    assert browser(app).post("/sign-in/code", {"code": code[1]}).status_code == 303
    phone = browser(app)
    assert phone.post(address[1]).status_code == 303
    assert signed_in_as(phone) == world.resident.id
    assert client.as_(world.neighbour).get("/people/door").status_code == 403


def test_initials_in_pinyin_find_somebody(client: Client, world: World) -> None:
    client.as_(world.recorder)
    world.resident.initials = "zm"
    part = client.get("/people/door?q=ZM", htmx=True).text
    assert "周敏" in part


def test_a_session_of_the_desk_survives_reading_out(client: Client, world: World) -> None:
    """The officer's own browser is not signed in as the resident."""
    client.as_(world.grid_officer)
    read_out(client, world.resident)
    assert signed_in_as(client) == world.grid_officer.id
