"""The clocks of an issue: turned by each move, extended once, stepped up when late."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.calendar.queries import calendar
from council.issues.models import Issue, IssueCategory, IssueClock
from council.issues.operations.counting import add, move_counts
from council.issues.queries.clocks import limits_of, running
from council.issues.rules import Act
from council.issues.rules.clocks import CLOCKS, times
from council.issues.rules.numbers import Ended, of_clock
from council.issues.states import Clock, IssueState
from council.journal.operations import Ref, record
from council.privacy.checks import refuse_personal_numbers

#: How far one extension may reach.
MOST_EXTENSION = timedelta(days=60)


def turn(issue: Issue, act: Act | None, now: datetime, *, due_at: datetime | None = None) -> None:
    """End the clock that runs, by `act`, and start the one of the issue's state. Runs in the caller's transaction.

    One more task, or the next council, ends no clock: it only says anew by when.
    """
    step = CLOCKS.get(IssueState(issue.state))
    before = running(issue.id)
    if before is not None and before.step == step and act in (Act.ASSIGN, Act.PUT_ON_AGENDA):
        _set(issue, before, step, before.started_at, due_at)
        return
    if before is not None:
        _end(issue, before, act, now)
    if step is None:
        issue.due_at = issue.warn_at = None
        return
    row = IssueClock(issue_id=issue.id, step=step, level=_level(issue), started_at=now)
    _set(issue, row, step, now, due_at)
    db.session.add(row)


def _set(issue: Issue, row: IssueClock, step: Clock, begun: datetime, due_at: datetime | None) -> None:
    when = times(step, limits_of(issue), begun, calendar(), due_at=due_at)
    row.warn_at, row.due_at = when.warn_at, when.due_at
    issue.warn_at, issue.due_at = when.warn_at, when.due_at


def _end(issue: Issue, row: IssueClock, act: Act | None, now: datetime) -> None:
    row.ended_at = max(now, row.started_at)
    row.ended_by = act.value if act else None
    db.session.flush()
    if act is not None:
        ended = Ended(Clock(row.step), row.started_at, row.due_at, row.ended_at, act, row.level)
        add(issue, of_clock(ended))


def _level(issue: Issue) -> str:
    return "estate" if issue.handler_id == issue.estate_id else issue.handler.kind


@operation
def categorise(*, actor_id: int, issue: Issue, category: IssueCategory) -> Issue:
    """Say what kind of issue it is. The clock that runs gets the category's time, from when it began.

    Raises:
        Conflict: the category is no longer in use.
    """
    if category.retired:
        raise Conflict(_("This category is not in use any more. Choose another."))
    issue = locked(Issue, issue.id)
    if issue.category_id == category.id:
        return issue
    from_id, issue.category_id = issue.category_id, category.id
    issue.category = category
    move_counts(issue, from_id)
    row = running(issue.id)
    if row is not None and row.due_before is None and row.step in (Clock.ACKNOWLEDGE, Clock.ANSWER, Clock.SOLVE):
        _set(issue, row, Clock(row.step), row.started_at, None)
    _note(issue, actor_id, "issues.issue.categorised", category=category.code)
    return issue


@operation
def extend(*, actor_id: int, issue: Issue, until: datetime, reason: str) -> Issue:
    """Give the running step more time, once, with a reason that everyone who sees the issue reads.

    Raises:
        Invalid: no reason, or an end that is not later, or too far.
        Conflict: no clock runs, or this one was extended already.
    """
    if not reason.strip():
        raise Invalid(_("Say why it takes longer. The resident reads it."), field="reason")
    refuse_personal_numbers({"reason": reason})
    issue = locked(Issue, issue.id)
    row = running(issue.id)
    if row is None or row.due_at is None:
        raise Conflict(_("Nothing is due any more."))
    if row.due_before is not None:
        raise Conflict(_("This step was extended once already. That is all there is."))
    if not row.due_at < until <= clock.now() + MOST_EXTENSION:
        raise Invalid(
            _("Choose a day after the present one, within %(days)s days.", days=MOST_EXTENSION.days), field="until"
        )
    row.due_before, row.extension_reason, row.extended_by_id = row.due_at, reason.strip(), actor_id
    row.due_at = issue.due_at = until
    row.warn_at = issue.warn_at = row.started_at + (until - row.started_at) * 8 / 10
    _note(issue, actor_id, "issues.clock.extended", reason=reason.strip(), until=until.isoformat())
    return issue


@operation
def step_up(*, clock_id: int) -> bool:
    """Tell the next level that a step is late, once. Whether it was told now."""
    row = locked(IssueClock, clock_id)
    if row.stepped_up_at is not None or row.ended_at is not None:
        return False
    row.stepped_up_at = clock.now()
    issue = db.session.get_one(Issue, row.issue_id)
    _note(issue, None, "issues.clock.stepped_up", step=row.step, level=row.level)
    return True


def step_up_late(*, limit: int = 100) -> int:
    """Step up every running step that is late and was not stepped up yet. Returns how many. For the jobs."""
    query = select(IssueClock.id).where(
        IssueClock.ended_at.is_(None),
        IssueClock.stepped_up_at.is_(None),
        IssueClock.due_at < clock.now(),
        IssueClock.step != Clock.JUDGE,
    )
    late = db.session.scalars(query.order_by(IssueClock.due_at).limit(limit)).all()
    return sum(step_up(clock_id=clock_id) for clock_id in late)


def _note(issue: Issue, actor_id: int | None, action: str, **data: object) -> None:
    data = {"number": issue.number, **data}
    record(action=action, place_id=issue.estate_id, actor_id=actor_id, subject=Ref("issue", issue.id), data=data)
