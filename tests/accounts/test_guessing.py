"""Guessing at the door: it gets slow for who guesses, and a hall behind the same address still gets in."""

from datetime import timedelta

import pytest
from flask import Flask

from council.accounts.guessing import TooFast, demand_patience, forget_old, note_hit, note_miss
from council.accounts.models import Guess
from council.base import clock
from council.base.db import db
from tests.accounts.doors import browser, join, slip_for, typed
from tests.support.client import Client
from tests.support.world import World


def rows() -> int:
    return db.session.scalar(db.select(db.func.count(Guess.id))) or 0


def wrong(client: Client, number: int) -> int:
    return client.post("/sign-in/slip", {"code": f"0000{number:04d}"}).status_code


def flood(app: Flask, misses: int) -> None:
    """So many misses from the address that all tests come from, by a program without a cookie."""
    for number in range(misses):
        assert wrong(browser(app), number) in {422, 429}


def test_six_wrong_codes_of_one_browser_make_it_wait(client: Client, world: World) -> None:
    client.get("/sign-in/slip")
    assert [wrong(client, number) for number in range(6)] == [422] * 6
    answer = client.post("/sign-in/slip", {"code": "0000-9999"})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "2"
    assert "wait 2 seconds" in answer.text
    assert 'value="0000-9999"' in answer.text  # what was typed is kept
    assert "0700" in answer.text or "phone number" in answer.text
    with clock.stopped(clock.now() + timedelta(seconds=3)):
        assert wrong(client, 10) == 422


def test_a_right_code_is_refused_while_waiting_then_taken_and_forgotten(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    client.get("/sign-in/slip")
    for number in range(6):
        wrong(client, number)
    assert client.post("/sign-in/slip", {"code": typed(slip)}).status_code == 429
    with clock.stopped(clock.now() + timedelta(seconds=3)):
        assert client.post("/sign-in/slip", {"code": typed(slip)}).status_code == 303
        assert wrong(client, 7) == 422  # it begins anew


def test_refused_attempts_and_right_ones_write_nothing(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    client.get("/sign-in/slip")
    assert client.post("/sign-in/slip", {"code": typed(slip)}).status_code == 303
    assert rows() == 0
    for number in range(6):
        wrong(client, number)
    before = rows()
    for _again in range(5):
        assert client.post("/sign-in/slip", {"code": "0000-9999"}).status_code == 429
    assert rows() == before


def test_what_can_be_no_code_is_no_miss(client: Client, world: World) -> None:
    client.get("/sign-in/slip")
    for text in ("", "7K3M", "7K3M-2QX?", "hello there"):
        assert client.post("/sign-in/slip", {"code": text}).status_code == 422
    assert rows() == 0


def test_sixty_misses_shut_an_address_for_programs_but_not_for_a_hall(app: Flask, world: World) -> None:
    with clock.stopped(clock.now()):
        neighbours = [browser(app) for _each in range(3)]
        for one in neighbours:
            one.get("/sign-in/slip")
        late = browser(app)
    with clock.stopped(clock.now() + timedelta(seconds=5)):
        flood(app, 60)
        assert wrong(browser(app), 99) == 429  # without a cookie
        late.get("/sign-in/slip")
        assert wrong(late, 99) == 429  # with one of this very second
        slip = slip_for(world, world.resident)
        assert neighbours[0].post("/sign-in/slip", {"code": typed(slip)}).status_code == 303
        assert wrong(neighbours[1], 98) == 422  # one free try …
        assert wrong(neighbours[1], 97) == 429  # … and no second one
        assert neighbours[2].post("/sign-in/slip", {"code": typed(slip)}).status_code == 303


def test_scanning_is_never_held_back(app: Flask, client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    with clock.stopped(clock.now()):
        flood(app, 61)
        assert join(client, slip, world.resident) == 303


def test_spoken_codes_are_counted_as_well(client: Client, world: World) -> None:
    client.get("/sign-in/code")
    answers = [client.post("/sign-in/code", {"code": f"1000 000{number}"}).status_code for number in range(8)]
    assert answers == [422] * 6 + [429] * 2


@pytest.fixture
def asking(app: Flask, world: World):  # type: ignore[no-untyped-def]
    """A request from one address."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        yield


def test_a_target_waits_longer_for_passwords_than_for_codes(asking: None) -> None:
    with clock.stopped(clock.now()):
        for _miss in range(15):
            note_miss("password", target="chair")
            note_miss("slip", target="7K3M2QXT")
        with pytest.raises(TooFast) as slow:
            demand_patience("password", target="chair")
        assert slow.value.seconds == 900
        with pytest.raises(TooFast) as quick:
            demand_patience("slip", target="7K3M2QXT")
        assert quick.value.seconds == 60
        demand_patience("password", target="somebody-else")


def test_who_is_signed_in_waits_alone(asking: None) -> None:
    with clock.stopped(clock.now()):
        for _miss in range(70):
            note_miss("proxy", target="7")
        assert rows() == 1, "neither the device nor the address"
        with pytest.raises(TooFast) as slow:
            demand_patience("proxy", target="7")
        assert slow.value.seconds == 900
        demand_patience("proxy", target="8")
        demand_patience("slip", target="7K3M2QXT")


def test_a_hit_forgets_the_target_but_not_the_address(asking: None) -> None:
    with clock.stopped(clock.now()):
        for _miss in range(7):
            note_miss("password", target="chair")
        note_hit("password", target="chair")
        demand_patience("password", target="chair")
        assert rows() == 1


def test_neighbours_of_one_ipv6_network_count_as_one(app: Flask, world: World) -> None:
    with clock.stopped(clock.now()):
        for number in range(60):
            with app.test_request_context(environ_base={"REMOTE_ADDR": f"2001:db8::{number:x}"}):
                note_miss("slip")
        with app.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8::ffff"}), pytest.raises(TooFast):
            demand_patience("slip")
        with app.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8:0:1::1"}):
            demand_patience("slip")


def test_who_says_to_come_from_elsewhere_is_not_believed(app: Flask, world: World) -> None:
    with clock.stopped(clock.now()):
        for number in range(60):
            browser(app).post(
                "/sign-in/slip", {"code": f"0000{number:04d}"}, headers={"X-Forwarded-For": f"198.51.100.{number}"}
            )
        assert wrong(browser(app), 99) == 429


def test_a_forged_cookie_is_no_device(app: Flask, client: Client, world: World) -> None:
    with clock.stopped(clock.now()):
        flood(app, 60)
        client._client.set_cookie("door", "abc.1000000000.forged")
        assert wrong(client, 98) == 429


def test_no_code_and_no_address_stands_in_the_table(client: Client, world: World) -> None:
    client.get("/sign-in/slip")
    wrong(client, 1)
    kept = " ".join(db.session.scalars(db.select(Guess.key)))
    assert "0000" not in kept or "00000001" not in kept
    assert "127.0.0.1" not in kept
    assert rows() == 3


def test_old_misses_are_removed(asking: None) -> None:
    note_miss("slip", target="7K3M2QXT")
    assert forget_old() == 0
    with clock.stopped(clock.now() + timedelta(hours=1, seconds=1)):
        assert forget_old() == 2
    assert rows() == 0


def test_a_form_of_another_part_shows_the_wait_as_a_page(
    app: Flask, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*args: object, **options: object) -> None:
        raise TooFast(7)

    monkeypatch.setattr("council.accounts.views.joining.sign_in_by_slip", slow)
    answer = client.post("/k/nonsense", {"person": "1"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert "wait 7 seconds" in answer.text
    assert "Other ways" in answer.text
    assert client.post("/k/nonsense", {"person": "1"}, htmx=True).headers["Retry-After"] == "7"
