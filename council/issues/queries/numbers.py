"""The numbers of a place, from the counters alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, func, select

from council.base.db import db
from council.issues.models import IssueCount
from council.issues.rules.numbers import TOOK, What, median_hours, rate
from council.issues.states import Clock
from council.organisation.models import Place


@dataclass(frozen=True)
class Period:
    """From a day to before another, with its name in an address: `2026`, `2026-Q4`, `2026-11`."""

    code: str
    begin: date
    end: date


def period(code: str, today: date) -> Period:
    """The period of a code: a year, a quarter or a month; the present year for nonsense."""
    year, _dash, rest = code.partition("-")
    number = int(year) if year.isdecimal() and 2000 <= int(year) <= 2100 else today.year
    if rest.startswith("Q") and rest[1:] in {"1", "2", "3", "4"}:
        first = 3 * int(rest[1:]) - 2
        return Period(f"{number}-{rest}", date(number, first, 1), _after(number, first, 3))
    if rest.isdecimal() and 1 <= int(rest) <= 12:
        return Period(f"{number}-{int(rest):02d}", date(number, int(rest), 1), _after(number, int(rest), 1))
    return Period(str(number), date(number, 1, 1), date(number + 1, 1, 1))


def _after(year: int, month: int, months: int) -> date:
    month += months
    return date(year + 1, month - 12, 1) if month > 12 else date(year, month, 1)


@dataclass(frozen=True)
class Numbers:
    """What was counted, and the rates made from it."""

    counts: Counter[What]

    def n(self, what: str) -> int:
        """How often."""
        return self.counts[What(what)]

    @property
    def answered_rate(self) -> Fraction | None:
        """响应率: answered in time of all answered."""
        return rate(self.n(What.ANSWERED_IN_TIME), self.n(What.ANSWERED))

    @property
    def solved_rate(self) -> Fraction | None:
        """解决率: confirmed by the resident of all judged."""
        return rate(self.n(What.CONFIRMED), self.n(What.JUDGED))

    @property
    def satisfied_rate(self) -> Fraction | None:
        """满意率: satisfied of all judged."""
        return rate(self.n(What.SATISFIED), self.n(What.JUDGED))

    @property
    def inside_rate(self) -> Fraction | None:
        """Resolved by the estate itself of all resolved (矛盾化解在小区网格内)."""
        return rate(self.n(What.RESOLVED_INSIDE), self.n(What.RESOLVED))


@dataclass(frozen=True)
class Report:
    """The numbers of a place and a period: in all, by category id, by month, and the median hours of each step."""

    all: Numbers
    by_category: dict[int, Numbers]
    by_month: dict[date, Numbers]
    medians: dict[Clock, int | None]


def report(path: str, when: Period) -> Report:
    """The numbers at or below a path, in two queries."""
    everything: Counter[What] = Counter()
    by_category: dict[int, Counter[What]] = {}
    by_month: dict[date, Counter[What]] = {}
    keys = (IssueCount.month, IssueCount.what, IssueCount.category_id)
    for month, code, category_id, n in _summed(path, when, keys, IssueCount.hours == 0):
        for counter in (
            everything,
            by_category.setdefault(category_id, Counter()),
            by_month.setdefault(month, Counter()),
        ):
            counter[What(code)] += n
    return Report(
        Numbers(everything),
        {key: Numbers(counter) for key, counter in by_category.items()},
        {month: Numbers(by_month[month]) for month in sorted(by_month)},
        _medians(path, when),
    )


def _medians(path: str, when: Period) -> dict[Clock, int | None]:
    took: dict[str, Counter[int]] = {what: Counter() for what in TOOK.values()}
    for hours, code, n in _summed(path, when, (IssueCount.hours, IssueCount.what), IssueCount.hours > 0):
        took[code][hours] += n
    return {step: median_hours(took[what]) for step, what in TOOK.items()}


def _summed(path: str, when: Period, keys: Sequence[Any], wish: ColumnElement[bool]) -> Sequence[Any]:
    """The counters at or below a path in a period that fulfil `wish`, summed by `keys`."""
    here = select(Place.id).where(Place.path.startswith(path))
    query = select(*keys, func.sum(IssueCount.n)).where(
        wish, IssueCount.place_id.in_(here), IssueCount.month >= when.begin, IssueCount.month < when.end
    )
    return db.session.execute(query.group_by(*keys)).all()


COLUMNS: Sequence[What] = (
    What.RAISED,
    What.ANSWERED,
    What.ANSWERED_IN_TIME,
    What.RESOLVED,
    What.RESOLVED_IN_TIME,
    What.JUDGED,
    What.CONFIRMED,
    What.SATISFIED,
    What.REOPENED,
    What.REJECTED,
)
