"""`flask work`: the jobs, where they do not run inside the server."""

import time

import click
from flask.cli import with_appcontext

from council.cli.jobs import JOBS


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@with_appcontext
def work(once: bool) -> None:
    """Run the jobs (deliveries) until Ctrl-C."""
    while True:
        done = sum(job() for job in JOBS)
        if once:
            click.echo(f"{done} done.")
            return
        time.sleep(0.2 if done else 1.0)


COMMANDS = (work,)
