"""`flask retention`: how long data is kept, and what goes now."""

import click
from flask.cli import with_appcontext

from council.privacy.operations import sweep
from council.privacy.queries import retention_days


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say how much would go.")
@with_appcontext
def retention(dry_run: bool) -> None:
    """Remove what has been kept long enough. The server, or `flask work`, does the same once a day."""
    days = retention_days()
    for kind, count in sweep(dry=dry_run).items():
        click.echo(f"{kind}: {count} older than {days[kind]} days {'would go' if dry_run else 'removed'}")


COMMANDS = (retention,)
