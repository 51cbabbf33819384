"""On which days the meetings of a series are held: those that are planned, then those that its rhythm gives."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.calendar.queries import calendar
from council.meetings.models import Meeting, MeetingKind, MeetingState
from council.meetings.notice import Notice, notice_in
from council.meetings.rules import earliest_day
from council.meetings.series.models import Series
from council.meetings.series.rules import Occurrence, Rhythm, occurrences

#: So many meetings of a series are always planned.
AHEAD = 3


class SeriesDay(NamedTuple):
    """A day of a series: a planned meeting, or only what the rhythm gives."""

    day: date
    meeting_id: int | None = None
    called_off: bool = False


def meetings_of(series: Sequence[Series]) -> Sequence[Meeting]:
    """Whatever was planned for some series, earliest first."""
    query = select(Meeting).where(Meeting.series_id.in_([each.id for each in series]))
    return db.session.scalars(query.order_by(Meeting.starts_at)).all()


def coming_days(series: Sequence[Series]) -> Mapping[int, Sequence[SeriesDay]]:
    """Series → its days to come, earliest first: planned as they are planned now, called off ones among them."""
    planned = defaultdict(list)
    for meeting in meetings_of(series):
        planned[meeting.series_id].append(meeting)
    return {each.id: _coming(each, planned[each.id]) for each in series}


def _coming(series: Series, planned: Sequence[Meeting]) -> list[SeriesDay]:
    today, known = clock.today(), {meeting.series_on for meeting in planned}
    days = [
        SeriesDay(day, meeting.id, meeting.state == MeetingState.CANCELLED)
        for meeting in planned
        if (day := clock.local(meeting.starts_at).date()) >= today and meeting.state != MeetingState.CLOSED
    ]
    missing = max(0, AHEAD - sum(not each.called_off for each in days))
    earliest = earliest_of(notice_in(series.place, MeetingKind(series.kind)))
    new = [each for each in next_of(series, known, AHEAD + len(known)) if each.on not in known and each.day >= earliest]
    return sorted(days + [SeriesDay(each.day) for each in new[:missing]])


def next_of(series: Series, known: Collection[date | None], count: int = AHEAD) -> list[Occurrence]:
    """The next occurrences of a series. `known` are the days already planned: whatever was begun with goes on."""
    begun = min((day for day in known if day is not None), default=series.since)
    return next_days(series.rhythm, begun, count)


def next_days(rhythm: Rhythm, since: date, count: int) -> list[Occurrence]:
    """The next occurrences of a rhythm."""
    return occurrences(rhythm, since=since, after=clock.today(), is_holiday=calendar().is_holiday, count=count)


def earliest_of(notice: Notice) -> date:
    """The first day to which one may be called today."""
    return earliest_day(clock.today(), notice.least)
