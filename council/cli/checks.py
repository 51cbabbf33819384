"""`flask recount`: the stored counters against what they count."""

import sys

import click
from flask.cli import with_appcontext

from council.base.db import transaction
from council.issues.operations.counting import mend_counts, wrong_counts
from council.issues.operations.neighbours import mend_supports, wrong_supports
from council.issues.operations.standing import mend_standings, wrong_standings
from council.search.proving import mend_index, wrong_entries


@click.command("recount")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a counter is wrong.")
@with_appcontext
def recount(check: bool) -> None:
    """Prove every stored counter, and mend those that are wrong."""
    wrong = _wrong_supports(check) + _wrong_counts(check) + _wrong_standings(check) + _wrong_index(check)
    if not wrong:
        click.echo("Every counter is right.")
    elif check:
        sys.exit(1)
    else:
        click.echo(f"{wrong} mended.")


def _wrong_supports(check: bool) -> int:
    """Prove how many support each issue, and how much it presses; mend unless only asked to check."""
    with transaction():
        wrong = wrong_supports()
        for each in wrong:
            wrong_rank = "" if each.stored != each.true else ", ranked wrongly"
            click.echo(f"{each.number}: {each.stored} supports stored, {each.true} counted{wrong_rank}")
            if not check:
                mend_supports(each)
    return len(wrong)


def _wrong_standings(check: bool) -> int:
    """Prove how many issues stand where, and mend it unless only asked to check. Returns how many are wrong."""
    wrong = wrong_standings()
    for (place, state, restricted), (stored, true) in sorted(wrong.items()):
        where = f"place {place}, {state}{', disputes' if restricted else ''}"
        click.echo(f"{where}: {stored} stored, {true} counted")
    if wrong and not check:
        mend_standings()
    return len(wrong)


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


COMMANDS = (recount,)
