"""`flask recount`: the stored counters against what they count."""

import sys

import click
from flask.cli import with_appcontext
from sqlalchemy import select, update

from council.base.db import db, transaction
from council.issues.models import Issue, true_support_count
from council.issues.operations.counting import mend_counts, wrong_counts
from council.search.proving import mend_index, wrong_entries


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
    counted = _wrong_counts(check) + _wrong_index(check)
    if not wrong and not counted:
        click.echo("Every counter is right.")
    elif check:
        sys.exit(1)
    else:
        click.echo(f"{len(wrong) + counted} mended.")


def _wrong_counts(check: bool) -> int:
    """Prove the monthly counters of issues, and mend them unless only asked to check. Returns how many are wrong."""
    wrong = wrong_counts()
    for (place, month, category, what, hours), (stored, true) in sorted(wrong.items()):
        where = f"place {place}, {month:%Y-%m}, category {category}, {what} {hours or ''}".rstrip()
        click.echo(f"{where}: {stored} stored, {true} counted")
    if wrong and not check:
        mend_counts()
    return len(wrong)


def _wrong_index(check: bool) -> int:
    """Prove the index of texts, and mend it unless only asked to check. Returns how many entries are wrong."""
    wrong = wrong_entries()
    for kind, thing_id in sorted(wrong):
        click.echo(f"search: {kind} {thing_id} is not as it reads")
    if wrong and not check:
        mend_index()
    return len(wrong)


def _wrong_supports() -> list[tuple[int, str, int, int]]:
    true = true_support_count()
    query = select(Issue.id, Issue.number, Issue.support_count, true).where(Issue.support_count != true)
    rows = db.session.execute(query.order_by(Issue.number))
    return [(key, number, stored, counted) for key, number, stored, counted in rows]


COMMANDS = (recount,)
