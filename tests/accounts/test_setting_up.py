"""Setting up, changing and removing password and second step, by oneself."""

import re
from datetime import timedelta

import pytest

from council.accounts.credentials import factors
from council.accounts.credentials.models import Credential, RecoveryCode
from council.accounts.credentials.operations import remove_second_factor
from council.accounts.credentials.queries import codes_left
from council.accounts.models import Method, SignInSession
from council.base import clock
from council.base.db import db
from council.base.errors import Forbidden
from council.journal.queries import history
from tests.accounts.keys import PASSWORD, code, give_password, give_second, sign_in_as, who
from tests.support.client import Client
from tests.support.world import World

NEW = "three lamps over the yard"


def set_up(client: Client, login: str = "tang", **more: str):  # type: ignore[no-untyped-def]
    return client.post("/account/password/new", {"login": login, "password": NEW, "again": NEW, **more})


def sealed(page: str) -> str:
    found = re.search(r'name="sealed"[^>]*value="([^"]+)"', page)
    assert found
    return found.group(1)


def secret_on(page: str) -> str:
    found = re.search(r'data-test="secret">([^<]+)<', page)
    assert found
    return found.group(1).replace(" ", "")


def actions(person_id: int) -> list[str]:
    return [entry.action for entry in history("person", person_id)]


def test_a_chair_who_came_by_a_link_is_led_to_both_steps(client: Client, world: World) -> None:
    sign_in_as(client, world.chair, Method.LINK)
    assert "Set your password" in client.get("/desk").text
    answer = set_up(client)
    assert (answer.status_code, answer.location) == (303, "/account/second-factor/new")
    page = client.get("/account/second-factor/new").text
    secret = secret_on(page)
    assert f"secret={secret}" in page
    wrong = client.post("/account/second-factor/new", {"sealed": sealed(page), "code": "000000", "once": "k"})
    assert wrong.status_code == 422
    assert secret_on(wrong.text) == secret  # the same QR code: it has been scanned already
    form = {"sealed": sealed(page), "code": code(secret), "once": "k"}
    answer = client.post("/account/second-factor/new", form)
    assert answer.status_code == 200
    codes = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", answer.text)
    assert len(set(codes)) == 10
    again = client.post("/account/second-factor/new", form)  # the page with the codes loaded again
    assert re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", again.text) == codes
    assert codes_left(world.chair.id) == 10
    assert client.get("/desk").status_code == 200  # this session has shown both steps
    assert "Set your password" not in client.get("/desk").text
    assert actions(world.chair.id).count("accounts.second_factor.confirmed") == 1
    assert "accounts.credential.set" in actions(world.chair.id)


def test_after_that_another_link_opens_the_chairs_desk_no_more(client: Client, world: World) -> None:
    sign_in_as(client, world.chair, Method.LINK)
    assert client.get("/desk").status_code == 200
    secret, _codes = give_second(world.chair, "tang")
    assert client.get("/desk").status_code == 403
    assert client.get("/account/password/new").status_code == 403
    client.post("/sign-in/office", {"login": "tang", "password": PASSWORD})
    client.post("/sign-in/office/code", {"code": code(secret)})
    assert client.get("/desk").status_code == 200
    assert "Set your password" not in client.get("/desk").text


def test_nothing_readable_is_kept(client: Client, world: World) -> None:
    secret, codes = give_second(world.chair, "tang")
    credential = db.session.get_one(Credential, world.chair.id)
    assert secret not in credential.totp_secret
    assert PASSWORD not in credential.password_hash
    kept = db.session.scalars(db.select(RecoveryCode.code_key)).all()
    assert all(len(key) == 64 for key in kept)
    assert not set(codes) & set(kept)
    with pytest.raises(factors.Unreadable):  # another person's row does not take it
        factors.unseal(credential.totp_secret, f"totp|{world.resident.id}")


def test_another_key_of_the_machine_is_a_sentence_not_a_crash(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    credential = db.session.get_one(Credential, world.chair.id)
    credential.totp_secret = "not sealed by us"
    db.session.commit()
    client.post("/sign-in/office", {"login": "tang", "password": PASSWORD})
    answer = client.post("/sign-in/office/code", {"code": code(secret)})
    assert answer.status_code == 409
    assert "key has changed" in answer.text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"login": "1"}, "Use 3 to 40 letters"),
        ({"login": "taken"}, "This login name is taken"),
        ({"password": "short", "again": "short"}, "at least 10 characters"),
        ({"password": "qwertyuiop", "again": "qwertyuiop"}, "among the first that guessers try"),
        ({"password": "19900000001", "again": "19900000001"}, "says little else"),
        ({"again": "three lamps over the yart"}, "The two are not the same"),
        ({"login": ""}, "Choose a login name."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    client: Client, world: World, sent: dict[str, str], sentence: str
) -> None:
    give_password(world.neighbour, "taken")
    answer = set_up(client.as_(world.resident), **{"login": "zhou.min", **sent})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert NEW not in answer.text
    assert f'value="{sent.get("login", "zhou.min")}"' in answer.text
    assert db.session.get(Credential, world.resident.id) is None


def test_a_change_wants_the_old_password_and_ends_other_computers(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    elsewhere = Client(client._app)
    elsewhere.post("/sign-in/office", {"login": "zhou.min", "password": PASSWORD})
    assert elsewhere.get("/account/password").status_code == 200
    client.post("/sign-in/office", {"login": "zhou.min", "password": PASSWORD})
    refused = set_up(client, "zhou.min", current="not the one")
    assert refused.status_code == 422
    assert "This is not your password." in refused.text
    assert set_up(client, "zhou.min", current=PASSWORD).status_code == 303
    assert client.get("/account/password").status_code == 200
    assert elsewhere.get("/account/password").status_code == 303
    assert client.as_(None).post("/sign-in/office", {"login": "zhou.min", "password": NEW}).status_code == 303


def test_a_first_password_wants_a_fresh_sign_in(client: Client, world: World) -> None:
    client.as_(world.resident)
    assert client.get("/account/password/new").status_code == 200
    with clock.stopped(clock.now() + timedelta(minutes=16)):
        assert client.get("/account/password/new").status_code == 403
        answer = set_up(client, "zhou.min")
    assert answer.status_code == 403
    assert db.session.get(Credential, world.resident.id) is None


def test_the_second_step_wants_the_password_once_the_sign_in_is_old(client: Client, world: World) -> None:
    client.as_(world.resident)
    give_password(world.resident, "zhou.min")
    with clock.stopped(clock.now() + timedelta(minutes=16)):
        page = client.get("/account/second-factor/new").text
        form = {"sealed": sealed(page), "code": code(secret_on(page))}
        assert client.post("/account/second-factor/new", form).status_code == 422
        assert client.post("/account/second-factor/new", {**form, "current": PASSWORD}).status_code == 200
    assert codes_left(world.resident.id) == 10


@pytest.mark.parametrize("method", [Method.SLIP, Method.PHONE_CODE, Method.SPOKEN_CODE])
def test_a_slip_gives_a_recorder_no_password(client: Client, world: World, method: Method) -> None:
    sign_in_as(client, world.recorder, method)
    assert client.get("/account/password/new").status_code == 403
    assert set_up(client, "he.jing").status_code == 403
    sign_in_as(client, world.resident, method)
    assert set_up(client, "zhou.min").status_code == 303


def test_a_secret_of_somebody_elses_page_is_not_taken(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    give_password(world.neighbour, "lu.xm")
    page = client.as_(world.neighbour).get("/account/second-factor/new").text
    form = {"sealed": sealed(page), "code": code(secret_on(page))}
    assert client.as_(world.resident).post("/account/second-factor/new", form).status_code == 409
    with clock.stopped(clock.now() + timedelta(minutes=31)):
        late = client.as_(world.neighbour).post("/account/second-factor/new", {**form, "code": code(secret_on(page))})
    assert late.status_code == 409
    assert "stood open too long" in late.text


def test_moving_to_another_phone_wants_a_code_of_the_old_one(client: Client, world: World) -> None:
    old, _codes = give_second(world.chair, "tang")
    client.as_(world.chair)
    page = client.get("/account/second-factor/new").text
    secret = secret_on(page)
    form = {"sealed": sealed(page), "code": code(secret)}
    refused = client.post("/account/second-factor/new", {**form, "old": "000000"})
    assert refused.status_code == 422
    assert client.post("/account/second-factor/new", {**form, "old": code(old)}).status_code == 200
    client.as_(None).post("/sign-in/office", {"login": "tang", "password": PASSWORD})
    assert client.post("/sign-in/office/code", {"code": code(old, 1)}).status_code == 422
    assert client.post("/sign-in/office/code", {"code": code(secret, 1)}).status_code == 303


def test_new_recovery_codes_end_the_old_ones(client: Client, world: World) -> None:
    secret, codes = give_second(world.chair, "tang")
    client.as_(world.chair)
    form = {"current": PASSWORD, "code": code(secret), "once": "k"}
    assert client.post("/account/recovery-codes/new", {**form, "current": "x"}).status_code == 422
    fresh = re.findall(r"[0-9A-Z]{5}-[0-9A-Z]{5}", client.post("/account/recovery-codes/new", form).text)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    client.as_(None).post("/sign-in/office", {"login": "tang", "password": PASSWORD})
    assert client.post("/sign-in/office/code", {"code": codes[0]}).status_code == 422
    assert client.post("/sign-in/office/code", {"code": fresh[0]}).status_code == 303


def test_a_chair_keeps_the_second_step_and_a_resident_may_remove_it(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    page = client.as_(world.chair).get("/account/second-factor/removal/new").text
    assert "Whoever stands above you can reset" in page
    answer = client.post("/account/second-factor/removal/new", {"current": PASSWORD, "code": code(secret)})
    assert answer.status_code == 403
    with pytest.raises(Forbidden):
        remove_second_factor(person=world.chair)
    secret, _codes = give_second(world.resident, "zhou.min")
    client.as_(world.resident)
    assert client.post("/account/second-factor/removal/new", {"current": PASSWORD, "code": "1"}).status_code == 422
    form = {"current": PASSWORD, "code": code(secret)}
    assert client.post("/account/second-factor/removal/new", form).status_code == 303
    assert codes_left(world.resident.id) == 0
    assert client.as_(None).post("/sign-in/office", {"login": "zhou.min", "password": PASSWORD}).status_code == 303
    assert who(client) == str(world.resident.id)


def test_a_resident_gives_the_password_up_and_a_chair_keeps_it(client: Client, world: World) -> None:
    address = "/account/password/removal/new"
    assert client.as_(world.resident).get(address).status_code == 403  # there is none
    secret, _codes = give_second(world.resident, "zhou.min")
    elsewhere = sign_in_as(Client(client._app), world.resident, Method.PASSWORD)
    client.as_(world.resident)
    assert address in client.get("/account/password").text
    assert client.post(address, {"current": "not the one", "code": code(secret)}).status_code == 422
    assert client.post(address, {"current": PASSWORD, "code": "1"}).status_code == 422
    assert client.post(address, {"current": PASSWORD, "code": code(secret)}).status_code == 303
    assert db.session.get(Credential, world.resident.id) is None
    assert codes_left(world.resident.id) == 0
    assert client.get("/account/password").status_code == 200  # this session goes on
    assert elsewhere.get("/account/password").status_code == 303
    secret, _codes = give_second(world.chair, "tang")
    assert address not in client.as_(world.chair).get("/account/password").text
    assert "current" not in client.get(address).text
    assert client.post(address, {"current": PASSWORD, "code": code(secret)}).status_code == 403
    assert db.session.get(Credential, world.chair.id) is not None


def test_without_a_second_step_the_password_is_enough_to_give_it_up(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    client.as_(world.resident)
    assert "second-code" not in client.get("/account/password/removal/new").text
    assert client.post("/account/password/removal/new", {}).status_code == 422
    assert client.post("/account/password/removal/new", {"current": PASSWORD}).status_code == 303
    assert "accounts.credential.removed" in [entry.action for entry in history("person", world.resident.id)]


def test_confirming_ends_what_began_by_the_password_alone(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    thief = Client(client._app)
    thief.post("/sign-in/office", {"login": "zhou.min", "password": PASSWORD})
    page = client.as_(world.resident).get("/account/second-factor/new").text
    client.post("/account/second-factor/new", {"sealed": sealed(page), "code": code(secret_on(page))})
    assert thief.get("/account/password").status_code == 303
    open_ones = db.select(SignInSession.method).where(
        SignInSession.person_id == world.resident.id, SignInSession.ended_at.is_(None)
    )
    assert list(db.session.scalars(open_ones)) == [Method.PASSWORD]  # the one that has shown both just now
