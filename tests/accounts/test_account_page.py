"""One's own phones and computers: which they are, since when, and how to end them."""

from datetime import timedelta

import pytest
from flask import Flask
from markupsafe import Markup

from council.accounts.models import SignInSession
from council.accounts.operations import begin_session
from council.accounts.rules import Method
from council.accounts.sections import Section, _offers, offers_section
from council.base import clock
from council.base.db import db
from council.permits.actor import Actor
from tests.accounts.doors import browser, join, signed_in_as, slip_for
from tests.support.client import Client
from tests.support.world import World

WECHAT = "Mozilla/5.0 (Linux; Android 10; V1) AppleWebKit/537.36 Chrome/80 Mobile Safari/537.36 MicroMessenger/8.0"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36"


def test_the_page_names_phones_and_marks_this_one(client: Client, world: World) -> None:
    begin_session(person=world.resident, method=Method.SLIP, device=WECHAT)
    page = client.as_(world.resident).get("/account/").text
    assert "WeChat on an Android phone" in page
    assert "with a printed slip" in page
    assert page.count('data-test="this-session"') == 1
    assert "Recent sign-ins" in page


def test_one_other_phone_is_ended(client: Client, world: World) -> None:
    other = begin_session(person=world.resident, method=Method.SLIP, device=WINDOWS)
    client.as_(world.resident)
    assert client.post(f"/account/sessions/{other.id}/closure").status_code == 303
    db.session.refresh(other)
    assert other.ended_by == "revoked"
    assert signed_in_as(client) == world.resident.id
    ended_at = other.ended_at
    client.post(f"/account/sessions/{other.id}/closure")
    db.session.refresh(other)
    assert other.ended_at == ended_at


def test_the_ended_phone_is_told(app: Flask, client: Client, world: World) -> None:
    phone = browser(app)
    join(phone, slip_for(world, world.resident), world.resident)
    client.as_(world.resident).post("/account/sessions/closure")
    assert "signed out from another one" in phone.get("/").text
    assert signed_in_as(phone) is None
    assert signed_in_as(client) == world.resident.id


@pytest.mark.parametrize("by", ["oneself", "the desk", "a reset"])
def test_a_phone_ended_with_all_others_is_told(app: Flask, client: Client, world: World, by: str) -> None:
    phone = browser(app)
    join(phone, slip_for(world, world.resident), world.resident)
    if by == "oneself":
        client.as_(world.resident).post("/sign-out/everywhere")
    elif by == "the desk":
        client.as_(world.recorder).post(f"/people/{world.resident.id}/sign-outs")
    else:
        client.as_(world.recorder).post(f"/people/{world.resident.id}/credential-resets")
    page = phone.get("/").text
    assert "You were signed out on all phones" in page
    assert "0700 12 0001" in page  # whom to call, if that was not them
    assert signed_in_as(phone) is None
    assert "signed out on all phones" not in phone.get("/").text


def test_nobody_ends_the_sessions_of_others_here(client: Client, world: World) -> None:
    other = begin_session(person=world.resident, method=Method.SLIP)
    for who in (world.neighbour, world.chair, world.stranger):
        assert client.as_(who).post(f"/account/sessions/{other.id}/closure").status_code == 404
    assert client.as_(None).post(f"/account/sessions/{other.id}/closure").status_code == 303
    db.session.refresh(other)
    assert other.ended_at is None


def test_a_session_is_noted_as_used_once_a_week(client: Client, world: World) -> None:
    join(client, slip_for(world, world.resident), world.resident)
    row = db.session.scalars(db.select(SignInSession).order_by(SignInSession.id.desc())).first()
    assert row is not None
    first = row.seen_on
    with clock.stopped(clock.now() + timedelta(days=8)):
        client.get("/")
        db.session.refresh(row)
        assert row.seen_on == clock.today() > first


def test_reading_pages_writes_no_session(client: Client, world: World, count_queries: list[str]) -> None:
    join(client, slip_for(world, world.resident), world.resident)
    client.get("/")
    count_queries.clear()
    client.get("/")
    assert not [statement for statement in count_queries if statement.startswith("UPDATE")]


@pytest.fixture
def a_section() -> object:
    @offers_section(99)
    def offered(actor: Actor) -> Section | None:
        return Section("accounts/_ask.html", {"phone": Markup("1")}) if actor.holdings else None

    yield
    del _offers[99]


def test_other_parts_have_their_section(client: Client, world: World, a_section: object) -> None:
    assert "Ask your grid officer or building head." in client.as_(world.chair).get("/account/").text
    assert "Ask your grid officer or building head." not in client.as_(world.resident).get("/account/").text
