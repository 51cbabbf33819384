"""Ways back stay on this site; headers, gzip, health and errors are on every answer."""

import gzip

import pytest
from flask import Flask

from council.web.answers import local_path
from council.web.forms import trimmed
from tests.support.client import Client
from tests.support.world import World


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", None, "/a\nb"]
)
def test_a_way_back_never_leaves_the_site(address: str | None) -> None:
    assert local_path(address) == "/"


def test_a_way_back_on_this_site_is_kept() -> None:
    assert local_path("/issues/?sort=new") == "/issues/?sort=new"


def test_text_is_trimmed_of_blanks_and_direction_marks() -> None:
    assert trimmed("  a\u202eb\u2066 ") == "ab"


def test_every_answer_has_the_security_headers(client: Client) -> None:
    answer = client.get("/sign-in")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_are_packed_for_those_who_can_unpack(client: Client) -> None:
    answer = client.get("/sign-in", htmx=True, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(answer.data)


def test_health(client: Client) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json == {"database": True, "migrated": True, "data_dir": True}


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/issues/GY-2026-9999", 303)])
def test_errors_are_pages(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_forged_post_is_answered_in_place(app: Flask, client: Client) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post("/sign-out", htmx=True)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 419
    assert "<html" not in answer.text


def test_language_and_text_size_are_kept(client: Client) -> None:
    client.get("/language?to=en&next=/sign-in")
    assert 'lang="en"' in client.get("/sign-in", language="zh-CN").text
    client.get("/text-size?to=150&next=/sign-in")
    assert "text-150" in client.get("/sign-in").text


@pytest.mark.parametrize("language", ["zh-CN", "zh", "zh-TW", "fr", ""])
def test_the_browsers_language_counts_else_chinese(client: Client, language: str) -> None:
    assert 'lang="zh-CN"' in client.get("/sign-in", language=language).text


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/meetings/8/items", "/meetings/8"),
        ("/polls/12/hands", "/polls/12"),
        ("/polls/12/papers/out/5?q=1", "/polls/12/papers"),
        ("/account/sessions/closure", "/account/"),
        ("/sign-out/everywhere", "/sign-out"),
        ("/agenda-items", None),
    ],
)
def test_the_address_of_a_form_leads_to_the_page_above_it(client: Client, address: str, above: str | None) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "OPTIONS, POST")
    assert "This address only takes forms. Go back to the page with the form." in answer.text
    assert "Something broke" not in answer.text
    assert ("Go back</a>" in answer.text) is (above is not None)
    assert above is None or f'class="btn btn--primary" href="{above}"' in answer.text


def test_a_refusal_without_words_of_its_own_is_not_our_crash(client: Client) -> None:
    answer = client.post("/healthz")
    assert answer.status_code == 405
    assert "Something broke" not in answer.text
    assert "only takes forms" not in answer.text


def test_size_and_language_lead_from_an_answer_to_a_form_back_to_its_page(client: Client, world: World) -> None:
    sent: dict[str, dict[str, str]] = {
        "/meetings/series": {"Referer": "http://localhost/meetings/series"},
        "/": {"Referer": "http://evil.example/meetings/series"},
    }
    for back, headers in sent.items():
        answer = client.as_(world.chair).post("/meetings/series", {"venue": ""}, headers=headers)
        assert answer.status_code == 422
        assert f'href="/text-size?next={back}"' in answer.text
        assert f"to=zh_CN&amp;next={back}" in answer.text
