"""Public holidays and make-up working days of mainland China, as announced by the General Office of the State Council.

Until a year is announced, only the holidays that the law puts on fixed days are known; the others follow the moon and
the sun's terms, and which days are free around them is decided year by year.

Sources: 全国年节及纪念日放假办法 (2024, in force since 2025-01-01),
国办发明电〔2024〕12号 (for 2025), 国办发明电〔2025〕7号 (for 2026).
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

#: first day, last day
_OFF = (
    (date(2025, 1, 1), date(2025, 1, 1)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 5, 31), date(2025, 6, 2)),
    (date(2025, 10, 1), date(2025, 10, 8)),
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
    (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)
_WORKED = (
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
)


def _days() -> Iterator[tuple[date, bool]]:
    for first, last in _OFF:
        yield from ((first + timedelta(days=at), False) for at in range((last - first).days + 1))
    yield from ((day, True) for day in _WORKED)


#: Each announced day: whether it is worked.
DAYS: Mapping[date, bool] = MappingProxyType(dict(_days()))
#: Month and day of the holidays with a fixed day, each year.
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
#: Of thirteen days off a year, so many have no fixed day: Spring Festival four, three festivals one each.
WITHOUT_A_FIXED_DAY = 7
#: The first year of the law that names these days.
SINCE = 2025
#: The years that have been announced.
YEARS = frozenset(day.year for day in DAYS)
