"""A vote: in process against a bare Flask page and a raw commit (P1, P2), end to end against hello (P3).

SQLite always; PostgreSQL at `DATABASE_URL`, else at the usual address if one answers there, in a scratch database.
"""

import itertools
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psycopg
from flask import Flask
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from bench.hall import Answer, ballot_form, cookie_and_token, hello_app, in_turn, open_hall, request, secret_form
from bench.hall import application as built
from bench.measuring import CALLS, ROUNDS, WARM, Report, interleaved
from bench.serving import CONNECTIONS, per_second, raw, server
from council.polls.models import Secrecy
from council.polls.queries import turnout

#: Where PostgreSQL is looked for when `DATABASE_URL` names none, and the database that is made there for a while.
USUAL = "postgresql://postgres@127.0.0.1/postgres"
SCRATCH = "yehua_bench_vote"

LEVELS = ("NORMAL", "FULL")


#: Turns of the end-to-end run, and requests in each.
TURNS, REQUESTS = 6, 500


def run(report: Report, folder: Path) -> None:
    """Measure both and report."""
    in_process(report, folder)
    end_to_end(report, folder / "served")
    with scratch_postgres() as database_url:
        if not database_url:
            print("  PostgreSQL does not answer: its part is left out")
            return
        on_postgres(report, folder / "pg", database_url)


def in_process(report: Report, folder: Path) -> None:
    """P1: the whole request (session, CSRF, right to vote, write) without a socket."""
    report.title("vote, in process")
    bare = hello_app()
    cases: dict[str, Callable[[], object]] = {
        "hello": in_turn(itertools.repeat(lambda: request(bare, "/hello")), "200")
    }
    for level in LEVELS:
        app = built(folder / level.lower(), synchronous=level)
        app.add_url_rule("/hello", view_func=lambda: "hello")
        cases[f"hello in this application, {level}"] = in_turn(itertools.repeat(_asks(app, "/hello")), "200")
        cases[f"raw commit {level}"] = _raw_commit(folder / f"raw-{level}.db", level)
        cases[f"vote {level}"] = in_turn(_first_votes(app, htmx=False), "303")
        cases[f"vote {level}, htmx"] = in_turn(_first_votes(app, htmx=True), "200")
        cases[f"secret vote {level}"] = in_turn(_first_votes(app, htmx=False, secret=True), "200")
    costs = interleaved(cases)
    report.costs(costs)
    for level, goal in (("NORMAL", 45), ("FULL", 75)):
        commit, vote = costs[f"raw commit {level}"].wall, costs[f"vote {level}"].wall
        ours = costs[f"hello in this application, {level}"].wall
        report.goal(f"P1 {level}: % of (hello here + raw commit)", 100 * (ours + commit) / vote, at_least=goal)
        report.figure(f"P1 {level} against a bare hello, %", 100 * (costs["hello"].wall + commit) / vote)
    report.goal("CPU of a vote with its fragment, ms", costs["vote FULL, htmx"].cpu / 1000, at_most=5)


def on_postgres(report: Report, folder: Path, database_url: str) -> None:
    """P2: the same requests against hello and a raw insert that commits by itself; then end to end."""
    report.title("vote, PostgreSQL, in process")
    app = built(folder, database_url=database_url)
    app.add_url_rule("/hello", view_func=lambda: "hello")
    costs = interleaved(
        {
            "hello": in_turn(itertools.repeat(_asks(app, "/hello")), "200"),
            "raw insert": _raw_insert(database_url),
            "vote": in_turn(_first_votes(app, htmx=False), "303"),
            "secret vote": in_turn(_first_votes(app, htmx=False, secret=True), "200"),
        }
    )
    report.costs(costs)
    whole = costs["hello"].wall + costs["raw insert"].wall
    report.goal("P2: % of (hello here + raw insert)", 100 * whole / costs["vote"].wall, at_least=50)
    report.figure("the same for a secret vote, %", 100 * whole / costs["secret vote"].wall)
    hello, votes = _in_turns(folder / "served", "FULL", database_url)
    report.figure("hello a second, beside PostgreSQL", hello)
    report.figure("votes a second, PostgreSQL", votes)
    report.goal("P3 PostgreSQL: votes, % of hello", 100 * votes / hello, at_least=45)


def _raw_insert(database_url: str) -> Callable[[], object]:
    connection = psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True)
    connection.execute("CREATE TABLE raw_vote (id SERIAL PRIMARY KEY, poll INT, person INT, choice TEXT)")
    return lambda: connection.execute("INSERT INTO raw_vote (poll, person, choice) VALUES (1, 2, 'for')")


@contextmanager
def scratch_postgres() -> Iterator[str]:
    """The address of an empty database that is dropped afterwards; empty where no server answers."""
    given = os.environ.get("DATABASE_URL", "")
    server = make_url(given if given.startswith("postgres") else USUAL).set(drivername="postgresql+psycopg")
    admin = create_engine(server, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    try:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {SCRATCH} TEMPLATE template0 ENCODING 'UTF8'"))
    except OperationalError:
        yield ""
        return
    try:
        yield server.set(database=SCRATCH).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)"))


def end_to_end(report: Report, folder: Path) -> None:
    """P3: votes a second against hello a second, through the embedded server and real sockets, in turns."""
    report.title(f"vote, end to end ({CONNECTIONS} connections, client on the same machine)")
    for level in LEVELS:
        hello, votes = _in_turns(folder / level.lower(), level)
        report.figure(f"hello a second, beside {level}", hello)
        report.figure(f"votes a second, {level}", votes)
        report.goal(f"P3 {level}: votes, % of hello", 100 * votes / hello, at_least=45)


def _in_turns(folder: Path, level: str, database_url: str = "") -> tuple[float, float]:
    """Medians of hello and votes a second on one server."""
    app = built(folder, database_url=database_url)
    poll_id, people = open_hall(app, TURNS * REQUESTS)
    path = f"/polls/{poll_id}/ballots"
    signed = [cookie_and_token(app, person) for person in people]
    votes = [raw("POST", path, cookie, ballot_form(token, "for", poll_id)) for cookie, token in signed]
    hello_rates, vote_rates = [], []
    with server(folder, level, database_url) as port:
        per_second(port, [raw("GET", "/hello")] * 100, 200)
        for turn in range(TURNS):
            hello_rates.append(per_second(port, [raw("GET", "/hello")] * REQUESTS, 200))
            vote_rates.append(per_second(port, votes[turn * REQUESTS : (turn + 1) * REQUESTS], 303))
    with app.app_context():
        if turnout(poll_id)[0] != TURNS * REQUESTS:
            raise RuntimeError("votes were lost")
    return median(hello_rates), median(vote_rates)


def _asks(app: Flask, path: str) -> Callable[[], Answer]:
    return lambda: request(app, path)


def _raw_commit(path: Path, level: str) -> Callable[[], object]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={level}")
    connection.execute("CREATE TABLE vote (id INTEGER PRIMARY KEY, poll INTEGER, person INTEGER, choice TEXT)")

    def act() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO vote (poll, person, choice) VALUES (1, 2, 'for')")
        connection.execute("COMMIT")

    return act


def _first_votes(app: Flask, *, htmx: bool, secret: bool = False) -> Iterator[Callable[[], Answer]]:
    """Votes of people who have not voted yet, one each."""
    poll_id, people = open_hall(app, ROUNDS * CALLS + WARM, Secrecy.SECRET if secret else Secrecy.OPEN)
    form = secret_form if secret else ballot_form
    signed = [cookie_and_token(app, person) for person in people]
    for (cookie, token), choice in zip(signed, itertools.cycle(("for", "against", "abstain")), strict=False):
        body = form(token, choice, poll_id)
        yield lambda c=cookie, b=body: request(app, f"/polls/{poll_id}/ballots", cookie=c, body=b, htmx=htmx)  # type: ignore[misc]
