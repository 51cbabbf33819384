"""Signing in by the street's own identity provider: a real round trip over HTTP, and everything that can be forged."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from joserfc.jwk import OctKey

from council.accounts.models import Method, SignInSession
from council.accounts.provider.models import ExternalIdentity
from council.accounts.provider.operations import link_identity
from council.base import clock
from council.base.db import db
from council.base.door_settings import ProviderSettings
from council.base.errors import Conflict, Invalid
from council.permits.actor import Office
from council.residents.models import Person
from council.residents.operations import appoint, enrol
from tests.accounts.keys import who
from tests.accounts.provider import CLIENT_ID, CLIENT_SECRET, OTHER_KEY, Identity, identity_provider
from tests.support.client import Client
from tests.support.world import SINCE, World


@pytest.fixture
def there(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Identity]:
    """The application with a provider at which the resident signs in, known there by their key."""
    with identity_provider() as made:
        made.claims = {"sub": "s-1", "external_id": "resident"}
        set_up(app, monkeypatch, made)
        yield made
        app.extensions.pop("provider", None)


def set_up(app: Flask, monkeypatch: pytest.MonkeyPatch, there: Identity, **more: Any) -> None:
    settings = ProviderSettings(there.issuer, CLIENT_ID, CLIENT_SECRET, **more)
    monkeypatch.setitem(app.config, "PROVIDER", settings)
    app.extensions.pop("provider", None)


def go_there(client: Client, path: str = "/sign-in/provider") -> str:
    """Follow the way to the provider and sign in there; the address that leads back."""
    answer = client.get(path)
    assert answer.status_code == 302, answer.text
    return requests.get(answer.location, allow_redirects=False, timeout=5).headers["Location"]


def come_back(client: Client, address: str):  # type: ignore[no-untyped-def]
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def sign_in(client: Client, path: str = "/sign-in/provider"):  # type: ignore[no-untyped-def]
    return come_back(client, go_there(client, path))


def test_who_is_known_by_the_claim_gets_in_and_stays_linked(client: Client, world: World, there: Identity) -> None:
    answer = sign_in(client, "/sign-in/provider?next=/issues/")
    assert (answer.status_code, answer.location) == (303, "/issues/")
    assert who(client) == str(world.resident.id)
    started = db.session.scalars(db.select(SignInSession).order_by(SignInSession.id.desc())).first()
    assert started is not None
    assert started.method == Method.PROVIDER
    there.claims = {"sub": "s-1"}  # later the claim is not needed any more
    other = Client(client._app)
    assert sign_in(other).status_code == 303
    assert who(other) == str(world.resident.id)
    assert db.session.scalar(db.select(db.func.count()).select_from(ExternalIdentity)) == 1


def test_the_question_carries_state_nonce_and_challenge(client: Client, world: World, there: Identity) -> None:
    first, second = client.get("/sign-in/provider").location, client.get("/sign-in/provider").location
    asked = [{name: values[0] for name, values in parse_qs(urlsplit(each).query).items()} for each in (first, second)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
        assert len(asked[0][name]) >= 20
    assert asked[0]["redirect_uri"].endswith("/sign-in/provider/answer")
    with client._client.session_transaction() as session:  # a try that was given up leaves nothing
        assert len([key for key in session if key.startswith("_state_")]) == 1


def test_the_way_back_is_the_public_address(
    client: Client, world: World, there: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(client._app.config, "PUBLIC_URL", "https://yehua.example")
    answer = client.get("/sign-in/provider", base_url="http://evil.example")
    asked = parse_qs(urlsplit(answer.location).query)
    assert asked["redirect_uri"] == ["https://yehua.example/sign-in/provider/answer"]


def bent(**claims: Any):  # type: ignore[no-untyped-def]
    def bend(said: dict[str, Any]) -> None:
        said.update(claims)
        for name in [name for name, value in claims.items() if value is None]:
            said.pop(name)

    return bend


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": ["somebody-else"], "azp": CLIENT_ID},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "s" * 300},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_token_that_is_not_ours_is_a_sentence(
    client: Client, world: World, there: Identity, claims: dict[str, Any]
) -> None:
    there.bend = bent(**claims)
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "cannot be trusted" in answer.text
    assert who(client) == ""


def test_another_key_signs_nobody_in(client: Client, world: World, there: Identity) -> None:
    there.signs_with = OTHER_KEY
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "cannot be trusted" in answer.text
    assert who(client) == ""


def test_a_shared_secret_signs_nobody_in_even_if_the_provider_offers_it(
    client: Client, world: World, there: Identity
) -> None:
    there.signs_with = OctKey.import_key(CLIENT_SECRET * 4)  # type: ignore[assignment]
    there.algorithm = "HS256"
    assert sign_in(client).status_code == 403
    assert who(client) == ""


@pytest.mark.parametrize(
    ("answer", "sentence", "status"),
    [
        ((500, "oops"), "", 0),
        ((200, "garbage"), "", 0),
        ((200, '{"access_token": "a", "token_type": "Bearer"}'), "cannot be trusted", 403),
        ((200, '{"access_token": "a", "id_token": "x.y.z"}'), "cannot be trusted", 403),
        ((400, '{"error": "invalid_grant"}'), "has been used", 403),
        ((400, '{"error": "invalid_client"}'), "cannot be trusted", 403),
    ],
)
def test_nonsense_instead_of_a_token_is_a_sentence(
    client: Client, world: World, there: Identity, answer: tuple[int, str], sentence: str, status: int
) -> None:
    there.token_answer = answer
    page = sign_in(client)
    assert page.status_code in ({status} if status else {403, 503})
    assert sentence in page.text
    assert 'data-test="provider-trouble"' in page.text
    assert who(client) == ""


def test_an_answer_works_once(client: Client, world: World, there: Identity) -> None:
    address = go_there(client)
    with client._client.session_transaction() as session:
        kept = dict(session)
    assert come_back(client, address).status_code == 303
    again = come_back(client, address)
    assert again.status_code == 403
    assert "has been used" in again.text
    thief = Client(client._app)  # with a copy of the cookie: the provider takes no code twice
    with thief._client.session_transaction() as session:
        session.update(kept)
    assert come_back(thief, address).status_code == 403
    assert who(thief) == ""


def test_an_answer_is_for_the_browser_that_asked(client: Client, world: World, there: Identity) -> None:
    address = go_there(client)
    victim = Client(client._app)
    answer = come_back(victim, address)
    assert answer.status_code == 403
    assert "another browser" in answer.text
    assert who(victim) == ""
    assert client.get("/sign-in/provider/answer").status_code == 403
    assert client.get("/sign-in/provider/answer?code=x&state=y").status_code == 403


@pytest.mark.parametrize("query", ["error=access_denied", "error=access_denied&state=x", "error=server_error"])
def test_no_is_a_sentence(client: Client, world: World, there: Identity, query: str) -> None:
    client.get("/sign-in/provider")
    answer = client.get(f"/sign-in/provider/answer?{query}")
    assert answer.status_code == 403
    assert 'href="/sign-in"' in answer.text


def test_a_provider_that_is_away_is_a_sentence(client: Client, world: World, there: Identity) -> None:
    client._app.config["PROVIDER"] = ProviderSettings("http://127.0.0.1:9", CLIENT_ID)
    answer = client.get("/sign-in/provider")
    assert answer.status_code == 503
    assert "does not answer" in answer.text


def test_a_provider_that_calls_itself_another_is_not_asked(client: Client, world: World, there: Identity) -> None:
    there.issuer_said = "https://evil.example"
    assert client.get("/sign-in/provider").status_code == 503
    there.issuer_said = ""
    assert client.get("/sign-in/provider").status_code == 302  # mended there: no restart here


def test_whoever_is_not_known_sees_the_number_that_an_officer_needs(
    client: Client, world: World, there: Identity
) -> None:
    there.claims = {"sub": "s-<9>", "external_id": "nobody"}
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "s-&lt;9&gt;" in answer.text
    assert who(client) == ""
    path = f"/people/{world.resident.id}/identities"
    assert client.as_(world.recorder).post(path, {"subject": "s-<9>"}).status_code == 303
    assert "s-&lt;9&gt;" in client.get(path).text
    client.as_(None)
    assert sign_in(client).status_code == 303
    assert who(client) == str(world.resident.id)


def test_an_officer_unlinks_and_others_may_not_look(client: Client, world: World, there: Identity) -> None:
    sign_in(client)
    path = f"/people/{world.resident.id}/identities"
    identity = db.session.scalars(db.select(ExternalIdentity)).one()
    for stranger, status in ((world.neighbour, 404), (world.stranger, 404), (world.resident, 403)):
        assert client.as_(stranger).get(path).status_code == status
        assert client.post(path, {"subject": "mine"}).status_code == status
        assert client.post(f"{path}/{identity.id}/removal").status_code == status
    other = f"/people/{world.neighbour.id}/identities/{identity.id}/removal"
    assert client.as_(world.recorder).post(other).status_code == 404
    assert client.post(f"{path}/{identity.id}/removal").status_code == 303
    assert not db.session.scalars(db.select(ExternalIdentity)).all()


def test_one_account_one_person(client: Client, world: World, there: Identity) -> None:
    link_identity(issuer=there.issuer, subject="s-0", person=world.resident, actor_id=None)
    assert sign_in(client).status_code == 403  # `s-1` names the resident, who has `s-0`
    with pytest.raises(Invalid):
        link_identity(issuer=there.issuer, subject="s-0", person=world.neighbour, actor_id=None)
    with pytest.raises(Conflict):
        link_identity(issuer=there.issuer, subject="s-2", person=world.resident, actor_id=None)
    assert who(client) == ""


def phone(number: str, verified: object = True) -> dict[str, Any]:
    return {"sub": "s-1", "phone_number": number, "phone_number_verified": verified}


def test_a_verified_number_of_one_person_will_do(client: Client, world: World, there: Identity) -> None:
    there.claims = phone("+86 199 0000 0001", verified="yes")
    assert sign_in(client).status_code == 403
    there.claims = phone("+86 199 0000 0001")
    assert sign_in(client).status_code == 303
    assert who(client) == str(world.resident.id)


def test_a_number_that_two_share_will_not(client: Client, world: World, there: Identity) -> None:
    enrol(key="child", name="周小满", place=world.building, phone="19900000001")
    there.claims = phone("19900000001")
    assert sign_in(client).status_code == 403


def test_a_number_opens_no_guarded_office(client: Client, world: World, there: Identity) -> None:
    appoint(person=world.resident, office=Office.RECORDER, place=world.estate, since=SINCE)
    there.claims = phone("19900000001")
    assert sign_in(client).status_code == 403


def test_who_left_or_was_merged_does_not_get_in(client: Client, world: World, there: Identity) -> None:
    sign_in(client)
    db.session.get_one(Person, world.resident.id).left_on = clock.today()
    db.session.commit()
    client.as_(None)
    assert sign_in(client).status_code == 403
    assert who(client) == ""


def test_the_external_id_of_the_roster_counts(client: Client, world: World, there: Identity) -> None:
    db.session.get_one(Person, world.neighbour.id).external_id = "E-77"
    db.session.commit()
    there.claims = {"sub": "s-7", "external_id": "E-77"}
    assert sign_in(client).status_code == 303
    assert who(client) == str(world.neighbour.id)


def test_a_second_step_there_can_be_asked_for(
    app: Flask, client: Client, world: World, there: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(app, monkeypatch, there, require=("mfa", "urn:high"))
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "without a second step" in answer.text
    assert there.heard[-1]["acr_values"] == "mfa urn:high"
    for more in ({"amr": ["pwd", "mfa"]}, {"acr": "urn:high"}):
        there.claims = {"sub": "s-1", "external_id": "resident", **more}
        assert sign_in(Client(app)).status_code == 303
    for less in ({"amr": "mfa"}, {"amr": [["mfa"]]}, {"acr": ["mfa"]}):
        there.claims = {"sub": "s-1", "external_id": "resident", **less}
        assert sign_in(Client(app)).status_code == 403


def test_what_lay_in_the_browser_before_is_gone(client: Client, world: World, there: Identity) -> None:
    with client._client.session_transaction() as session:
        session["planted"] = "by somebody else"
    assert sign_in(client, "/sign-in/provider?next=//evil.example/").location == "/"
    with client._client.session_transaction() as session:
        assert "planted" not in session
        assert not [key for key in session if key.startswith("_state_")]


def test_without_a_provider_there_is_no_such_way(client: Client, world: World) -> None:
    assert client.get("/sign-in/provider").status_code == 404
    assert client.get("/sign-in/provider/answer").status_code == 404
    assert "no such sign-in" in client.as_(world.recorder).get(f"/people/{world.resident.id}/identities").text
