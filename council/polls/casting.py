"""Casting a vote: the path that must be quick for a whole hall at once, so plain SQL in one short transaction.

Casting and closing exclude each other, so that accepted equals counted. SQLite: the transaction holds the write lock
from its first statement (`BEGIN IMMEDIATE`). PostgreSQL: one statement whose poll row is read `FOR SHARE`, while the
close takes it `FOR UPDATE`. Casting writes no journal entry: the marked roll is the record, the close journals it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from council.base.plain import Plain, fast_write
from council.polls import hooks
from council.polls.ballot_rows import POLL_COLUMNS, SESSION_OPEN, BallotRow, ballot_row, for_driver, read, stored
from council.polls.rules import PollState, Why


class Voter(NamedTuple):
    """Who votes in what, as the signed cookie says."""

    poll_id: int
    person_id: int
    epoch: int
    session_id: int | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The vote is on disk: `ballot` as it stands. `fresh` is false for a repeat of what was already recorded."""

    ballot: BallotRow
    fresh: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """The vote was not taken; `ballot` is what stands instead, None where there is no such poll."""

    why: Why
    ballot: BallotRow | None


def cast(
    *, poll_id: int, person_id: int, epoch: int, choice: str, now: datetime, session_id: int | None = None
) -> Receipt | Refusal:
    """Take one person's vote, or say why not. Repeats are harmless: the same choice gives the same receipt.

    Args:
        person_id, epoch, session_id: as the signed cookie says; an outdated epoch or an ended session is refused.
            Without a session the house itself casts (a story of the demo).
        choice: one of `rules.Choice`, checked by the caller.
    """
    with fast_write() as database:
        take = _take_postgres if database.dialect == "postgresql" else _take_sqlite
        outcome = take(database, Voter(poll_id, person_id, epoch, session_id), choice, now)
    if isinstance(outcome, Receipt) and outcome.fresh:
        hooks.told(outcome.ballot.subject_kind, outcome.ballot.subject_id, poll_id)
    return outcome


def refusal(ballot: BallotRow | None, epoch: int, choice: str) -> Why | None:
    """Why a vote for `choice` cannot be taken; None if it can, or if it stands already."""
    if ballot is None:
        return Why.NO_POLL
    if ballot.epoch != epoch or not ballot.session_open:
        return Why.SIGNED_OUT
    if ballot.choice == choice and ballot.state != PollState.CANCELLED:
        return None
    if not ballot.is_open:
        return _STATES[PollState(ballot.state)]
    if ballot.entry_id is None:
        return Why.NOT_ON_ROLL
    if not ballot.may_cast:
        return Why.CAME_LATE
    return Why.FINAL if ballot.choice is not None and not ballot.changeable else None


_STATES = {
    PollState.DRAFT: Why.NOT_STARTED,
    PollState.CLOSED: Why.CLOSED,
    PollState.PUBLISHED: Why.CLOSED,
    PollState.CANCELLED: Why.CANCELLED,
}

_MARK = "UPDATE roll_entry SET marked_at = :now WHERE id = :entry"
_FIRST = "INSERT INTO ballot (poll_id, roll_entry_id, choice, cast_at) VALUES (:poll, :entry, :choice, :now)"
_CHANGE = "UPDATE ballot SET choice = :choice, changed_at = :now WHERE roll_entry_id = :entry"


def _take_sqlite(database: Plain, voter: Voter, choice: str, now: datetime) -> Receipt | Refusal:
    ballot = read(database, voter.poll_id, voter.person_id, voter.session_id)
    if (why := refusal(ballot, voter.epoch, choice)) is not None or ballot is None:
        return Refusal(why or Why.NO_POLL, ballot)
    if ballot.choice == choice:
        return Receipt(ballot, fresh=False)
    values = {"poll": voter.poll_id, "entry": ballot.entry_id, "choice": choice, "now": stored(now, "sqlite")}
    if ballot.choice is None:
        database.one(_MARK, values)
        database.one(_FIRST, values)
        return Receipt(replace(ballot, choice=choice, cast_at=now), fresh=True)
    database.one(_CHANGE, values)
    return Receipt(replace(ballot, choice=choice, changed_at=now), fresh=True)


_ONE_STATEMENT = for_driver(
    f"""
WITH p AS (SELECT * FROM poll WHERE id = :poll FOR SHARE),
marked AS (
    UPDATE roll_entry e SET marked_at = coalesce(e.marked_at, :now)
    FROM p, person x
    WHERE p.state = 'open' AND x.id = :person AND x.session_epoch = :epoch
      AND e.poll_id = p.id AND e.person_id = x.id AND e.present AND {SESSION_OPEN}
    RETURNING e.id, e.present, x.id AS person_id, x.name, x.session_epoch
),
taken AS (
    INSERT INTO ballot (poll_id, roll_entry_id, choice, cast_at)
    SELECT :poll, marked.id, :choice, :now FROM marked
    ON CONFLICT (roll_entry_id) DO UPDATE SET
        choice = excluded.choice,
        changed_at = CASE WHEN ballot.choice = excluded.choice THEN ballot.changed_at ELSE excluded.cast_at END
    WHERE ballot.choice = excluded.choice OR (SELECT changeable FROM p)
    RETURNING choice, cast_at, changed_at
)
SELECT {POLL_COLUMNS}, m.person_id, m.name, m.session_epoch, m.id, m.present, t.choice, t.cast_at, t.changed_at, TRUE
FROM p, marked m, taken t
""",
    "postgresql",
)


def _take_postgres(database: Plain, voter: Voter, choice: str, now: datetime) -> Receipt | Refusal:
    poll_id, person_id, epoch, session_id = voter
    values = {
        "poll": poll_id, "person": person_id, "epoch": epoch, "session": session_id, "choice": choice, "now": now,
    }  # fmt: skip
    for _attempt in range(3):
        row = database.one(_ONE_STATEMENT, values)
        if row is not None:
            ballot = ballot_row(row)
            return Receipt(ballot, fresh=now in (ballot.cast_at, ballot.changed_at))
        # Not taken. A second look says why; if it finds that it could be (reopened this instant), it is tried again.
        ballot_now = read(database, poll_id, person_id, session_id)
        why = refusal(ballot_now, epoch, choice)
        if why is not None or ballot_now is None:
            return Refusal(why or Why.NO_POLL, ballot_now)
        if ballot_now.choice == choice:
            return Receipt(ballot_now, fresh=False)
    return Refusal(Why.CLOSED, ballot_now)
