"""`flask work`: the jobs, where they do not run inside the server."""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Thread

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from council.cli.jobs import JOBS, LONG_JOBS

log = logging.getLogger(__name__)


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@with_appcontext
def work(once: bool) -> None:
    """Run the jobs (deliveries, roster imports) until Ctrl-C."""
    if once:
        done = sum(job() for job in JOBS)
        while step := sum(job() for job in LONG_JOBS):
            done += step
        click.echo(f"{done} done.")
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    Thread(target=_long_lane, args=(app,), name="long_jobs", daemon=True).start()
    while True:
        time.sleep(_pause(JOBS))


def _long_lane(app: Flask) -> None:
    """Long work in a thread of its own. What fails is logged and comes again."""
    while True:
        with app.app_context():
            try:
                pause = _pause(LONG_JOBS)
            except Exception:
                log.exception("a long job failed")
                pause = 1.0
        time.sleep(pause)


def _pause(jobs: Sequence[Callable[[], int]]) -> float:
    """Run a round; the seconds until the next."""
    return 0.2 if sum(job() for job in jobs) else 1.0


COMMANDS = (work,)
