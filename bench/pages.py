"""Pages of the demo neighbourhood, in process: CPU a request, against a bare Flask page (P8)."""

import itertools
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from bench.hall import Answer, application, cookie_and_token, hello_app, in_turn, request
from bench.measuring import Report, interleaved
from council.base.db import db
from council.demo.build import build_demo
from council.meetings.models import Meeting
from council.residents.queries import person_by_key


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    report.title("pages, in process")
    app, bare = application(folder), hello_app()
    with app.app_context():
        build_demo()
        meeting = db.session.scalars(select(Meeting.id).order_by(Meeting.state == "in_session", Meeting.id)).all()[-1]
        signed = {key: _cookie(app, key) for key in ("chair-tang", "resident-zhou")}

    def page(path: str, who: str) -> Callable[[], None]:
        return in_turn(itertools.repeat(_asks(path, signed[who])), "200")

    def _asks(path: str, cookie: str) -> Callable[[], Answer]:
        return lambda: request(app, path, cookie=cookie)

    cases: dict[str, Callable[[], object]] = {
        "hello": in_turn(itertools.repeat(lambda: request(bare, "/hello")), "200"),
        "meeting, phone": page(f"/meetings/{meeting}", "resident-zhou"),
        "meeting, chair": page(f"/meetings/{meeting}/chair", "chair-tang"),
        "meeting, wall": page(f"/meetings/{meeting}/projector", "chair-tang"),
        "home": page("/", "resident-zhou"),
        "issues": page("/issues/", "resident-zhou"),
    }
    costs = interleaved(cases, rounds=20, calls=10)
    report.costs(costs)
    report.goal("meeting page, CPU ms a request", costs["meeting, phone"].cpu / 1000, at_most=8)
    report.goal("P8: meeting page, x hello", costs["meeting, phone"].cpu / costs["hello"].cpu, at_most=12)


def _cookie(app: Flask, key: str) -> str:
    person = person_by_key(key)
    if person is None:
        raise RuntimeError(f"the demo has nobody called {key}")
    return cookie_and_token(app, person.id)[0]
