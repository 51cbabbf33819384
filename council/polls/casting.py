"""Casting a vote: the path that must be quick for a whole hall at once, so plain SQL in one short transaction.

Casting and closing exclude each other, so that accepted equals counted. SQLite: the transaction holds the write lock
from its first statement (`BEGIN IMMEDIATE`). PostgreSQL: one statement whose poll row is read `FOR SHARE`, while the
close takes it `FOR UPDATE`. Casting writes no journal entry: the marked roll is the record, the close journals it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from council.base.plain import Plain, fast_write
from council.polls import hooks
from council.polls.ballot_rows import (
    POLL_COLUMNS,
    SESSION_OPEN,
    THEIRS,
    BallotRow,
    ballot_row,
    for_driver,
    read,
    stored,
)
from council.polls.rules import PollState, Why


class Marked(NamedTuple):
    """What is cast: a stance, or `marks` with the canonical choice; why, if the voter says it."""

    choice: str
    marks: str = ""
    reason: str = ""


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
    *,
    poll_id: int,
    person_id: int,
    epoch: int,
    choice: str,
    now: datetime,
    session_id: int | None = None,
    marks: str = "",
    reason: str = "",
) -> Receipt | Refusal:
    """Take one person's vote, or say why not. Repeats are harmless: the same choice gives the same receipt.

    Args:
        person_id, epoch, session_id: as the signed cookie says; an outdated epoch or an ended session is refused.
            Without a session the house itself casts (a story of the demo).
        choice: one of `rules.Choice`, or `marks` with the canonical choice of `marks.read_marks`; the caller checks.
        reason: why, in the voter's words; may be empty.
    """
    marked = Marked(choice, marks, reason)
    with fast_write() as database:
        take = _take_postgres if database.dialect == "postgresql" else _take_sqlite
        outcome = take(database, Voter(poll_id, person_id, epoch, session_id), marked, now)
    if isinstance(outcome, Receipt) and outcome.fresh:
        hooks.told(outcome.ballot.subject_kind, outcome.ballot.subject_id, poll_id)
    return outcome


def refusal(ballot: BallotRow | None, epoch: int, marked: Marked | None, now: datetime) -> Why | None:
    """Why a vote cannot be taken; None if it can, or if it stands already. `marked` is None for a secret vote."""
    if ballot is None:
        return Why.NO_POLL
    if ballot.epoch != epoch or not ballot.session_open:
        return Why.SIGNED_OUT
    if stands(ballot, marked) and ballot.channel is None and ballot.state != PollState.CANCELLED:
        return None
    if not ballot.is_open or ballot.is_over(now):
        return _STATES.get(PollState(ballot.state), Why.CLOSED)
    if ballot.entry_id is None:
        return Why.NOT_ON_ROLL
    if not ballot.may_cast:
        return Why.CAME_LATE
    return _spent(ballot, marked)


def _spent(ballot: BallotRow, marked: Marked | None) -> Why | None:
    """Why the vote has been given already, or will be given another way."""
    if ballot.channel is not None:
        return _CHANNELS[ballot.channel]
    if ballot.on_paper:
        return Why.PAPER_ONLY
    if ballot.is_secret:
        return Why.FINAL if ballot.voted else Why.SECRET if marked else None
    if marked is None:
        return Why.NAMED
    return Why.FINAL if ballot.choice is not None and not ballot.changeable else None


def stands(ballot: BallotRow, marked: Marked | None) -> bool:
    """Whether just this is recorded already."""
    return marked is not None and (ballot.choice, ballot.marks) == (marked.choice, marked.marks)


_CHANNELS = {"paper": Why.ON_PAPER, "hands": Why.BY_HAND, "helper": Why.BY_HELPER, "proxy": Why.BY_PROXY}

_STATES = {
    PollState.DRAFT: Why.NOT_STARTED,
    PollState.CLOSED: Why.CLOSED,
    PollState.PUBLISHED: Why.CLOSED,
    PollState.CANCELLED: Why.CANCELLED,
}

_MARK = "UPDATE roll_entry SET marked_at = :now WHERE id = :entry"
_FIRST = (
    "INSERT INTO ballot (poll_id, roll_entry_id, choice, marks, reason, cast_at) "
    "VALUES (:poll, :entry, :choice, :marks, :reason, :now)"
)
_CHANGE = (
    "UPDATE ballot SET choice = :choice, marks = :marks, reason = :reason, changed_at = :now "
    "WHERE roll_entry_id = :entry"
)


def _take_sqlite(database: Plain, voter: Voter, marked: Marked, now: datetime) -> Receipt | Refusal:
    ballot = read(database, voter.poll_id, voter.person_id, voter.session_id)
    if (why := refusal(ballot, voter.epoch, marked, now)) is not None or ballot is None:
        return Refusal(why or Why.NO_POLL, ballot)
    if stands(ballot, marked):
        return Receipt(ballot, fresh=False)
    values = {"poll": voter.poll_id, "entry": ballot.entry_id, "now": stored(now, "sqlite"), **marked._asdict()}
    given = ballot._replace(choice=marked.choice, marks=marked.marks, voted=True)
    if ballot.choice is None:
        database.one(_MARK, values)
        database.one(_FIRST, values)
        return Receipt(given._replace(cast_at=now), fresh=True)
    database.one(_CHANGE, values)
    return Receipt(given._replace(changed_at=now), fresh=True)


#: Which roll entries may be marked by phone now; `p` is the poll, `e` the entry, `x` the person.
MAY_MARK = f"""
p.state = 'open' AND (p.closes_at IS NULL OR p.closes_at > :now) AND x.id = :person AND x.session_epoch = :epoch
AND e.poll_id = p.id AND {THEIRS} AND e.present AND e.channel IS NULL AND {SESSION_OPEN}
AND coalesce(p.owners_mode, '') <> 'paper'
"""

_ONE_STATEMENT = for_driver(
    f"""
WITH p AS (SELECT * FROM poll WHERE id = :poll FOR SHARE),
marked AS (
    UPDATE roll_entry e SET marked_at = coalesce(e.marked_at, :now)
    FROM p, person x
    WHERE p.secrecy <> 'secret' AND {MAY_MARK}
    RETURNING e.id, e.present, e.channel, e.weight, x.id AS person_id, x.name, x.session_epoch
),
taken AS (
    INSERT INTO ballot (poll_id, roll_entry_id, choice, marks, reason, cast_at)
    SELECT :poll, marked.id, :choice, :marks, :reason, :now FROM marked
    ON CONFLICT (roll_entry_id) DO UPDATE SET
        choice = excluded.choice, marks = excluded.marks, reason = excluded.reason,
        changed_at = CASE WHEN ballot.choice = excluded.choice AND ballot.marks = excluded.marks
                     THEN ballot.changed_at ELSE excluded.cast_at END
    WHERE (ballot.choice = excluded.choice AND ballot.marks = excluded.marks) OR (SELECT changeable FROM p)
    RETURNING choice, marks, cast_at, changed_at
)
SELECT {POLL_COLUMNS}, m.person_id, m.name, m.session_epoch, m.id, m.present, m.channel, TRUE, m.weight,
  t.choice, t.marks, t.cast_at, t.changed_at, TRUE
FROM p, marked m, taken t
""",
    "postgresql",
)


def _take_postgres(database: Plain, voter: Voter, marked: Marked, now: datetime) -> Receipt | Refusal:
    poll_id, person_id, epoch, session_id = voter
    values = {
        "poll": poll_id, "person": person_id, "epoch": epoch, "session": session_id, "now": now, **marked._asdict(),
    }  # fmt: skip
    for _attempt in range(3):
        row = database.one(_ONE_STATEMENT, values)
        if row is not None:
            ballot = ballot_row(row)
            return Receipt(ballot, fresh=now in (ballot.cast_at, ballot.changed_at))
        # Not taken. A second look says why; if it finds that it could be (reopened this instant), it is tried again.
        ballot_now = read(database, poll_id, person_id, session_id)
        why = refusal(ballot_now, epoch, marked, now)
        if why is not None or ballot_now is None:
            return Refusal(why or Why.NO_POLL, ballot_now)
        if stands(ballot_now, marked):
            return Receipt(ballot_now, fresh=False)
    return Refusal(Why.CLOSED, ballot_now)
