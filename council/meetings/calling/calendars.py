"""Meetings as iCalendar (RFC 5545), as phones and desktops read it."""

from collections.abc import Iterable
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event

from council.meetings.models import Meeting, MeetingState
from council.meetings.outline import in_words, planned_minutes
from council.meetings.words import meeting_name
from council.web.qr import public_base, whole_address

#: How long a meeting stands in a calendar at least, whatever its agenda says.
LEAST = timedelta(hours=1)
#: How long before it the phone reminds.
REMIND = timedelta(hours=2)
#: How often a subscribed calendar should ask again.
REFRESH = timedelta(hours=6)


def calendar_of(meetings: Iterable[Meeting], *, name: str = "") -> bytes:
    """A calendar of `meetings`, UTF-8, moments in UTC; `name` for one that is subscribed to."""
    calendar = Calendar()
    calendar.add("prodid", "-//Yehua//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Event:
    address = whole_address(url_for("meetings.notice", meeting_id=meeting.id))
    off = meeting.state == MeetingState.CANCELLED
    event = Event()
    event.add("uid", f"meeting-{meeting.id}-{meeting.code}@{public_base().partition('://')[2].partition('/')[0]}")
    # A meeting that is called never moves; all that can still happen to it is that it is called off.
    event.add("sequence", int(off))
    event.add("dtstamp", meeting.convened_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + max(LEAST, timedelta(minutes=planned_minutes(meeting.items))))
    event.add("summary", _("Called off: %(what)s", what=_title(meeting)) if off else _title(meeting))
    event.add("location", f"{meeting.place.name} {meeting.venue}")
    event.add("description", "\n".join([*_agenda(meeting), address]))
    event.add("url", address)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    if not off:
        event.add_component(_reminder(meeting))
    return event


def _title(meeting: Meeting) -> str:
    name = meeting_name(meeting)
    return f"{name}: {meeting.title}" if meeting.title else name


def _agenda(meeting: Meeting) -> list[str]:
    return in_words(meeting.items, lambda item: item.title)


def _reminder(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _title(meeting))
    alarm.add("trigger", -REMIND)
    return alarm
