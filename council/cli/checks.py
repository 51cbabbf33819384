"""`flask recount`: the stored counters against what they count."""

import sys

import click
from flask.cli import with_appcontext
from sqlalchemy import select, update

from council.base.db import db, transaction
from council.issues.models import Issue, true_support_count


@click.command("recount")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a counter is wrong.")
@with_appcontext
def recount(check: bool) -> None:
    """Prove every stored counter, and mend those that are wrong."""
    with transaction():
        wrong = _wrong_supports()
        for issue_id, number, stored, true in wrong:
            click.echo(f"{number}: {stored} supports stored, {true} counted")
            if not check:
                db.session.execute(update(Issue).where(Issue.id == issue_id).values(support_count=true))
    if not wrong:
        click.echo("Every counter is right.")
    elif check:
        sys.exit(1)
    else:
        click.echo(f"{len(wrong)} mended.")


def _wrong_supports() -> list[tuple[int, str, int, int]]:
    true = true_support_count()
    query = select(Issue.id, Issue.number, Issue.support_count, true).where(Issue.support_count != true)
    return [tuple(row) for row in db.session.execute(query.order_by(Issue.number))]


COMMANDS = (recount,)
