"""The commands of `flask`. Each says in its help what it does; what it prints goes to people, errors to stderr."""

from flask import Flask

from council.cli import checks, copies, deciding, doctor, importing, keeping, people, tallying, verifying, working
from council.cli.jobs import add_jobs


def init_app(app: Flask) -> None:
    """Add the commands to `app`, and the jobs that its server runs."""
    for part in (people, verifying, checks, deciding, tallying, doctor, importing, keeping, working, copies):
        for command in part.COMMANDS:
            app.cli.add_command(command)
    add_jobs(app)
