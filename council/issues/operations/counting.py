"""The monthly counters, changed in the transaction of the act that they count."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from council.base.db import db, transaction
from council.base.upsert import count, differing, recount, stored_counts
from council.issues.models import Feedback, Issue, IssueClock, IssueCount
from council.issues.queries.clocks import OTHER, category_by_code, limits_of
from council.issues.rules import Act
from council.issues.rules.numbers import Counts, Ended, Judged, counts_of
from council.issues.states import Clock, Solved
from council.organisation.models import Place, PlaceKind

Row = tuple[int, date, int, str, int]  # place, month, category, what, hours


def add(issue: Issue, counts: Counts, *, category_id: int | None = None, times: int = 1) -> None:
    """Add `counts` to the counters of the issue's grid and category; with `times=-1` take them away."""
    if not counts:
        return
    place_id = counted_place(issue.place)
    category = category_id or limits_of(issue).id
    changes = {(place_id, month, category, what.value, hours): n * times for (month, what, hours), n in counts.items()}
    count(IssueCount, changes)


def counted_place(place: Place) -> int:
    """Where something about `place` is counted: its grid, or its estate."""
    if place.kind in (PlaceKind.BUILDING, PlaceKind.ENTRANCE):
        ids = [int(part) for part in place.path.split("/") if part]
        query = select(Place.id).where(Place.id.in_(ids), Place.kind == PlaceKind.GRID)
        return db.session.scalar(query) or place.estate_id or place.id
    return place.id


def move_counts(issue: Issue, from_category_id: int | None) -> None:
    """Take what was counted of an issue from its former category to its present one."""
    counts = facts_of(issue)
    former = from_category_id or _other_id()
    if former != issue.category_id:
        add(issue, counts, category_id=former, times=-1)
        add(issue, counts)


def facts_of(issue: Issue) -> Counts:
    """All that one issue adds to the counters, from its rows."""
    clocks = db.session.scalars(select(IssueClock).where(IssueClock.issue_id == issue.id))
    answers = db.session.scalars(select(Feedback).where(Feedback.issue_id == issue.id))
    return counts_of(issue.raised_at, map(_ended, filter(_has_ended, clocks)), map(_judged, answers))


def _has_ended(row: IssueClock) -> bool:
    return row.ended_at is not None and row.ended_by is not None


def _ended(row: IssueClock) -> Ended:
    assert row.ended_at is not None
    assert row.ended_by is not None
    return Ended(Clock(row.step), row.started_at, row.due_at, row.ended_at, Act(row.ended_by), row.level)


def _judged(row: Feedback) -> Judged:
    return Judged(Solved(row.solved), row.score, row.at)


def _other_id() -> int:
    other = category_by_code(OTHER)
    assert other is not None
    return other.id


# --- proving and mending


def wrong_counts() -> dict[Row, tuple[int, int]]:
    """The counters that are not what the facts say: (stored, true) by key."""
    return differing(stored_counts(IssueCount), _true_counts())


def mend_counts() -> int:
    """Set all counters to what the facts say. Returns how many were wrong."""
    with transaction():
        wrong = wrong_counts()
        if wrong:
            recount(IssueCount, _true_counts())
        return len(wrong)


def _true_counts() -> Counter[Row]:
    other, grids = _other_id(), _grids()
    clocks, answers = _by_issue(IssueClock), _by_issue(Feedback)
    true: Counter[Row] = Counter()
    query = select(Issue.id, Issue.raised_at, Issue.category_id, Place.id, Place.path, Place.estate_id)
    for issue_id, raised_at, category_id, place_id, path, estate_id in db.session.execute(
        query.join(Place, Place.id == Issue.place_id)
    ):
        ids = [int(part) for part in path.split("/") if part]
        where = next((at for at in ids if at in grids), estate_id or place_id)
        ended = [_ended(row) for row in clocks.get(issue_id, ()) if _has_ended(row)]
        judged = [_judged(row) for row in answers.get(issue_id, ())]
        for (month, what, hours), n in counts_of(raised_at, ended, judged).items():
            true[where, month, category_id or other, what.value, hours] += n
    return true


def _grids() -> frozenset[int]:
    return frozenset(db.session.scalars(select(Place.id).where(Place.kind == PlaceKind.GRID)))


def _by_issue(model: Any) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = {}
    for row in _all(model):
        rows.setdefault(row.issue_id, []).append(row)
    return rows


def _all(model: Any) -> Iterator[Any]:
    yield from db.session.execute(select(model.__table__)).yield_per(1000)
