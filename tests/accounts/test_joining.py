"""A slip in the hand: which of you is this, once for each adult, and what it says when it opens nothing."""

from datetime import timedelta

import pytest
from flask import Flask

from council.accounts.models import SignInSession, SlipUse
from council.accounts.operations import begin_session
from council.accounts.rules import Method
from council.accounts.slips_operations import token_of
from council.base import clock
from council.base.db import db
from council.permits.actor import Office
from council.residents.operations import appoint, enrol
from tests.accounts.doors import browser, housemate, join, key_on, signed_in_as, slip_for, typed
from tests.support.client import Client
from tests.support.world import SINCE, World


def test_the_page_shows_the_adults_of_the_household_and_uses_nothing_up(client: Client, world: World) -> None:
    spouse = housemate(world)
    child = enrol(key="child", name="小周", place=world.building, household=world.resident.household, adult=False)
    slip = slip_for(world, world.resident)
    for _preview in range(3):  # chat apps open an address to preview it
        page = client.get(f"/k/{token_of(slip)}")
    assert "周敏" in page.text
    assert spouse.name in page.text
    assert child.name not in page.text
    assert db.session.scalar(db.select(SlipUse)) is None
    assert signed_in_as(client) is None


def test_tapping_ones_name_signs_in(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    answer = client.post(f"/k/{token_of(slip)}", {"person": str(world.resident.id)})
    assert (answer.status_code, answer.location) == (303, "/")
    assert signed_in_as(client) == world.resident.id
    assert db.session.scalar(db.select(SignInSession.method).order_by(SignInSession.id.desc())) == Method.SLIP


def test_the_typed_code_leads_to_the_same_page(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    answer = client.post("/sign-in/slip", {"code": typed(slip)})
    assert (answer.status_code, answer.location) == (303, f"/k/{token_of(slip)}")


def test_a_slip_works_once_for_each_adult(app: Flask, client: Client, world: World) -> None:
    spouse = housemate(world)
    slip = slip_for(world, world.resident)
    assert join(client, slip, world.resident) == 303
    other = browser(app)
    again = other.post(f"/k/{token_of(slip)}", {"person": str(world.resident.id)})
    assert again.status_code == 409
    assert "ask for a fresh slip" in again.text
    assert f'data-test="used-{world.resident.id}"' in again.text
    assert signed_in_as(other) is None
    assert signed_in_as(client) == world.resident.id  # who tries again throws nobody out
    assert join(other, slip, spouse) == 303


def test_a_double_tap_is_one_sign_in(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    once = key_on(client, slip)
    assert join(client, slip, world.resident, once) == 303
    assert join(client, slip, world.resident, once) == 303
    assert signed_in_as(client) == world.resident.id
    count = db.select(db.func.count(SignInSession.id)).where(SignInSession.person_id == world.resident.id)
    assert db.session.scalar(count) == 1


def test_the_key_of_a_form_is_no_second_entry_later(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    once = key_on(client, slip)
    join(client, slip, world.resident, once)
    with clock.stopped(clock.now() + timedelta(minutes=6)):
        assert join(client, slip, world.resident, once) == 409
    client.post("/sign-out")
    assert join(client, slip, world.resident, once) == 409


def test_a_fresh_slip_on_a_new_phone_takes_over_and_the_old_one_is_told(
    app: Flask, client: Client, world: World
) -> None:
    old, new = client, browser(app)
    join(old, slip_for(world, world.resident), world.resident)
    assert join(new, slip_for(world, world.resident), world.resident) == 303
    assert signed_in_as(new) == world.resident.id
    page = old.get("/sign-in?next=/issues/")
    assert "Another phone has taken your place" in page.text
    assert "0700 12 0001" in page.text
    assert "Another phone has taken your place" not in old.get("/sign-in").text  # said once


def test_what_was_typed_on_the_old_phone_is_not_lost(app: Flask, client: Client, world: World) -> None:
    join(client, slip_for(world, world.resident), world.resident)
    join(browser(app), slip_for(world, world.resident), world.resident)
    answer = client.post("/issues/new", {"title": "楼道灯不亮", "place": "GY-B3"})
    assert answer.status_code == 401
    assert "楼道灯不亮" in answer.text
    assert "Another phone has taken your place" in answer.text


def test_a_withdrawn_slip_says_so_and_whom_to_ask(client: Client, world: World) -> None:
    old = slip_for(world, world.resident)
    slip_for(world, world.resident)
    page = client.get(f"/k/{token_of(old)}")
    assert page.status_code == 409
    assert "A newer slip was made for your door" in page.text
    assert "0700 12 0001" in page.text
    assert join(client, old, world.resident) == 409
    assert signed_in_as(client) is None


def test_an_expired_slip_says_so(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    with clock.stopped(clock.now() + timedelta(days=30, seconds=1)):
        page = client.get(f"/k/{token_of(slip)}")
        assert "works for 30 days" in page.text
        assert join(client, slip, world.resident) == 409


def test_an_invented_slip_opens_nothing(client: Client, world: World) -> None:
    assert "We do not know this slip" in client.get("/k/nonsense").text
    assert client.post("/k/nonsense", {"person": str(world.resident.id)}).status_code == 409


@pytest.mark.parametrize("who", ["neighbour", "stranger", "chair", "partner"])
def test_nobody_of_another_household_gets_in(client: Client, world: World, who: str) -> None:
    slip = slip_for(world, world.resident)
    assert join(client, slip, getattr(world, who)) == 409
    assert signed_in_as(client) is None


def test_a_household_that_moved_away_is_said_to_have(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    world.resident.left_on = clock.today()
    page = client.get(f"/k/{token_of(slip)}")
    assert "Nobody is listed behind this door" in page.text
    assert join(client, slip, world.resident) == 409


def test_who_moved_to_another_door_does_not_use_the_old_ones(client: Client, world: World) -> None:
    housemate(world)
    slip = slip_for(world, world.resident)
    world.resident.household_id = world.neighbour.household_id
    assert join(client, slip, world.resident) == 409


def test_a_slip_carries_no_guarded_office(client: Client, world: World) -> None:
    for office in (Office.GRID_OFFICER, Office.TELLER, Office.COUNCIL_MEMBER):
        appoint(person=world.resident, office=office, place=world.estate, since=SINCE)
    join(client, slip_for(world, world.resident), world.resident)
    assert client.get("/people/").status_code == 403
    assert client.get("/desk").status_code == 403
    assert signed_in_as(client) == world.resident.id


def test_without_a_name_the_page_asks_again(client: Client, world: World) -> None:
    slip = slip_for(world, world.resident)
    assert client.post(f"/k/{token_of(slip)}").status_code == 422
    assert client.post(f"/k/{token_of(slip)}", {"person": "x"}).status_code == 422


def test_the_way_goes_on_to_where_one_wanted(client: Client, world: World) -> None:
    client.get("/sign-in?next=/j/482173")
    answer = client.post(f"/k/{token_of(slip_for(world, world.resident))}", {"person": str(world.resident.id)})
    assert answer.location == "/j/482173"


def test_taking_over_ends_other_ways_in_too(client: Client, world: World) -> None:
    before = begin_session(person=world.resident, method=Method.LINK)
    join(client, slip_for(world, world.resident), world.resident)
    db.session.refresh(before)
    assert before.ended_by == "taken_over"
