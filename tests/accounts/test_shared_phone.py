"""Several people of one household on one phone: both stay, one acts, and no form acts for the other."""

import re

from flask import Flask

from council.accounts.models import SignInSession
from council.accounts.slips_operations import token_of
from council.base.db import db
from council.residents.models import Person
from tests.accounts.doors import browser, housemate, join, signed_in_as, slip_for
from tests.conventions.scene import set_scene
from tests.support.client import Client, identity
from tests.support.world import World


def couple(client: Client, world: World) -> Person:
    """Both people of a household are signed in on the phone; the housemate came last and acts."""
    spouse = housemate(world)
    slip = slip_for(world, world.resident)
    join(client, slip, world.resident)
    join(client, slip, spouse)
    return spouse


def test_a_housemate_is_added_and_can_switch_back(client: Client, world: World) -> None:
    spouse = couple(client, world)
    assert signed_in_as(client) == spouse.id
    page = client.get("/sign-in/as")
    assert world.resident.name in page.text
    assert spouse.name in page.text
    answer = client.post(f"/sign-in/as/{world.resident.id}", {"next": "/issues/"})
    assert (answer.status_code, answer.location) == (303, "/issues/")
    assert signed_in_as(client) == world.resident.id
    client.post(f"/sign-in/as/{world.resident.id}")  # said twice, it stays
    assert signed_in_as(client) == world.resident.id
    client.post(f"/sign-in/as/{spouse.id}")
    assert signed_in_as(client) == spouse.id


def test_the_pages_say_whose_turn_it_is_while_two_share_the_phone(client: Client, world: World) -> None:
    spouse = couple(client, world)
    strip = re.search(r'data-test="turn".*?</aside>', client.get("/").text, re.DOTALL)
    assert strip
    assert spouse.name in strip[0]
    alone = client.as_(world.resident)
    assert 'data-test="turn"' not in alone.get("/").text


def test_a_stranger_to_the_household_replaces(client: Client, world: World) -> None:
    join(client, slip_for(world, world.resident), world.resident)
    join(client, slip_for(world, world.neighbour), world.neighbour)
    assert signed_in_as(client) == world.neighbour.id
    assert world.resident.name not in client.get("/sign-in/as").text
    ended = db.select(SignInSession.ended_by).where(SignInSession.person_id == world.resident.id)
    assert db.session.scalar(ended.order_by(SignInSession.id.desc())) == "replaced"
    assert client.post(f"/sign-in/as/{world.resident.id}").status_code == 404


def test_a_session_with_a_guarded_office_never_waits(client: Client, world: World) -> None:
    """Whoever shares the recorder's flat must not become the recorder by a tap."""
    mate = housemate(world)
    mate.household_id = world.recorder.household_id
    client.as_(world.recorder)
    join(client, slip_for(world, mate), mate)
    assert signed_in_as(client) == mate.id
    assert client.post(f"/sign-in/as/{world.recorder.id}").status_code == 404


def test_nobody_becomes_whom_the_phone_does_not_hold(app: Flask, client: Client, world: World) -> None:
    assert client.post(f"/sign-in/as/{world.resident.id}").status_code == 303  # to the door
    client.as_(world.neighbour)
    assert client.post(f"/sign-in/as/{world.resident.id}").status_code == 404
    other = browser(app).as_(world.resident)
    assert signed_in_as(other) == world.resident.id


def test_a_waiting_session_that_was_ended_opens_nothing(app: Flask, client: Client, world: World) -> None:
    spouse = couple(client, world)
    join(browser(app), slip_for(world, world.resident), world.resident)  # taken over elsewhere
    assert client.post(f"/sign-in/as/{world.resident.id}").status_code == 404
    assert signed_in_as(client) == spouse.id


def test_signing_out_signs_all_out_or_one_by_choice(client: Client, world: World) -> None:
    spouse = couple(client, world)
    assert client.post(f"/sign-in/as/{spouse.id}/sign-out").status_code == 303
    assert signed_in_as(client) == world.resident.id
    join(client, slip_for(world, world.resident), spouse)
    client.post("/sign-out")
    assert signed_in_as(client) is None
    open_ones = db.select(SignInSession.person_id).where(SignInSession.ended_at.is_(None))
    assert not {world.resident.id, spouse.id} & set(db.session.scalars(open_ones))


def test_at_most_six_share_a_phone(client: Client, world: World) -> None:
    people = [housemate(world, f"mate-{number}", f"家人{number}") for number in range(7)]
    slip = slip_for(world, world.resident)
    for person in people:
        assert join(client, slip, person) == 303
    page = client.get("/sign-in/as").text
    assert [person.name in page for person in people] == [False] + 6 * [True]


def test_a_form_opened_as_one_does_not_act_for_the_other(client: Client, world: World) -> None:
    spouse = couple(client, world)
    form = {"title": "楼道灯不亮", "place": "GY-B3", "acting": str(world.resident.id)}
    answer = client.post("/issues/new", form)
    assert answer.status_code == 409
    assert "Somebody else on this phone opened this page" in answer.text
    assert "楼道灯不亮" in answer.text  # what was typed is not lost
    assert client.post("/issues/new", form | {"acting": str(spouse.id)}).status_code == 303


def test_a_ballot_opened_as_one_does_not_count_for_the_other(client: Client, world: World) -> None:
    scene = set_scene(world)
    voter, other = world.members[5], world.members[6]
    address = f"/polls/{scene.parts['poll_id']}"
    with client._client.session_transaction() as session:
        session["_user_id"] = identity(voter)
        session["others"] = [identity(other)]
    page = client.get(address).text
    assert f'name="acting" value="{voter.id}"' in page
    shown = re.search(r'data-test="voting-as".*?</p>', page, re.DOTALL)
    assert shown
    assert voter.name in shown[0]
    assert "/sign-in/as" in shown[0]
    client.post(f"/sign-in/as/{other.id}")
    stale = {"choice": "for", "acting": str(voter.id)}
    refused = client.post(f"{address}/ballots", stale, htmx=True)
    assert refused.status_code == 409
    assert "Nothing was sent" in refused.text
    assert f'name="acting" value="{other.id}"' in client.get(address).text
    assert "Recorded" not in client.get(address).text
    assert client.post(f"{address}/ballots", stale | {"acting": str(other.id)}).status_code == 303


def test_every_form_says_for_whom_it_is(client: Client, world: World) -> None:
    for address in ("/issues/new", "/sign-out"):  # by a macro for WTForms, and written out
        page = client.as_(world.resident).get(address).text
        assert f'name="acting" value="{world.resident.id}"' in page.split('id="main"')[1]
    assert 'name="acting"' not in client.as_(None).get("/sign-in").text


def test_looking_at_a_slip_says_who_shares_the_phone(client: Client, world: World) -> None:
    join(client, slip_for(world, world.resident), world.resident)
    page = client.get(f"/k/{token_of(slip_for(world, world.neighbour))}")
    assert "Signed in on this phone now" in page.text
