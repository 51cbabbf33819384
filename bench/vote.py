"""A vote: in process against a bare Flask page and a raw commit (P1), end to end against hello (P3)."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask

from bench.hall import Answer, ballot_form, cookie_and_token, hello_app, in_turn, open_hall, request
from bench.hall import application as built
from bench.measuring import CALLS, ROUNDS, WARM, Report, interleaved

LEVELS = ("NORMAL", "FULL")


def run(report: Report, folder: Path) -> None:
    """Measure both and report."""
    in_process(report, folder)


def in_process(report: Report, folder: Path) -> None:
    """P1: the whole request (session, CSRF, right to vote, write) without a socket."""
    report.title("vote, in process")
    cases: dict[str, Callable[[], object]] = {}
    hello = hello_app()
    cases["hello"] = in_turn(itertools.repeat(lambda: request(hello, "/hello")), "200")
    for level in LEVELS:
        cases[f"raw commit {level}"] = _raw_commit(folder / f"raw-{level}.db", level)
        app = built(folder / level.lower(), synchronous=level)
        cases[f"vote {level}"] = in_turn(_first_votes(app, htmx=False), "303")
        cases[f"vote {level}, htmx"] = in_turn(_first_votes(app, htmx=True), "200")
    costs = interleaved(cases)
    report.costs(costs)
    for level, goal in (("NORMAL", 45), ("FULL", 75)):
        limit = costs["hello"].wall + costs[f"raw commit {level}"].wall
        report.goal(f"P1 {level}: % of hello + raw commit", 100 * limit / costs[f"vote {level}"].wall, at_least=goal)
        report.figure(f"P1 {level} with the fragment, %", 100 * limit / costs[f"vote {level}, htmx"].wall)
    report.goal("CPU of a vote, ms", costs["vote FULL, htmx"].cpu / 1000, at_most=5)


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


def _first_votes(app: Flask, *, htmx: bool) -> Iterator[Callable[[], Answer]]:
    """Votes of people who have not voted yet, one each."""
    poll_id, people = open_hall(app, ROUNDS * CALLS + WARM)
    signed = [cookie_and_token(app, person) for person in people]
    for (cookie, token), choice in zip(signed, itertools.cycle(("for", "against", "abstain")), strict=False):
        body = ballot_form(token, choice, poll_id)
        yield lambda c=cookie, b=body: request(app, f"/polls/{poll_id}/ballots", cookie=c, body=b, htmx=htmx)  # type: ignore[misc]
