"""Rhythms in words, in the reader's language."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from council.meetings.series.rules import Every

EVERY = {
    Every.WEEK: _l("every week"),
    Every.FORTNIGHT: _l("every two weeks"),
    Every.FIRST: _l("once a month, the first"),
    Every.SECOND: _l("once a month, the second"),
    Every.THIRD: _l("once a month, the third"),
    Every.FOURTH: _l("once a month, the fourth"),
    Every.LAST: _l("once a month, the last"),
}
WEEKDAY = (_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"))


def rhythm_words(every: str, weekday: int) -> str:
    """`每月最后一个周六` or `once a month, the last Saturday`."""
    return _("%(every)s %(weekday)s", every=EVERY[Every(every)], weekday=WEEKDAY[weekday])
