"""Counting working time. Pure; moments are aware, days and hours are those of the councils' wall clock."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from council.base import clock
from council.calendar.published import DAYS, FIXED, SINCE, WITHOUT_A_FIXED_DAY, YEARS

#: The hours that are worked on a working day: eight, with an hour for lunch.
SPANS = ((time(9), time(12)), (time(13), time(18)))
HOURS_A_DAY = 8
#: How far a search for working time goes; nobody closes for a year.
MOST_DAYS = 4000


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: the announced ones, changed by `own`; all other days by the law and the week."""

    own: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))

    def is_worked(self, day: date) -> bool:
        """Whether `day` is a working day."""
        known = self._declared(day)
        return day.weekday() < 5 if known is None else known

    def is_holiday(self, day: date) -> bool:
        """Whether `day` was declared free: a public holiday or an own day off, not a mere weekend."""
        return self._declared(day) is False

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are known: announced, or as many set by hand as have no fixed day."""
        free = sum(not worked for day, worked in self.own.items() if day.year == year)
        return year in YEARS or free >= WITHOUT_A_FIXED_DAY

    def unknown_years(self, days: Iterable[date]) -> list[int]:
        """The years of `days` whose holidays are not known yet."""
        return [year for year in sorted({day.year for day in days}) if not self.knows(year)]

    def _declared(self, day: date) -> bool | None:
        """Whether a day was declared worked or free; None where only the week counts."""
        if (own := self.own.get(day)) is not None:
            return own
        if day.year >= SINCE and day.year not in YEARS and (day.month, day.day) in FIXED:
            return False
        return DAYS.get(day)

    def add_hours(self, moment: datetime, hours: int) -> datetime:
        """The moment by which `hours` working hours have passed since `moment` (UTC)."""
        return self.add_time(moment, timedelta(hours=hours))

    def add_time(self, moment: datetime, left: timedelta) -> datetime:
        """The moment by which so much working time has passed since `moment` (UTC)."""
        for begins, ends in self._spans_from(moment):
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        raise ValueError("no working time in sight")

    def hours_between(self, begin: datetime, end: datetime) -> timedelta:
        """The working time between two moments; nothing where `end` is not after `begin`."""
        worked = timedelta()
        if end <= begin:
            return worked
        for begins, ends in self._spans_from(begin):
            if begins >= end:
                break
            worked += min(ends, end) - begins
        return worked

    def working_days_after(self, day: date, days: int) -> date:
        """The `days`-th working day after `day`; the first day does not count (民法典 art. 201)."""
        while days > 0:
            day += timedelta(days=1)
            days -= self.is_worked(day)
        return day

    def _spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time from `moment` on, in UTC."""
        first = clock.local(moment).date()
        for at in range(MOST_DAYS):
            day = first + timedelta(days=at)
            if not self.is_worked(day):
                continue
            for opens, closes in SPANS:
                begins = max(moment, clock.from_local(datetime.combine(day, opens)))
                ends = clock.from_local(datetime.combine(day, closes))
                if begins < ends:
                    yield begins, ends


PUBLISHED = Calendar()
