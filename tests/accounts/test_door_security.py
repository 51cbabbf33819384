"""What somebody might try at the door: a planted session, a form from elsewhere, another host, an open redirect."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from council.accounts.slips_operations import token_of
from council.accounts.spoken_operations import issue_spoken_code
from council.base import clock
from council.base.ids import fingerprint
from tests.accounts.doors import batch_for, browser, join, signed_in_as, slip_for, typed
from tests.support.client import Client
from tests.support.world import World


def test_a_planted_session_is_emptied_at_sign_in(client: Client, world: World) -> None:
    with client._client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session["csrf_token"] = "known to somebody else"
    join(client, slip_for(world, world.resident), world.resident)
    with client._client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != "known to somebody else"


def test_a_session_from_before_opens_nothing_afterwards(app: Flask, client: Client, world: World) -> None:
    join(client, slip_for(world, world.resident), world.resident)
    cookie = client._client.get_cookie("yehua")
    assert cookie is not None
    client.post("/sign-out")
    thief = browser(app)
    thief._client.set_cookie("yehua", cookie.value)
    assert signed_in_as(thief) is None


@pytest.mark.parametrize("forged", ["1.0.1", "1.0.1.x", "", "-1.0.0", "1.0"])
def test_those_who_wait_cannot_be_invented(client: Client, world: World, forged: str) -> None:
    """The cookie is signed; and whoever could sign one still meets the rows."""
    client.as_(world.neighbour)
    with client._client.session_transaction() as session:
        session["others"] = [forged, f"{world.resident.id}.0.99999"]
    assert client.post(f"/sign-in/as/{world.resident.id}").status_code == 404
    assert client.get("/sign-in/as").status_code == 200


def test_no_form_of_the_door_is_taken_without_its_token(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address of this room that takes a form, whoever is signed in."""
    monkeypatch.setitem(client._app.config, "WTF_CSRF_ENABLED", True)
    rules = [
        rule
        for rule in client._app.url_map.iter_rules()
        if rule.endpoint.startswith("accounts.") and "POST" in (rule.methods or ())
    ]
    assert len(rules) > 25
    addresses = [re.sub(r"<(int:)?\w+>", "1", rule.rule) for rule in rules]
    client.as_(world.recorder)
    for address in addresses:
        assert client.post(address, {"person": str(world.resident.id)}).status_code == 419, address
    slip = slip_for(world, world.resident)
    assert client.as_(None).post(f"/k/{token_of(slip)}", {"person": str(world.resident.id)}).location[:8] == "/sign-in"
    assert signed_in_as(client) is None  # nor does a form from elsewhere sign anybody in as somebody


def test_with_its_token_a_form_is_taken(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(client._app.config, "WTF_CSRF_ENABLED", True)
    slip = slip_for(world, world.resident)
    page = client.get(f"/k/{token_of(slip)}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    form = {"csrf_token": token[1], "person": str(world.resident.id)}
    assert client.post(f"/k/{token_of(slip)}", form).status_code == 303
    assert signed_in_as(client) == world.resident.id


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "evil"])
def test_switching_leads_to_no_other_site(client: Client, world: World, elsewhere: str) -> None:
    client.as_(world.resident)
    answer = client.post(f"/sign-in/as/{world.resident.id}", {"next": elsewhere})
    assert (answer.status_code, answer.location) == (303, "/")
    assert "evil" not in client.get(f"/sign-in/as?next={elsewhere}").text.split("<main", 1)[1].split("foot-row")[0]


@pytest.mark.parametrize("public", ["https://yehua.example", ""])
def test_a_forged_host_does_not_get_onto_paper(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch, public: str
) -> None:
    batch = batch_for(world, world.resident)
    monkeypatch.setitem(client._app.config, "PUBLIC_URL", public)
    client.as_(world.recorder)
    cookie = client._client.get_cookie("yehua")
    assert cookie is not None
    forged = client._app.test_client()
    forged.set_cookie("yehua", cookie.value, domain="evil.example")
    paper = forged.post(f"/slips/batches/{batch.id}/prints", base_url="http://evil.example")
    assert paper.status_code == 200
    assert "evil.example" not in paper.text
    assert f"{public or 'http://127.0.0.1'}" in paper.text


def test_guessing_through_a_slips_code_is_hopeless(app: Flask, world: World) -> None:
    """Two hundred guesses in a row from one address, each from a fresh browser: 60 are looked at."""
    slip = slip_for(world, world.resident)
    taken = 0
    with clock.stopped(clock.now()):
        for number in range(200):
            taken += browser(app).post("/sign-in/slip", {"code": f"ZZZZ{number:04d}"}).status_code == 422
        assert browser(app).post("/sign-in/slip", {"code": typed(slip)}).status_code == 429
    assert taken == 60


def test_guessing_through_what_is_read_out_is_hopeless(app: Flask, world: World) -> None:
    """The same for eight digits: and in the hall a phone that has missed nothing still gets in."""
    code, _row = issue_spoken_code(person=world.resident, made_by=world.recorder.id)
    start, honest = clock.now(), browser(app)
    with clock.stopped(start - timedelta(seconds=30)):
        honest.get("/sign-in/code")
    with clock.stopped(start):
        taken = [browser(app).post("/sign-in/code", {"code": f"1000{n:04d}"}).status_code for n in range(100)]
        assert taken.count(422) == 60
        assert browser(app).post("/sign-in/code", {"code": code}).status_code == 429
        assert honest.post("/sign-in/code", {"code": code}).status_code == 303


def test_codes_stay_out_of_addresses(client: Client, world: World) -> None:
    """A proxy writes addresses into its log: the typed code must not be in one."""
    slip = slip_for(world, world.resident)
    client.get("/sign-in/slip")
    answer = client.post("/sign-in/slip", {"code": typed(slip)})
    assert "?" not in answer.location
    assert typed(slip)[:4].upper() not in answer.location.upper().removeprefix(f"/K/{token_of(slip)}".upper())
    assert client.get(f"/sign-in/slip?code={typed(slip)}").text.count(typed(slip)) <= 3  # only links back to this page


def test_a_crash_names_no_token_in_the_log(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    slip = slip_for(world, world.resident)
    monkeypatch.setitem(client._app.config, "PROPAGATE_EXCEPTIONS", False)

    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("something broke")

    monkeypatch.setattr("council.accounts.views.joining.slip_by_token", broken)
    assert client.get(f"/k/{token_of(slip)}").status_code == 500
    assert "accounts.which_of_you" in caplog.text
    assert token_of(slip) not in caplog.text
    assert fingerprint(token_of(slip)) not in caplog.text


def test_the_door_cookie_is_not_for_scripts(client: Client, world: World) -> None:
    cookie = next(line for line in client.get("/sign-in").headers.getlist("Set-Cookie") if line.startswith("door="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert not [line for line in client.get("/sign-in").headers.getlist("Set-Cookie") if line.startswith("door=")]
