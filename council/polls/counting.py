"""Counting the ballots of a poll that is being closed, in SQL, under the closing lock."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from council.base.db import db
from council.polls.models import Ballot, RollEntry
from council.polls.rules import NOBODY, Sum, ballots_digest, figures_of
from council.tally.decide_file import figures_to_json
from council.tally.decision import decide
from council.tally.rules import Rule


class Inconsistent(RuntimeError):
    """Marks on the roll and ballots differ. It cannot happen; if it does, nothing is counted."""


@dataclass(frozen=True)
class Counted:
    """What came out: outcome (None for a straw poll), tests and figures as JSON, and the ballots' SHA-256."""

    ballots: int
    result: dict[str, Any]
    digest: str


def count(poll_id: int, rule: Rule | None) -> Counted:
    """Count the ballots of a poll; apply `rule` unless it is a straw poll.

    Raises:
        Inconsistent: the marks on the roll are not the ballots.
    """
    sums = _sums(poll_id)
    ballots = sum(each.heads for each in sums.values())
    if ballots != (marks := _marks(poll_id)):
        raise Inconsistent(f"poll {poll_id}: {marks} marks, {ballots} ballots")
    present = _present(poll_id)
    there, away = present.get(True, NOBODY), present.get(False, NOBODY)
    entitled = Sum(there.heads + away.heads, there.weight + away.weight)
    figures = figures_of(entitled, there, sums)
    decision = decide(rule, figures).to_json() if rule else {"outcome": None, "tests": []}
    result = {**decision, "figures": figures_to_json(figures)}
    return Counted(ballots, result, ballots_digest(poll_id, _votes(poll_id)))


def _sums(poll_id: int) -> dict[str, Sum]:
    query = (
        select(Ballot.choice, func.count(), func.sum(RollEntry.weight))
        .join(RollEntry, RollEntry.id == Ballot.roll_entry_id)
        .where(RollEntry.poll_id == poll_id)
        .group_by(Ballot.choice)
    )
    return {choice: Sum(heads, int(weight)) for choice, heads, weight in db.session.execute(query)}


def _marks(poll_id: int) -> int:
    query = select(func.count(RollEntry.marked_at)).where(RollEntry.poll_id == poll_id)
    return db.session.scalar(query) or 0


def _present(poll_id: int) -> dict[bool, Sum]:
    query = (
        select(RollEntry.present, func.count(), func.sum(RollEntry.weight))
        .where(RollEntry.poll_id == poll_id)
        .group_by(RollEntry.present)
    )
    return {there: Sum(heads, int(weight)) for there, heads, weight in db.session.execute(query)}


def _votes(poll_id: int) -> list[tuple[int, str]]:
    query = (
        select(RollEntry.person_id, Ballot.choice)
        .join(Ballot, Ballot.roll_entry_id == RollEntry.id)
        .where(RollEntry.poll_id == poll_id)
    )
    return [(person, choice) for person, choice in db.session.execute(query)]
