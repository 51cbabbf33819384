"""One voter's ballot as one row of plain SQL: what the voting page shows and what casting decides by.

Plain SQL because this is read for every vote; the text is the same on SQLite and PostgreSQL.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from council.base.plain import Plain
from council.polls.owners import OwnersMode
from council.polls.rules import PollState, Secrecy

POLL_COLUMNS = (
    "p.id, p.state, p.version, p.question, p.detail, p.straw, p.changeable, p.rule, p.entitled, p.present, "
    "p.opened_at, p.closed_at, p.subject_kind, p.subject_id, p.secrecy, p.marking, p.closes_at, "
    "p.owners_mode, p.owners_basis"
)

#: Whether the session that asks is open; without one (`session` is NULL) nobody asks but the house itself.
SESSION_OPEN = (
    "(CAST(:session AS INTEGER) IS NULL OR EXISTS (SELECT 1 FROM sign_in_session s "
    "WHERE s.id = :session AND s.person_id = :person AND s.ended_at IS NULL))"
)

#: Whose vote it is: the person's own, or that of the household where one votes for all; any adult of it may cast.
#: Two look-ups by index; with OR in their place a database walks the whole roll for each vote.
THEIRS = """e.id = coalesce(
  (SELECT o.id FROM roll_entry o WHERE o.poll_id = p.id AND o.person_id = x.id),
  CASE WHEN x.adult THEN
    (SELECT h.id FROM roll_entry h WHERE h.poll_id = p.id AND h.household_id = x.household_id LIMIT 1) END)"""

_READ = f"""
SELECT {POLL_COLUMNS}, x.id, x.name, x.session_epoch, e.id, e.present, e.channel, e.marked_at IS NOT NULL,
  e.weight, b.choice, b.marks, b.cast_at, b.changed_at, {SESSION_OPEN}
FROM poll p
LEFT JOIN person x ON x.id = :person
LEFT JOIN roll_entry e ON e.poll_id = p.id AND {THEIRS}
LEFT JOIN ballot b ON b.roll_entry_id = e.id
WHERE p.id = :poll
"""


class BallotRow(NamedTuple):
    """A poll, one person, and that person's ballot as far as there is one."""

    poll_id: int
    state: str
    version: int
    question: str
    detail: str
    straw: bool
    changeable: bool
    rule: Any
    entitled: int
    present: int
    opened_at: datetime | None
    closed_at: datetime | None
    subject_kind: str
    subject_id: int
    secrecy: str
    marking: str
    closes_at: datetime | None
    owners_mode: str | None
    owners_basis: str
    person_id: int | None
    name: str | None
    epoch: int | None
    entry_id: int | None
    may_cast: bool
    channel: str | None
    voted: bool
    weight: int | None
    choice: str | None
    marks: str | None
    cast_at: datetime | None
    changed_at: datetime | None
    session_open: bool

    @property
    def is_open(self) -> bool:
        """Whether votes are taken; a deadline that has passed without anybody closing is `is_over`."""
        return self.state == PollState.OPEN

    @property
    def is_secret(self) -> bool:
        """Whether the ballot goes into a box."""
        return self.secrecy == Secrecy.SECRET

    @property
    def on_paper(self) -> bool:
        """Whether papers are the only way to vote in it."""
        return self.owners_mode == OwnersMode.PAPER

    def is_over(self, now: datetime) -> bool:
        """Whether the deadline has passed."""
        return self.closes_at is not None and now >= self.closes_at


def for_driver(sql: str, dialect: str) -> str:
    """SQL with `:name` parameters as the driver of `dialect` wants them."""
    return re.sub(r":(\w+)", r"%(\1)s", sql) if dialect == "postgresql" else sql


READ: Mapping[str, str] = {dialect: for_driver(_READ, dialect) for dialect in ("sqlite", "postgresql")}


def read(database: Plain, poll_id: int, person_id: int | None, session_id: int | None = None) -> BallotRow | None:
    """The row as it is now, in one statement; None if there is no such poll."""
    values = {"poll": poll_id, "person": person_id, "session": session_id}
    row = database.one(READ[database.dialect], values)
    return None if row is None else ballot_row(row)


def ballot_row(row: Any) -> BallotRow:
    """The named form of a row of these columns, in their order; SQLite's texts become moments."""
    values = list(row)
    for place in _BOOLEANS:
        values[place] = bool(values[place])
    for place in _MOMENTS:
        values[place] = moment(values[place])
    return BallotRow(*values)


_BOOLEANS = (5, 6, 23, 25, 31)
_MOMENTS = (10, 11, 16, 29, 30)


def moment(value: str | datetime | None) -> datetime | None:
    """A stored moment; SQLite keeps it as text in UTC."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value


def stored(value: datetime, dialect: str) -> str | datetime:
    """A moment as the plain driver of `dialect` must be given it, equal to what the typed columns store."""
    if dialect == "postgresql":
        return value
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def rule_text(rule: Any) -> str:
    """The stored rule as JSON text, whatever the driver made of it."""
    return rule if isinstance(rule, str) else json.dumps(rule)
