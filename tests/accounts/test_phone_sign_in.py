"""Signing in by phone: the code arrives at a real provider, works once, and nothing tells who is on the roster."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from council.accounts.models import Method, SignInSession
from council.accounts.phone_codes.models import PhoneCode
from council.accounts.phone_codes.rules import DEVICE_HOURLY, HOUR
from council.accounts.sms.http import HttpSender
from council.accounts.sms.outbox import Outbox
from council.base import clock
from council.base.db import db
from council.base.door_settings import SmsSettings
from council.permits.actor import Office
from council.residents.operations import appoint, enrol
from tests.accounts.keys import who
from tests.accounts.sms_provider import Provider, provider
from tests.support.client import Client
from tests.support.world import SINCE, World

NUMBER = "19900000001"


@pytest.fixture
def there(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """The application with a provider that takes its messages."""
    with provider() as made:
        settings = SmsSettings(sender="http", url=made.url, body='["{number}", "{code}"]', daily=30)
        monkeypatch.setitem(app.config, "SMS", settings)
        monkeypatch.setitem(app.extensions, "sms", Outbox(HttpSender(settings)))
        yield made


def settle(client: Client) -> None:
    client._app.extensions["sms"].settle()


def ask(client: Client, number: str = NUMBER):  # type: ignore[no-untyped-def]
    answer = client.post("/sign-in/phone", {"number": number})
    settle(client)
    return answer


def code_at(there: Provider) -> str:
    return str(json.loads(there.heard[-1].body)[1])


def wrong(code: str) -> str:
    return str(100000 + (int(code) + 1) % 900000)


def test_a_number_and_its_code_sign_in(client: Client, world: World, there: Provider) -> None:
    client.get("/sign-in/phone?next=/issues/")
    assert ask(client, "+86 199 0000 0001").location == "/sign-in/phone/code"
    assert json.loads(there.heard[0].body)[0] == NUMBER
    page = client.get("/sign-in/phone/code").text
    assert "199****0001" in page
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    code = code_at(there)
    answer = client.post("/sign-in/phone/code", {"code": f"{code[:3]} {code[3:]}"})
    assert (answer.status_code, answer.location) == (303, "/issues/")
    assert who(client) == str(world.resident.id)
    started = db.session.scalars(db.select(SignInSession).order_by(SignInSession.id.desc())).first()
    assert started is not None
    assert started.method == Method.PHONE_CODE


def test_a_number_that_nobody_has_gets_the_same_answers_and_no_message(
    client: Client, world: World, there: Provider
) -> None:
    pages = []
    for number in (NUMBER, "19900099999"):
        browser = Client(client._app)
        answer = ask(browser, number)
        page = browser.get("/sign-in/phone/code").text.replace(number[-4:], "LAST")
        refused = browser.post("/sign-in/phone/code", {"code": "000000"})
        again = Client(client._app).post("/sign-in/phone", {"number": number})
        pages.append((answer.status_code, answer.location, plain(page), refused.status_code, again.status_code))
    assert pages[0] == pages[1]
    assert pages[0][3:] == (422, 429)
    assert len(there.heard) == 1


def plain(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)


def test_a_message_holds_the_code_and_no_name(client: Client, world: World, there: Provider) -> None:
    ask(client)
    assert world.resident.name not in there.heard[0].body
    assert re.fullmatch(r'\["19900000001", "\d{6}"\]', there.heard[0].body)


def test_a_code_works_once(client: Client, world: World, there: Provider) -> None:
    ask(client)
    other = Client(client._app)
    with client._client.session_transaction() as session, other._client.session_transaction() as copied:
        copied.update(dict(session))
    assert client.post("/sign-in/phone/code", {"code": code_at(there)}).status_code == 303
    again = other.post("/sign-in/phone/code", {"code": code_at(there)})
    assert again.status_code == 422
    assert "no longer works" in again.text
    assert who(other) == ""


def test_a_code_is_too_old_after_five_minutes(client: Client, world: World, there: Provider) -> None:
    ask(client)
    with clock.stopped(clock.now() + timedelta(minutes=5)):
        assert client.post("/sign-in/phone/code", {"code": code_at(there)}).status_code == 422
    assert who(client) == ""


def test_five_wrong_tries_kill_a_code(client: Client, world: World, there: Provider) -> None:
    ask(client)
    code = code_at(there)
    for _time in range(5):
        assert client.post("/sign-in/phone/code", {"code": wrong(code)}).status_code == 422
    with clock.stopped(clock.now() + timedelta(minutes=3)):  # the wait for guessing is over by then
        answer = client.post("/sign-in/phone/code", {"code": code})
    assert answer.status_code == 422
    assert "no longer works" in answer.text
    assert who(client) == ""


def test_guessing_over_many_codes_is_slowed_down(client: Client, world: World, there: Provider) -> None:
    start, answers = clock.now(), []
    for minute in range(3):
        with clock.stopped(start + timedelta(minutes=minute, seconds=minute)):
            ask(client)
            code = wrong(code_at(there))
            answers += [client.post("/sign-in/phone/code", {"code": code}).status_code for _time in range(4)]
    assert 429 in answers
    assert who(client) == ""


def test_one_message_a_minute_and_five_an_hour(client: Client, world: World, there: Provider) -> None:
    start = clock.now()
    with clock.stopped(start):
        assert ask(client).status_code == 303
        second_tap = ask(client)
        assert (second_tap.status_code, second_tap.location) == (303, "/sign-in/phone/code")
        assert "on its way already" in client.get("/sign-in/phone/code").text
        refused = ask(Client(client._app))
        assert refused.status_code == 429
        assert "Please wait" in refused.text
        assert f'value="{NUMBER}"' in refused.text
    for minute in range(1, 5):
        with clock.stopped(start + timedelta(minutes=minute)):
            assert ask(Client(client._app)).status_code == 303
    with clock.stopped(start + timedelta(minutes=6)):
        assert ask(Client(client._app)).status_code == 429
    with clock.stopped(start + timedelta(minutes=61)):
        assert ask(Client(client._app)).status_code == 303
    assert len(there.heard) == 6


def test_a_hall_behind_one_address_gets_its_codes(client: Client, world: World, there: Provider) -> None:
    for number in range(15):
        enrol(key=f"hall-{number}", name=f"居民{number}", place=world.building, phone=f"1990000{number:04d}9")
    for number in range(15):
        browser = Client(client._app)
        assert ask(browser, f"1990000{number:04d}9").status_code == 303
        assert browser.post("/sign-in/phone/code", {"code": code_at(there)}).status_code == 303
        assert who(browser)


def test_the_days_budget_ends_with_a_sentence_for_everybody(client: Client, world: World, there: Provider) -> None:
    client._app.config["SMS"] = SmsSettings(sender="http", url=there.url, body='["{number}", "{code}"]', daily=1)
    assert ask(client).status_code == 303
    for number in ("19900000002", "19900099999"):
        spent = ask(Client(client._app), number)
        assert spent.status_code == 503
        assert "No more text messages can be sent today" in spent.text
    tomorrow = clock.now() + timedelta(days=1)
    with clock.stopped(tomorrow):
        assert ask(Client(client._app)).status_code == 303


def test_no_address_spends_the_messages_of_all(client: Client, world: World, there: Provider) -> None:
    """A program with a list of numbers, a fresh browser for each: half of the day's messages, then the others' turn."""
    client._app.config["SMS"] = SmsSettings(sender="http", url=there.url, body='["{number}", "{code}"]', daily=8)
    taken = [ask(Client(client._app), f"19911110{number:03d}").status_code for number in range(6)]
    assert taken == [303] * 4 + [503] * 2
    refused = ask(Client(client._app))  # a number on the roster is told no other than the rest
    assert refused.status_code == 503
    assert "from this network" in refused.text
    elsewhere = client.post("/sign-in/phone", {"number": NUMBER}, environ_base={"REMOTE_ADDR": "192.0.2.77"})
    assert elsewhere.status_code == 303
    with clock.stopped(clock.now() + timedelta(days=1)):
        assert ask(Client(client._app)).status_code == 303


def test_a_browser_asks_for_ten_codes_an_hour(client: Client, world: World, there: Provider) -> None:
    start = clock.now()
    with clock.stopped(start):
        client.get("/sign-in/phone")
        taken = [ask(client, f"19911110{number:03d}").status_code for number in range(DEVICE_HOURLY + 1)]
        assert taken == [303] * DEVICE_HOURLY + [429]
        assert "60 minutes" in ask(client, "19911119999").text
        assert ask(Client(client._app)).status_code == 303  # the neighbour's phone in the same hall
    with clock.stopped(start + HOUR):
        client.get("/sign-in/phone")
        assert ask(client, "19911119999").status_code == 303


def test_those_who_share_a_number_say_who_they_are(client: Client, world: World, there: Provider) -> None:
    child = enrol(key="child", name="周小满", place=world.building, phone="199-0000-0001")
    client.get("/sign-in/phone?next=/issues/")
    ask(client)
    answer = client.post("/sign-in/phone/code", {"code": code_at(there)})
    assert answer.location == "/sign-in/phone/person"
    assert who(client) == ""
    page = client.get("/sign-in/phone/person").text
    assert world.resident.name in page
    assert child.name in page
    assert world.neighbour.name not in page
    assert client.post("/sign-in/phone/person", {}).status_code == 422
    assert client.post("/sign-in/phone/person", {"person": str(world.neighbour.id)}).status_code == 422
    assert who(client) == ""
    answer = client.post("/sign-in/phone/person", {"person": str(child.id)})
    assert answer.location == "/issues/"
    assert who(client) == str(child.id)


def test_the_choice_is_for_whoever_has_shown_the_code(client: Client, world: World, there: Provider) -> None:
    enrol(key="child", name="周小满", place=world.building, phone=NUMBER)
    assert client.get("/sign-in/phone/person").location == "/sign-in/phone"
    ask(client)
    client.post("/sign-in/phone/code", {"code": code_at(there)})
    with clock.stopped(clock.now() + timedelta(minutes=6)):
        late = client.post("/sign-in/phone/person", {"person": str(world.resident.id)})
    assert late.location == "/sign-in/phone"
    assert who(client) == ""


def test_a_code_opens_no_recorders_desk(client: Client, world: World, there: Provider) -> None:
    appoint(person=world.resident, office=Office.RECORDER, place=world.estate, since=SINCE)
    ask(client)
    client.post("/sign-in/phone/code", {"code": code_at(there)})
    assert who(client) == str(world.resident.id)
    assert client.get("/desk").status_code == 403


def test_a_failing_provider_is_said_on_the_next_page_with_another_way(
    client: Client, world: World, there: Provider
) -> None:
    there.answers = [(500, "oops")]
    assert ask(client).status_code == 303
    page = client.get("/sign-in/phone/code").text
    assert "could not be sent" in page
    assert 'href="/sign-in"' in page
    assert "do not go out reliably" in Client(client._app).get("/sign-in/phone").text


def test_neither_number_nor_code_is_kept(client: Client, world: World, there: Provider) -> None:
    ask(client)
    rows = db.session.execute(db.select(PhoneCode.number_key, PhoneCode.code_key)).all()
    assert rows
    assert not [row for row in rows if NUMBER in row[0] or code_at(there) == row[1]]


def test_nonsense_is_told_beside_the_field(client: Client, world: World, there: Provider) -> None:
    answer = ask(client, "my phone")
    assert answer.status_code == 422
    assert "This is no phone number" in answer.text
    assert ask(client, "").status_code == 422
    assert client.post("/sign-in/phone/code", {"code": "1"}).location == "/sign-in/phone"
    assert not there.heard


def test_without_a_sender_there_is_no_such_way(client: Client, world: World) -> None:
    assert client.get("/sign-in/phone").status_code == 404
    assert client.post("/sign-in/phone", {"number": NUMBER}).status_code == 404


def test_fixation_and_other_sites_are_no_way_in(client: Client, world: World, there: Provider) -> None:
    with client._client.session_transaction() as session:
        session["planted"] = "by somebody else"
    client.get("/sign-in/phone?next=//evil.example/")
    ask(client)
    assert client.post("/sign-in/phone/code", {"code": code_at(there)}).location == "/"
    with client._client.session_transaction() as session:
        assert "planted" not in session


def test_forms_need_their_token(client: Client, world: World, there: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(client._app.config, "WTF_CSRF_ENABLED", True)
    assert ask(client).status_code != 200
    assert not there.heard
