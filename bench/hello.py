"""The measures themselves: a bare Flask page, and the same page inside this application."""

import itertools
from pathlib import Path

from bench.hall import application, hello_app, in_turn, request
from bench.measuring import Report, interleaved


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    report.title("hello, in process")
    bare, ours = hello_app(), application(folder)
    ours.add_url_rule("/hello", view_func=lambda: "hello")
    cases = {
        "hello": in_turn(itertools.repeat(lambda: request(bare, "/hello")), "200"),
        "hello in this application": in_turn(itertools.repeat(lambda: request(ours, "/hello")), "200"),
    }
    report.costs(interleaved(cases))
