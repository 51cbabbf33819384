"""The page of the cast, and being each of them. On any other database there is no such page."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from council.demo.cast.named import CAST
from tests.support.client import Client, check_page
from tests.support.world import World

HEADERS = {"Accept-Language": "en"}


@pytest.fixture
def browser(demo_app: Flask) -> FlaskClient:
    """A browser that looks at the demo."""
    return demo_app.test_client()


def test_the_page_has_one_button_for_everyone(browser: FlaskClient) -> None:
    page = browser.get("/demo", headers=HEADERS)
    check_page(page.text)
    keys = re.findall(r'name="person" value="([\w-]+)"', page.text)
    assert len(keys) == len(set(keys))
    # two seats of the council belong to people with a part of their own, who stand there once
    assert set(keys) == {member.key for member in CAST} - {"voter-1", "voter-2"}
    assert "482 173" in page.text


@pytest.mark.parametrize("key", [member.key for member in CAST])
def test_one_tap_signs_in_and_shows_a_page_that_says_demo(browser: FlaskClient, key: str) -> None:
    answer = browser.post("/demo/sign-in", data={"person": key})
    assert answer.status_code == 303
    page = browser.get(answer.location, headers=HEADERS, follow_redirects=True)
    assert page.status_code == 200
    check_page(page.text)
    assert 'class="ribbon"' in page.text


def test_everyone_with_a_part_finds_something_to_do(browser: FlaskClient) -> None:
    waits = {
        "resident-zhou": "/meetings/",
        "chair-tang": "/chair",
        "clerk-he": "/minutes",
        "grid-qin": "/issues/GY-",
        "partner-water": "/tasks/",
        "supervisor-meng": "/tasks/",
        "community-admin": "/issues/",
        "street-admin": "/tasks/",
    }
    for key, link in waits.items():
        answer = browser.post("/demo/sign-in", data={"person": key})
        page = browser.get(answer.location, headers=HEADERS, follow_redirects=True).text
        assert link in page, key


def test_after_signing_in_the_way_goes_on(browser: FlaskClient) -> None:
    assert 'name="next" value="/j/482173"' in browser.get("/demo?next=/j/482173").text
    answer = browser.post("/demo/sign-in", data={"person": "voter-9", "next": "/j/482173"})
    assert answer.location == "/j/482173"
    away = browser.post("/demo/sign-in", data={"person": "voter-9", "next": "//evil.example"})
    assert away.location == "/"


@pytest.mark.parametrize("key", ["", "p-0100", "nobody"])
def test_only_the_cast_can_be_chosen(browser: FlaskClient, key: str) -> None:
    assert browser.post("/demo/sign-in", data={"person": key}).status_code == 404


def test_another_database_never_offers_it(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(client._app.config, "IS_DEMO", raising=False)
    assert client.get("/demo").status_code == 404
    answer = client.post("/demo/sign-in", {"person": "resident-zhou"})
    assert answer.status_code == 404
    assert "/demo" not in client.get("/").text
