"""How many issues stand in each state, by place: changed in the transaction of the move that it counts."""

from collections import Counter

from sqlalchemy import func, select

from council.base.db import db, transaction
from council.base.upsert import count, differing, recount, stored_counts
from council.issues.models import Issue, IssueStanding

Row = tuple[int, str, bool]  # place, state, restricted


def standing_of(issue: Issue) -> Row:
    """Where an issue stands now."""
    return issue.place_id, str(issue.state), bool(issue.restricted)


def stands(issue: Issue, *, before: Row | None = None) -> None:
    """Count the issue where it stands now, and no longer where it stood `before`."""
    changes: Counter[Row] = Counter({standing_of(issue): 1})
    if before is not None:
        changes[before] -= 1
    count(IssueStanding, changes)


def wrong_standings() -> dict[Row, tuple[int, int]]:
    """The counters that are not what the issues say: (stored, true) by key."""
    return differing(stored_counts(IssueStanding), _true_standings())


def mend_standings() -> int:
    """Set all of them to what the issues say. Returns how many were wrong."""
    with transaction():
        wrong = wrong_standings()
        if wrong:
            recount(IssueStanding, _true_standings())
        return len(wrong)


def _true_standings() -> dict[Row, int]:
    key = (Issue.place_id, Issue.state, Issue.restricted)
    rows = db.session.execute(select(*key, func.count()).group_by(*key))
    return {(place, state, restricted): n for place, state, restricted, n in rows}
