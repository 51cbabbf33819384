"""Commands that prove what is stored: the journal's chains, the closed polls, the counters."""

import sys
from collections.abc import Iterator
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import Select, func, select, update

from council.base.db import db, transaction
from council.issues.models import Issue, Support
from council.journal.models import JournalEntry
from council.journal.queries import verify as verify_chains
from council.organisation.models import Place
from council.polls.counting import Inconsistent, count
from council.polls.models import Poll, PollState, RollEntry
from council.polls.rules import Voter, roll_hash
from council.tally.rules import Rule


@click.command("verify")
@with_appcontext
def verify() -> None:
    """Check the journal's hash chains and every closed poll; name the first that is broken, with exit 1."""
    broken = next(_broken_chains(), None) or next(_broken_polls(), None)
    if broken:
        click.echo(broken, err=True)
        sys.exit(1)
    entries = db.session.scalar(select(func.count()).select_from(JournalEntry))
    polls = db.session.scalar(select(func.count()).select_from(_counted().subquery()))
    click.echo(f"Whole: {entries} journal entries, {polls} closed polls.")


def _broken_chains() -> Iterator[str]:
    for broken in verify_chains():
        place = db.session.get(Place, broken.place_id)
        yield f"journal of {place.code if place else broken.place_id}, entry {broken.seq}: {broken.problem}"


def _counted() -> Select[Any]:
    return select(Poll).where(Poll.state.in_((PollState.CLOSED, PollState.PUBLISHED))).order_by(Poll.id)


def _broken_polls() -> Iterator[str]:
    """Closed polls whose ballots, result or roll are not what was sealed in the journal when they closed."""
    for poll in db.session.scalars(_counted()):
        problem = _problem(poll)
        if problem:
            yield f"poll {poll.id} ({poll.question}): {problem}"


def _problem(poll: Poll) -> str:
    roll = db.session.scalars(select(RollEntry).where(RollEntry.poll_id == poll.id)).all()
    if roll_hash(poll.id, [Voter(line.person_id, line.present, line.weight) for line in roll]) != poll.roll_hash:
        return "the roll is not the one that was frozen"
    try:
        counted = count(poll.id, Rule.from_json(poll.rule) if poll.rule else None)
    except Inconsistent as error:
        return str(error)
    if counted.digest != poll.ballots_digest:
        return "the ballots are not those that were counted"
    if counted.result != poll.result:
        return "the result is not what the ballots give"
    sealed = _sealed(poll.id)
    if sealed is None or sealed.get("ballots_digest") != poll.ballots_digest:
        return "the journal seals other ballots"
    return ""


def _sealed(poll_id: int) -> dict[str, object] | None:
    """What the last closing of a poll wrote into the journal."""
    query = (
        select(JournalEntry.data)
        .where(JournalEntry.action == "polls.poll.closed", JournalEntry.subject_id == poll_id)
        .order_by(JournalEntry.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


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
    true = select(func.count()).where(Support.issue_id == Issue.id).correlate(Issue).scalar_subquery()
    query = select(Issue.id, Issue.number, Issue.support_count, true).where(Issue.support_count != true)
    return [tuple(row) for row in db.session.execute(query.order_by(Issue.number))]


COMMANDS = (verify, recount)
