"""Beginning a series, keeping its next meetings planned, ending it."""

from datetime import date, datetime, time

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.meetings.models import Meeting, MeetingKind, MeetingState
from council.meetings.notice import notice_in, too_early
from council.meetings.operations.planning import cancel_meeting, plan_meeting
from council.meetings.permissions import MeetingAct
from council.meetings.series.days import earliest_of, meetings_of, next_days, next_of
from council.meetings.series.models import Series
from council.meetings.series.rules import Occurrence, Rhythm
from council.organisation.models import Place
from council.permits.permission import allows
from council.privacy.checks import refuse_personal_numbers
from council.residents.queries import load_actor


@operation
def begin_series(
    *,
    place: Place,
    kind: MeetingKind,
    rhythm: Rhythm,
    starts: time,
    venue: str,
    title: str,
    since: date,
    actor_id: int,
    key: str | None = None,
) -> Series:
    """Let a meeting come again and again, chaired by `actor_id`, and plan the next three as drafts.

    Raises:
        Invalid: a personal number stands in the words, the first day has passed, or the first meeting would come too
            soon after its call (field `since`).
    """
    refuse_personal_numbers({"title": title, "venue": venue})
    if since < clock.today():
        raise Invalid(_("This day has passed. Choose today or a later day."), field="since")
    _check_first(place, kind, rhythm, since)
    key = own_key("meetings.begin_series", actor_id, key)
    if (seen := answered(key, Series)) is not None:
        return seen
    series = Series(
        place=place,
        kind=kind,
        every=rhythm.every,
        weekday=rhythm.weekday,
        starts=starts.strftime("%H:%M"),
        venue=venue,
        title=title,
        since=since,
        chair_id=actor_id,
        made_at=clock.now(),
    )
    db.session.add(series)
    db.session.flush()
    _record(series, "meetings.series.begun", actor_id)
    plan_ahead(series=series)
    keep(key, series.id)
    return series


@operation
def plan_ahead(*, series: Series) -> list[Meeting]:
    """Plan what is missing of the next three meetings; those planned now. An ended series plans nothing.

    What was planned once is not planned again, even if it was put away or moved to another day. A day so near that the
    law lets nobody be called to it is not planned.
    """
    series = locked(Series, series.id)
    if series.ended_on is not None or not _may_still_plan(series):
        return []
    known = {meeting.series_on for meeting in meetings_of([series])}
    earliest = earliest_of(notice_in(series.place, MeetingKind(series.kind)))
    return [_plan(series, each) for each in next_of(series, known) if each.on not in known and each.day >= earliest]


@operation
def end_series(*, series: Series, actor_id: int) -> Series:
    """Let it come no more. Drafts without an agenda are put away; whatever somebody worked on stays. Twice is once."""
    series = locked(Series, series.id)
    if series.ended_on is not None:
        return series
    series.ended_on = clock.today()
    _record(series, "meetings.series.ended", actor_id)
    drafts = select(Meeting).where(Meeting.series_id == series.id, Meeting.state == MeetingState.DRAFT)
    for meeting in db.session.scalars(drafts).all():
        if not meeting.items:
            cancel_meeting(meeting=meeting, reason="", actor_id=actor_id)
    return series


def _check_first(place: Place, kind: MeetingKind, rhythm: Rhythm, since: date) -> None:
    notice = notice_in(place, kind)
    earliest = earliest_of(notice)
    if any(first.day < earliest for first in next_days(rhythm, since, 1)):
        raise Invalid(too_early(notice.least, earliest, notice), field="since")


def _plan(series: Series, occurrence: Occurrence) -> Meeting:
    starts = time.fromisoformat(series.starts)
    meeting: Meeting = plan_meeting(
        kind=MeetingKind(series.kind),
        place=series.place,
        venue=series.venue,
        starts_at=clock.from_local(datetime.combine(occurrence.day, starts)),
        title=series.title,
        actor_id=series.chair_id,
    )
    before = db.session.scalar(select(Meeting).where(Meeting.series_id == series.id).order_by(Meeting.starts_at.desc()))
    if before is not None:
        meeting.formality = before.formality
    meeting.series_id, meeting.series_on = series.id, occurrence.on
    return meeting


def _may_still_plan(series: Series) -> bool:
    """Whoever began it may have moved on; their meetings are then for somebody else to begin."""
    actor = load_actor(series.chair_id)
    return actor is not None and allows(actor, MeetingAct.PLAN, series)


def _record(series: Series, action: str, actor_id: int) -> None:
    place_id = series.place.estate_id or series.place_id
    data = {"kind": series.kind, "every": series.every, "weekday": series.weekday}
    record(action=action, place_id=place_id, actor_id=actor_id, subject=Ref("meeting_series", series.id), data=data)
