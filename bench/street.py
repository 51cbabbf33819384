"""The street page with 37 grids and 20,000 people: queries and milliseconds a request, in process."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, event, func, insert, select

from bench.hall import application, request
from bench.measuring import Report
from council.base.db import db
from council.base.settings import Settings
from council.demo.build import build_demo
from council.factory import create_app
from council.organisation.models import Place, PlaceKind
from council.residents.models import Household, Person

PEOPLE = 20_000
BEHIND_A_DOOR = 3
PAGES = ("/places/QY", "/places/QY-DQ", "/places/GY", "/places/QY-G01")


def run(report: Report, folder: Path) -> None:
    """Measure and report. `DATABASE_URL` chooses the database; it must be empty."""
    app = empty_application(folder)
    with app.app_context():
        build_demo()
        small = {page: _queries(app, page) for page in PAGES}
        people = fill_with_people()
        report.title(f"places: 37 grids and {people:,} people, {db.engine.dialect.name}")
    for page in PAGES:
        count = _queries(app, page)
        report.goal(f"{page}: queries more than with the demo's 600", count - small[page], at_most=0)
        report.figure("  queries", count)
        wall, cpu = _milliseconds(app, page)
        report.goal("  milliseconds, median", wall, at_most=100)
        report.figure("  of these CPU", cpu, "ms")


def empty_application(folder: Path) -> Flask:
    """An application on a fresh SQLite file, or on the empty database of `DATABASE_URL`."""
    if "DATABASE_URL" not in os.environ:
        return application(folder)
    app = create_app(Settings(data_dir=folder, database_url=os.environ["DATABASE_URL"]), LIVE_BUS="local")
    with app.app_context():
        upgrade()
    return app


def fill_with_people() -> int:
    """Put people behind doors of all buildings until there are 20,000; how many there are."""
    buildings = db.session.scalars(select(Place.id).where(Place.kind == PlaceKind.BUILDING).order_by(Place.id)).all()
    there = db.session.scalar(select(func.count(Person.id))) or 0
    missing = PEOPLE - there
    first = (db.session.scalar(select(func.max(Household.id))) or 0) + 1
    doors = [
        {"id": first + n, "place_id": buildings[n % len(buildings)], "door": f"D{n}"}
        for n in range(-(-missing // BEHIND_A_DOOR))
    ]
    db.session.execute(insert(Household), doors)
    db.session.execute(insert(Person), list(_people(doors, missing)))
    db.session.commit()
    return db.session.scalar(select(func.count(Person.id))) or 0


def _people(doors: Sequence[dict[str, object]], count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        door = doors[number // BEHIND_A_DOOR]
        yield {
            "key": f"bench-{number}",
            "name": f"B{number}",
            "household_id": door["id"],
            "place_id": door["place_id"],
        }


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The reading statements sent meanwhile."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _queries(app: Flask, page: str) -> int:
    request(app, page)
    with app.app_context(), counted(db.engine) as seen:
        _get(app, page)
    return len(seen)


def _milliseconds(app: Flask, page: str) -> tuple[float, float]:
    """Wall clock and CPU of one request, medians of forty."""
    spent = []
    for _ in range(40):
        wall, cpu = perf_counter(), process_time()
        _get(app, page)
        spent.append(((perf_counter() - wall) * 1000, (process_time() - cpu) * 1000))
    walls, cpus = zip(*spent, strict=True)
    return median(walls), median(cpus)


def _get(app: Flask, page: str) -> None:
    status, _body = request(app, page)
    if not status.startswith("200"):
        raise RuntimeError(f"{page}: {status}")
