"""A test client that acts as one person and checks every page it is given."""

import re
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from council.accounts.operations import begin_session
from council.accounts.rules import Method
from council.accounts.sessions import Identity
from council.base.db import db
from council.residents.models import Person


class HonestClient(FlaskClient):
    """Flask's test client, which fails where a real server would: a header goes over the wire as latin-1."""

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """As Flask's; every header of the answer must be one that can be sent."""
        answer = super().open(*args, **options)
        for name, value in answer.headers:
            assert _can_be_sent(value), f"no server can send this header: {name}: {value!r}"
        return answer


def _can_be_sent(value: str) -> bool:
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


class Client:
    """A browser. Before each request the test's own work is committed, after it the test sees what changed."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client()
        self.get_headers: dict[str, str] = {"Accept-Language": "en"}

    def as_(self, person: Person | None) -> "Client":
        """Sign in as `person` (or out) in this browser; returns the browser."""
        with self._client.session_transaction() as session:
            session.clear()
            if person is not None:
                session["_user_id"] = identity(person)
                session["_fresh"] = True
        return self

    def get(self, path: str, *, htmx: bool = False, language: str = "en", **options: Any) -> TestResponse:
        """GET; a whole page is checked for the marks every page must have."""
        answer = self._send("GET", path, htmx, language, **options)
        if not htmx and answer.status_code == 200 and answer.mimetype == "text/html":
            check_page(answer.text)
        return answer

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, htmx: bool = False, **options: Any
    ) -> TestResponse:
        """POST a form, as htmx does or as a browser without JavaScript does."""
        return self._send("POST", path, htmx, options.pop("language", "en"), data=data or {}, **options)

    def _send(self, method: str, path: str, htmx: bool, language: str, **options: Any) -> TestResponse:
        headers = {"Accept-Language": language, **options.pop("headers", {})}
        if htmx:
            headers["HX-Request"] = "true"
        db.session.commit()
        for name in list(g):
            g.pop(name)  # the test's application context outlives the request; who acts and the language must not
        answer = self._client.open(path, method=method, headers=headers, **options)
        db.session.expire_all()
        return answer


def identity(person: Person, method: Method = Method.CONSOLE) -> str:
    """What the cookie of a browser says in which `person` has signed in: a session of its own, begun just now."""
    started = begin_session(person=person, method=method, device="test")
    return str(Identity.of(started))


def check_page(html: str) -> None:
    """What every whole page must have: a language, one h1, a title, no inline style or script, ids used once."""
    assert re.search(r'<html[^>]* lang="(zh-CN|en)"', html), "the page has no language"
    assert len(re.findall(r"<h1[\s>]", html)) == 1, "a page has one h1"
    assert re.search(r"<title>[^<]+</title>", html), "the page has no title"
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", html), "inline style or script"
    ids = re.findall(r'\sid="([^"]+)"', html)
    doubled = {name for name in ids if ids.count(name) > 1}
    assert not doubled, f"ids used twice: {doubled}"
