"""The days of a rhythm. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule


class Every(StrEnum):
    """How often: by weeks, or on one such weekday of each month."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
#: The weekday's number within a month.
_NTH = {Every.FIRST: 1, Every.SECOND: 2, Every.THIRD: 3, Every.FOURTH: 4, Every.LAST: -1}
#: A monthly meeting waits at most so many weeks for a day that is no holiday.
WEEKS_LATER = 3


@dataclass(frozen=True)
class Rhythm:
    """`weekday` counts from Monday, 0."""

    every: Every
    weekday: int

    @property
    def is_monthly(self) -> bool:
        """Whether it meets once a month; such a meeting is moved past a holiday, a weekly one is left out."""
        return self.every in _NTH


class Occurrence(NamedTuple):
    """`on` is the day of the rhythm; `day` the one it is held on."""

    on: date
    day: date


def occurrences(
    rhythm: Rhythm, *, since: date, after: date, is_holiday: Callable[[date], bool], count: int
) -> list[Occurrence]:
    """The next `count` occurrences of a series begun on `since` whose rhythm's day comes after `after`."""
    return list(islice(_held(rhythm, since, after, is_holiday), count))


def _held(rhythm: Rhythm, since: date, after: date, is_holiday: Callable[[date], bool]) -> Iterator[Occurrence]:
    for on in _days(rhythm, since):
        if on <= after:
            continue
        later = (on + timedelta(weeks=weeks) for weeks in range(WEEKS_LATER + 1 if rhythm.is_monthly else 1))
        day = next((day for day in later if not is_holiday(day)), None)
        if day is not None:
            yield Occurrence(on, day)


def _days(rhythm: Rhythm, since: date) -> Iterator[date]:
    weekday = WEEKDAYS[rhythm.weekday]
    begin = datetime.combine(since, time())
    if rhythm.is_monthly:
        found = rrule(MONTHLY, dtstart=begin, byweekday=weekday(_NTH[rhythm.every]))
    else:
        begin += timedelta(days=(rhythm.weekday - since.weekday()) % 7)  # else weeks are counted from Monday
        found = rrule(WEEKLY, dtstart=begin, byweekday=weekday, interval=1 if rhythm.every is Every.WEEK else 2)
    return (moment.date() for moment in found)
