"""Signing in with a one-time link: once, in time, only as oneself, and never to another site."""

from datetime import timedelta

import pytest

from council.accounts.models import SignInLink
from council.accounts.operations import issue_sign_in_link
from council.base import clock
from council.base.db import db
from council.journal.queries import history
from tests.support.client import Client, identity
from tests.support.world import World


def link(world: World) -> str:
    token, _expires = issue_sign_in_link(person=world.resident, made_by=world.recorder.id)
    return token


def name_on_home(client: Client) -> str:
    """Who the browser is signed in as, as the page's own session says."""
    with client._client.session_transaction() as session:
        return str(session.get("_user_id", ""))


def test_a_link_asks_first_then_signs_in(client: Client, world: World) -> None:
    token = link(world)
    page = client.get(f"/s/{token}")
    assert "Sign in on this phone?" in page.text
    assert name_on_home(client) == ""  # a chat app that previews the address signs nobody in
    answer = client.post(f"/s/{token}")
    assert (answer.status_code, answer.location) == (303, "/")
    assert name_on_home(client).startswith(f"{world.resident.id}.")


def test_a_link_works_once(client: Client, world: World) -> None:
    token = link(world)
    assert client.post(f"/s/{token}").status_code == 303
    client.as_(None)
    again = client.post(f"/s/{token}")
    assert again.status_code == 409
    assert name_on_home(client) == ""
    assert client.get(f"/s/{token}").status_code == 409


def test_a_link_is_too_old_after_three_days(client: Client, world: World) -> None:
    token = link(world)
    with clock.stopped(clock.now() + timedelta(days=3, seconds=1)):
        assert client.post(f"/s/{token}").status_code == 409
    assert client.post(f"/s/{token}").status_code == 303


def test_an_invented_link_signs_nobody_in(client: Client, world: World) -> None:
    assert client.get("/s/nonsense").status_code == 409
    assert client.post("/s/nonsense").status_code == 409
    assert name_on_home(client) == ""


def test_only_the_hash_of_a_link_is_kept(world: World) -> None:
    token = link(world)
    rows = db.session.scalars(db.select(SignInLink.token_hash)).all()
    assert token not in rows
    assert all(len(row) == 64 for row in rows)


def test_signing_out_everywhere_ends_every_session(client: Client, world: World) -> None:
    elsewhere = identity(world.resident)
    client.as_(world.resident)
    assert "Raise an issue" in client.get("/").text
    assert "Sign out everywhere" in client.get("/sign-out").text
    answer = client.post("/sign-out/everywhere")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert name_on_home(client) == ""
    with client._client.session_transaction() as session:  # another phone, signed in before
        session["_user_id"] = elsewhere
    assert "Raise an issue" not in client.get("/").text
    assert "Raise an issue" in client.as_(world.resident).get("/").text
    assert "accounts.session.ended" in [entry.action for entry in history("person", world.resident.id)]


def test_the_desk_ends_the_sessions_of_a_lost_phone(client: Client, world: World) -> None:
    old = world.resident.session_epoch
    assert client.as_(world.recorder).post(f"/people/{world.resident.id}/sign-outs").status_code == 303
    assert world.resident.session_epoch == old + 1
    assert client.as_(world.neighbour).post(f"/people/{world.resident.id}/sign-outs").status_code == 404


def test_a_session_in_the_browser_ends_when_another_person_signs_in(client: Client, world: World) -> None:
    with client._client.session_transaction() as session:
        session["planted"] = "by somebody else"
    client.post(f"/s/{link(world)}")
    with client._client.session_transaction() as session:
        assert "planted" not in session


def test_signing_out_forgets_everything(client: Client, world: World) -> None:
    answer = client.as_(world.resident).post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert name_on_home(client) == ""


def test_after_the_link_the_way_goes_on_to_where_one_wanted(client: Client, world: World) -> None:
    client.get("/sign-in?next=/j/482173")
    assert client.post(f"/s/{link(world)}").location == "/j/482173"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "/%09/evil.example", "/%0d/evil.example", "evil"],
)
def test_the_way_never_leads_to_another_site(client: Client, world: World, elsewhere: str) -> None:
    client.get(f"/sign-in?next={elsewhere}")
    assert client.post(f"/s/{link(world)}").location == "/"


def test_a_page_that_needs_a_person_leads_to_the_door_and_back(client: Client, world: World) -> None:
    answer = client.get("/people/?q=x")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/people/?q%3Dx")


def test_a_forged_host_does_not_get_into_links(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(client._app.config, "PUBLIC_URL", "https://yehua.example")
    with client._client.session_transaction(base_url="http://evil.example") as session:
        session["_user_id"] = identity(world.recorder)
    page = client.post(f"/people/{world.resident.id}/sign-in-links", base_url="http://evil.example")
    assert "https://yehua.example/s/" in page.text
    assert "evil.example" not in page.text
    assert client.post("/sign-out", base_url="http://evil.example").location == "/sign-in"


def test_the_sign_in_page_offers_the_cast_only_in_a_demo(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "/demo" not in client.get("/sign-in").text
    monkeypatch.setitem(client._app.config, "IS_DEMO", True)
    assert 'href="/demo"' in client.get("/sign-in").text
