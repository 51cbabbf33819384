"""Signing in with a password and a second step: one sentence for all that is wrong, nobody in before both."""

import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from council.accounts.credentials import hashing
from council.accounts.credentials.models import Credential
from council.accounts.credentials.operations import set_password
from council.accounts.models import Guess, Method, SignInSession
from council.base import clock
from council.base.db import db
from council.permits.actor import Office
from council.residents.operations import appoint
from tests.accounts.keys import PASSWORD, code, give_password, give_second, who
from tests.support.client import Client
from tests.support.world import SINCE, World

WRONG = "This login name and password do not belong together."


def try_password(client: Client, login: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/office", {"login": login, "password": password})


def sessions_of(person_id: int) -> list[SignInSession]:
    query = db.select(SignInSession).where(SignInSession.person_id == person_id).order_by(SignInSession.id)
    return list(db.session.scalars(query))


def test_a_password_signs_in_whose_office_does_not_reach_far(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    client.get("/sign-in/office?next=/issues/")
    answer = try_password(client, " ZHOU.min ")
    assert (answer.status_code, answer.location) == (303, "/issues/")
    assert who(client) == str(world.resident.id)
    assert sessions_of(world.resident.id)[-1].method == Method.PASSWORD


def test_an_unknown_name_and_a_wrong_password_look_alike(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    pages = []
    for login, password in (("zhou.min", "not this one at all"), ("nobody.here", "not this one at all")):
        answer = try_password(client, login, password)
        assert answer.status_code == 422
        assert WRONG in answer.text
        assert password not in answer.text
        pages.append(answer.text.replace(login, "LOGIN").split("<main")[1])
    first, second = (re.sub(r'name="(once|csrf_token)"[^>]*>', "", page) for page in pages)
    assert first == second
    assert who(client) == ""


def test_somebody_who_left_is_unknown(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    world.resident.left_on = clock.today()
    db.session.commit()
    assert WRONG in try_password(client, "zhou.min").text


def test_no_session_before_the_second_step(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    before = len(sessions_of(world.chair.id))
    answer = try_password(client, "tang")
    assert (answer.status_code, answer.location) == (303, "/sign-in/office/code")
    assert who(client) == ""
    assert len(sessions_of(world.chair.id)) == before
    assert client.get("/desk").status_code == 303
    page = client.get("/sign-in/office/code")
    assert 'autocomplete="one-time-code"' in page.text
    assert client.post("/sign-in/office/code", {"code": code(secret)}).status_code == 303
    assert who(client) == str(world.chair.id)
    assert client.get("/desk").status_code == 200
    with client._client.session_transaction() as session:
        assert "half_in" not in session


def test_what_lay_in_the_browser_before_is_gone(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    client.as_(world.neighbour)
    planted = sessions_of(world.neighbour.id)[-1].id
    with client._client.session_transaction() as session:
        session["planted"] = "by somebody else"
    try_password(client, "tang")
    client.post("/sign-in/office/code", {"code": code(secret)})
    with client._client.session_transaction() as session:
        assert "planted" not in session
    assert db.session.get_one(SignInSession, planted).ended_at is not None
    assert who(client) == str(world.chair.id)


def test_the_first_step_counts_five_minutes_and_in_this_browser_only(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    try_password(client, "tang")
    with clock.stopped(clock.now() + timedelta(minutes=5, seconds=1)):
        assert client.post("/sign-in/office/code", {"code": code(secret)}).status_code == 409
        assert client.get("/sign-in/office/code").location == "/sign-in/office"
    other = Client(client._app)
    assert other.post("/sign-in/office/code", {"code": code(secret)}).status_code == 409
    assert who(client) == who(other) == ""


def test_a_password_changed_between_the_steps_ends_the_way(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    try_password(client, "tang")
    set_password(person=world.chair, login="tang", password="another lamp in the yard")
    assert client.post("/sign-in/office/code", {"code": code(secret)}).status_code == 409
    assert who(client) == ""


def test_a_code_works_once_even_within_its_half_minute(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    now = clock.now()
    with clock.stopped(now):
        shown = code(secret)
        try_password(client, "tang")
        assert client.post("/sign-in/office/code", {"code": shown}).status_code == 303
        other = Client(client._app)
        try_password(other, "tang")
        again = other.post("/sign-in/office/code", {"code": shown})
        assert again.status_code == 422
        assert "has been used" in again.text
        assert who(other) == ""
        assert other.post("/sign-in/office/code", {"code": code(secret, -1)}).status_code == 422  # older than the used
        assert other.post("/sign-in/office/code", {"code": code(secret, 1)}).status_code == 303  # a fast clock


def test_a_clock_may_be_wrong_by_one_step_not_by_two(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    try_password(client, "tang")
    for steps in (-2, 2):
        assert client.post("/sign-in/office/code", {"code": code(secret, steps)}).status_code == 422
    assert client.post("/sign-in/office/code", {"code": code(secret, -1)}).status_code == 303


def test_a_recovery_code_stands_in_once(client: Client, world: World) -> None:
    _secret, codes = give_second(world.chair, "tang")
    try_password(client, "tang")
    typed = codes[3].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert client.post("/sign-in/office/code", {"code": typed}).status_code == 303
    assert who(client) == str(world.chair.id)
    other = Client(client._app)
    try_password(other, "tang")
    assert other.post("/sign-in/office/code", {"code": codes[3]}).status_code == 422
    assert other.post("/sign-in/office/code", {"code": "AAAAA-BBBBB"}).status_code == 422
    assert who(other) == ""


def test_a_high_office_without_a_second_step_does_not_get_in_by_the_password(client: Client, world: World) -> None:
    give_password(world.chair, "tang")
    answer = try_password(client, "tang")
    assert answer.status_code == 422
    assert "Your office wants a second step" in answer.text
    assert who(client) == ""


def test_whoever_becomes_chair_while_signed_in_by_password_gets_no_chairs_desk(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    try_password(client, "zhou.min")
    appoint(person=world.resident, office=Office.ESTATE_HEAD, place=world.other_estate, since=SINCE)
    assert client.get("/desk").status_code == 403
    assert "does not open your office" in client.get("/account/password").text
    assert client.get("/account/second-factor/new").status_code == 403
    assert client.get("/account/password/new").status_code == 403


def test_guessing_a_password_is_slowed_down(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    answers = [try_password(client, "zhou.min", f"guess number {number}").status_code for number in range(12)]
    assert answers[:5] == [422] * 5
    assert 429 in answers
    refused = try_password(client, "zhou.min")
    assert refused.status_code == 429  # the right one waits as well: guessing is not told from knowing
    assert "Please wait" in refused.text
    assert 'value="zhou.min"' in refused.text
    assert PASSWORD not in refused.text
    with clock.stopped(clock.now() + timedelta(hours=2)):
        assert try_password(client, "zhou.min").status_code == 303
    assert not db.session.scalars(db.select(Guess.key).where(Guess.key.contains("zhou"))).all()


def test_unknown_names_are_slowed_down_just_the_same(client: Client, world: World) -> None:
    answers = [try_password(client, "nobody.here", f"guess number {number}").status_code for number in range(12)]
    assert answers[:5] == [422] * 5
    assert 429 in answers


def test_guessing_the_six_digits_is_slowed_down(client: Client, world: World) -> None:
    secret, _codes = give_second(world.chair, "tang")
    try_password(client, "tang")
    wrong = [f"{number:06d}" for number in range(14)]
    right = {code(secret, steps) for steps in (-1, 0, 1)}
    answers = [client.post("/sign-in/office/code", {"code": each}).status_code for each in wrong if each not in right]
    assert 429 in answers
    assert client.post("/sign-in/office/code", {"code": code(secret)}).status_code == 429
    assert who(client) == ""


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_the_way_never_leads_to_another_site(client: Client, world: World, elsewhere: str) -> None:
    give_password(world.resident, "zhou.min")
    client.get(f"/sign-in/office?next={elsewhere}")
    assert try_password(client, "zhou.min").location == "/"


def test_an_old_hash_is_made_anew_when_its_password_is_typed(client: Client, world: World) -> None:
    give_password(world.resident, "zhou.min")
    credential = db.session.get_one(Credential, world.resident.id)
    credential.password_hash = old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    db.session.commit()
    assert try_password(client, "zhou.min").status_code == 303
    new = db.session.get_one(Credential, world.resident.id).password_hash
    assert new != old
    assert not hashing.is_outdated(new)


def test_the_sign_in_page_has_the_words_browsers_look_for(client: Client, world: World) -> None:
    page = client.get("/sign-in/office").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert 'type="password"' in page


def test_forms_need_their_token(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    give_password(world.resident, "zhou.min")
    monkeypatch.setitem(client._app.config, "WTF_CSRF_ENABLED", True)
    try_password(client, "zhou.min")
    assert who(client) == ""
