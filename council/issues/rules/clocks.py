"""The clocks of an issue: which one runs in a state, how long it may run, what its light shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from council.base import clock
from council.calendar.rules import Calendar
from council.issues.states import Clock, Counting, IssueState

#: How long the reporter is asked before an officer may close the issue without an answer, in days.
JUDGE_DAYS = 7
#: The hour at which a day of the office ends.
OFFICE_CLOSES = 18
#: From this part of the time on the light is yellow, in percent.
WARN_AT = 80

#: Which clock runs in a state; none in the others.
CLOCKS: Mapping[IssueState, Clock] = MappingProxyType(
    {
        IssueState.SUBMITTED: Clock.ACKNOWLEDGE,
        IssueState.REFERRED: Clock.ACKNOWLEDGE,
        IssueState.ACKNOWLEDGED: Clock.ANSWER,
        IssueState.TO_AGENDA: Clock.DISCUSS,
        IssueState.ASSIGNED: Clock.SOLVE,
        IssueState.RESOLVED: Clock.JUDGE,
        IssueState.SUPERVISED: Clock.SUPERVISE,
    }
)


class Limits(Protocol):
    """How long the steps of a category may take."""

    counting: str
    acknowledge_hours: int
    answer_hours: int
    solve_hours: int


@dataclass(frozen=True)
class Times:
    """When a clock that starts now turns yellow and red."""

    warn_at: datetime
    due_at: datetime


def times(step: Clock, limits: Limits, now: datetime, calendar: Calendar, *, due_at: datetime | None = None) -> Times:
    """When `step`, begun `now`, is near its end (80 % of its time) and at it.

    `due_at` is the end where something else says it: a meeting, the day of a task. The reporter has seven days, to the
    end of office hours, whatever the category.
    """
    if step is Clock.JUDGE:
        due_at = end_of_day(now + timedelta(days=JUDGE_DAYS))
    if due_at is not None:
        return Times(min(now + (due_at - now) * WARN_AT / 100, due_at), due_at)
    hours = {Clock.ACKNOWLEDGE: limits.acknowledge_hours, Clock.SOLVE: limits.solve_hours}.get(
        step, limits.answer_hours
    )
    if limits.counting == Counting.CALENDAR:
        allowed = timedelta(hours=hours)
        return Times(now + allowed * WARN_AT / 100, now + allowed)
    due = calendar.add_hours(now, hours)
    return Times(calendar.add_time(now, timedelta(hours=hours) * WARN_AT / 100), due)


def end_of_day(moment: datetime) -> datetime:
    """When office hours end on the day of `moment`."""
    close = clock.local(moment).replace(hour=OFFICE_CLOSES, minute=0, second=0, microsecond=0, tzinfo=None)
    return clock.from_local(close)


def may_close_unanswered(state: str, due_at: datetime | None, now: datetime) -> bool:
    """Whether an officer may close: the reporter had time to answer, or the supervisor has looked into it."""
    return state != IssueState.RESOLVED or due_at is None or now >= due_at


class Light(StrEnum):
    """In time, near its end, late."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"


def light(warn_at: datetime | None, due_at: datetime | None, now: datetime) -> Light | None:
    """The light of what is due; None where nothing is."""
    if due_at is None:
        return None
    if now > due_at:
        return Light.LATE
    return Light.SOON if warn_at is not None and now >= warn_at else Light.OK
