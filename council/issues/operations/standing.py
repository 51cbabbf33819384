"""How many issues stand in each state, by place: changed in the transaction of the move that it counts."""

from typing import Any

from sqlalchemy import Table, delete, func, select
from sqlalchemy.dialects.postgresql import insert as insert_in_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_in_sqlite

from council.base.db import db, transaction
from council.issues.models import Issue, IssueStanding

Row = tuple[int, str, bool]  # place, state, restricted

_table: Table = IssueStanding.__table__  # type: ignore[assignment]


def stands(issue: Issue, change: int = 1) -> None:
    """Count the issue where it stands now; with `change=-1` no longer."""
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    insert: Any = insert_in_postgresql(_table) if postgresql else insert_in_sqlite(_table)
    row = {"place_id": issue.place_id, "state": str(issue.state), "restricted": issue.restricted or False, "n": change}
    more = insert.values(row).on_conflict_do_update(
        index_elements=["place_id", "state", "restricted"], set_={"n": _table.c.n + change}
    )
    db.session.execute(more)


def wrong_standings() -> dict[Row, tuple[int, int]]:
    """The counters that are not what the issues say: (stored, true) by key."""
    stored = {(row.place_id, row.state, row.restricted): row.n for row in db.session.execute(select(_table))}
    true = _true_standings()
    keys = stored.keys() | true.keys()
    return {key: (stored.get(key, 0), true.get(key, 0)) for key in keys if stored.get(key, 0) != true.get(key, 0)}


def mend_standings() -> int:
    """Set all of them to what the issues say. Returns how many were wrong."""
    with transaction():
        wrong = wrong_standings()
        if wrong:
            db.session.execute(delete(IssueStanding))
            rows = [
                {"place_id": place, "state": state, "restricted": restricted, "n": n}
                for (place, state, restricted), n in _true_standings().items()
            ]
            if rows:
                db.session.execute(_table.insert(), rows)
        return len(wrong)


def _true_standings() -> dict[Row, int]:
    query = select(Issue.place_id, Issue.state, Issue.restricted, func.count()).group_by(
        Issue.place_id, Issue.state, Issue.restricted
    )
    return {(place, state, restricted): n for place, state, restricted, n in db.session.execute(query)}
