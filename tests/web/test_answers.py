"""Ways back stay on this site; headers, gzip, health and errors are on every answer."""

import gzip

import pytest
from flask import Flask

from council.web.answers import local_path
from council.web.forms import trimmed
from tests.support.client import Client


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
