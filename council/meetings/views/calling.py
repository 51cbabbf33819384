"""Answers to a call, and calendars."""

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import Conflict, Invalid, NotVisible
from council.meetings.access import meeting_for
from council.meetings.calling.calendars import calendar_of
from council.meetings.calling.models import Coming
from council.meetings.calling.operations import drop_calendar_key, make_calendar_key, reply
from council.meetings.calling.queries import holder_of, key_of, meetings_for_calendar
from council.meetings.models import Meeting
from council.meetings.views import bp
from council.meetings.views.phone import meeting_page
from council.meetings.words import meeting_name
from council.organisation.models import Place
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.residents.queries import load_actor
from council.web.answers import Answer, see_other
from council.web.qr import whole_address
from council.web.saving import save_as


@bp.post("/meetings/<int:meeting_id>/reply")
def say(meeting_id: int) -> Answer:
    """Say whether one comes; the page then shows what was said."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id)
    word = request.form.get("coming", "")
    if word not in set(Coming):
        raise Invalid(_("Choose whether you are coming."))
    reason = request.form.get("reason", "")
    try:
        reply(meeting=meeting, person_id=actor.person_id, coming=Coming(word), reason=reason)
    except Conflict as problem:
        return see_other("meetings.meeting", meeting_id=meeting.id, message=problem.message)
    except Invalid as problem:
        return make_response(meeting_page(meeting.id, reason=reason, problem=problem.message), 422)
    said = _("Noted: you are coming.") if word == Coming.YES else _("Noted: you cannot come. Thank you for telling us.")
    return see_other("meetings.meeting", meeting_id=meeting.id, message=said)


@bp.get("/meetings/<int:meeting_id>/calendar.ics")
def one_calendar(meeting_id: int) -> Answer:
    """A called meeting as a file for a calendar; as public as its notice."""
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or meeting.convened_at is None:
        raise NotVisible
    return _file(calendar_of([meeting]), f"{meeting_name(meeting)}.ics")


@bp.get("/meetings/calendar")
def calendar() -> str:
    """The way to one's own calendar of meetings."""
    actor = signed_in()
    key = key_of(actor.person_id)
    address = whole_address(url_for("meetings.feed", calendar_token=key.token)) if key else ""
    return render_template("meetings/calendar.html", address=address, made_at=key.made_at if key else None)


@bp.post("/meetings/calendar")
def open_calendar() -> Answer:
    """Make the address, a new one if there was one."""
    actor = signed_in()
    make_calendar_key(place=_place_of(actor), person_id=actor.person_id)
    return see_other("meetings.calendar", message=_("This is your address. Keep it to yourself."))


@bp.post("/meetings/calendar/closing")
def close_calendar() -> Answer:
    """Let the address open nothing any more."""
    actor = signed_in()
    drop_calendar_key(place=_place_of(actor), person_id=actor.person_id)
    return see_other("meetings.calendar", message=_("The address no longer opens anything."))


@bp.get("/calendars/<calendar_token>.ics")
def feed(calendar_token: str) -> Answer:
    """Somebody's coming meetings for their calendar: the secret address is the key."""
    person_id = holder_of(calendar_token)
    actor = load_actor(person_id) if person_id is not None else None
    if actor is None:
        raise NotVisible
    return _file(calendar_of(meetings_for_calendar(actor), name=_("Residents' council")), "")


def _file(body: bytes, name: str) -> Answer:
    answer = make_response(body)
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Cache-Control"] = "private, no-cache"
    return save_as(answer, name) if name else answer


def _place_of(actor: Actor) -> Place:
    """Whose journal keeps it: the estate where they live, else where they hold their first office.

    Raises:
        NotVisible: they belong nowhere, so there are no meetings to show.
    """
    path = actor.home or next((holding.path for holding in actor.holdings), "")
    place = db.session.scalar(db.select(Place).where(Place.path == path))
    if place is None:
        raise NotVisible
    return db.session.get_one(Place, place.estate_id or place.id)
