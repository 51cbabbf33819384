"""Issues of three years: queries, milliseconds and multiples of the hello page for lists, search, places and numbers.

The requests go to the server one after the other over one connection, in turns with the bare Flask page that the same
server has at `/hello`; p95 is taken of both. `DATABASE_URL` chooses the database; it must be empty.
"""

import http.client
import os
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

from flask import Flask
from sqlalchemy import Engine, select

from bench.hall import cookie_and_token, request
from bench.issues_data import ISSUES, SUPPORTS, fill
from bench.measuring import Report, percentile
from bench.serving import server
from bench.street import counted, empty_application
from council.base.db import db
from council.demo.build import build_demo
from council.issues.lists import similar_issues
from council.issues.models import Issue
from council.organisation.queries import estates_seen_by
from council.residents.queries import load_actor, person_by_key

ROUNDS = 60
#: What the issue asks for: queries of a page, its p95 in hello pages, milliseconds of a hint and of the numbers.
QUERIES, TIMES, HINT, NUMBERS = 8, 12, 50, 200
PEOPLE = {"resident": "resident-zhou", "chair": "chair-tang", "street": "street-admin"}


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    app = empty_application(folder)
    with app.app_context():
        build_demo()
        began = perf_counter()
        fill()
        report.title(f"issues: {ISSUES:,}, supports: {SUPPORTS:,}, {db.engine.dialect.name}")
        report.figure("filled in", perf_counter() - began, "s")
        signed = {part: cookie_and_token(app, _person(key))[0] for part, key in PEOPLE.items()}
        pages = _pages()
        report.goal("similar issues, ms, p95", _hint(), at_most=HINT)
        db.session.remove()
        engine = db.engine
    for name, (path, part) in pages.items():
        report.goal(f"{name}: queries", _queries(app, engine, path, signed[part]), at_most=QUERIES)
    engine.dispose()
    with server(folder, database_url=os.environ.get("DATABASE_URL", "")) as port:
        _over_http(report, port, {name: (path, signed[part]) for name, (path, part) in pages.items()})


def _pages() -> dict[str, tuple[str, str]]:
    """The pages, and who asks for them."""
    number = db.session.scalar(select(Issue.number).order_by(Issue.support_count.desc()).limit(1))
    return {
        "list, resident": ("/issues/", "resident"),
        "list, chair": ("/issues/", "chair"),
        "list, street": ("/issues/?tab=all", "street"),
        "list, street, pressing": ("/issues/", "street"),
        "list, street, page 200": ("/issues/?tab=all&page=200", "street"),
        "filter, late lifts": ("/issues/?category=lift&light=late", "street"),
        "filter, one grid": ("/issues/?place=QY-G01&tab=all", "street"),
        "list, two characters": (f"/issues/?q={quote('漏水')}&tab=all", "street"),
        "search, two characters": (f"/search?q={quote('井盖')}", "street"),
        "search, resident": (f"/search?q={quote('漏水')}", "resident"),
        "place, street": ("/places/QY", "street"),
        "place, grid": ("/places/QY-G01", "street"),
        "public list, street": ("/places/QY/issues", "street"),
        "public list, estate": ("/places/GY/issues", "resident"),
        "numbers, street": ("/places/QY/numbers", "street"),
        "issue": (f"/issues/{number}", "street"),
    }


def _person(key: str) -> int:
    person = person_by_key(key)
    if person is None:
        raise RuntimeError(f"the demo has nobody called {key}")
    return person.id


def _queries(app: Flask, engine: Engine, path: str, cookie: str) -> int:
    _ask(app, path, cookie)
    with counted(engine) as seen:
        _ask(app, path, cookie)
    return len(seen)


def _ask(app: Flask, path: str, cookie: str) -> None:
    status, _body = request(app, path, cookie=cookie)
    if not status.startswith("200"):
        raise RuntimeError(f"{path}: {status}")


def _hint() -> float:
    """Milliseconds until the likest issues of one's own estate are known; the 95th of a hundred titles."""
    actor = load_actor(_person(PEOPLE["resident"]))
    assert actor is not None
    estates = estates_seen_by(actor)
    titles = db.session.scalars(select(Issue.title).order_by(Issue.id.desc()).limit(100)).all()
    return percentile([_ms(lambda title=title: similar_issues(title, estates)) for title in titles], 95)


def _ms(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def _over_http(report: Report, port: int, pages: dict[str, tuple[str, str]]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port)
    took: dict[str, list[float]] = {"hello": []} | {name: [] for name in pages}
    for turn in range(ROUNDS + 3):
        for name, (path, cookie) in ({"hello": ("/hello", "")} | pages).items():
            spent = _ms(lambda path=path, cookie=cookie: _get(line, path, cookie))
            if turn >= 3:
                took[name].append(spent)
    hello = percentile(took["hello"], 95)
    report.figure("hello, ms, p95", hello, "ms")
    for name in pages:
        p95 = percentile(took[name], 95)
        report.figure(f"{name}, ms, median", percentile(took[name], 50), "ms")
        report.goal(f"{name}: p95 {p95:.1f} ms, x hello", p95 / hello, at_most=TIMES)
        if name == "numbers, street":
            report.goal(f"{name}: ms, p95", p95, at_most=NUMBERS)


def _get(line: http.client.HTTPConnection, path: str, cookie: str) -> None:
    line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
