"""The desk at the door: people without a phone are checked in by name, its first letters in pinyin, or door."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import Invalid, NotVisible
from council.base.ids import row_id
from council.meetings.access import meeting_for
from council.meetings.guests.forms import GuestForm
from council.meetings.guests.models import Capacity
from council.meetings.guests.operations import set_here, welcome
from council.meetings.guests.queries import guest_of, guests_of
from council.meetings.guests.words import capacity_words
from council.meetings.kinds import OPEN_TO_ALL
from council.meetings.loading import load_room
from council.meetings.models import Meeting
from council.meetings.operations.session import check_in, leave
from council.meetings.permissions import MeetingAct
from council.meetings.proxies.limits import cap_of
from council.meetings.proxies.queries import standing
from council.meetings.queries import at_the_door, presence
from council.meetings.quorum_words import lots_words, quorum_shown
from council.meetings.views import bp
from council.meetings.words import meeting_name
from council.organisation.queries import units
from council.permits.current import signed_in
from council.permits.permission import allows
from council.residents.models import Person
from council.web.answers import Answer, see_other
from council.web.paging import paged

#: Empty lines on the sheet for those who are not called, and at a talk, where anyone comes.
GUEST_LINES, TALK_LINES = 10, 25


@bp.get("/meetings/<int:meeting_id>/door")
def door(meeting_id: int) -> str:
    """Who has come and who has not; members first, guests last."""
    meeting = meeting_for(signed_in(), meeting_id, to=MeetingAct.CHECK_IN_OTHERS)
    form = GuestForm(formdata=None)
    form.offer(units(below=meeting.place.path))
    return _desk(meeting, request.args.get("q", "").strip()[:40], form)


def _desk(meeting: Meeting, text: str, guest_form: GuestForm) -> str:
    room = load_room(meeting.id)
    return render_template(
        "meetings/door.html",
        guest_form=guest_form,
        guests=guests_of(meeting.id),
        capacity_words=capacity_words,
        meeting=meeting,
        room=room,
        quorum_here=quorum_shown(room.kind, room.quorum, room.presence.represented),
        lots=lots_words(meeting),
        name=meeting_name(meeting),
        there=presence(meeting),
        text=text,
        has_proxies=cap_of(meeting.kind, meeting.rules) is not None and meeting.convened_at is not None,
        proxies=standing(meeting.id),
        page=paged(at_the_door(meeting, text), size=20, scalars=False),
        may_print_cards=meeting.kind not in OPEN_TO_ALL and allows(signed_in(), MeetingAct.PRINT_CARDS, meeting),
        is_live=meeting.state == "in_session",
    )


@bp.get("/meetings/<int:meeting_id>/sign-in-sheet")
def sign_in_sheet(meeting_id: int) -> str:
    """The list to be signed, on paper: the members called, then others who have come, and empty lines for more."""
    meeting = meeting_for(signed_in(), meeting_id, to=MeetingAct.CHECK_IN_OTHERS)
    is_talk = meeting.kind in OPEN_TO_ALL
    rows = db.session.execute(at_the_door(meeting, "")).unique().all()
    return render_template(
        "meetings/sign_in_sheet.html",
        meeting=meeting,
        name=meeting_name(meeting),
        rows=[row for row in rows if is_talk or row[1]],
        others=[row for row in rows if not (is_talk or row[1])],
        guests=guests_of(meeting.id),
        capacity_words=capacity_words,
        lots=lots_words(meeting),
        proxies=standing(meeting.id),
        members_vote=not is_talk,
        guest_lines=TALK_LINES if is_talk else GUEST_LINES,
    )


@bp.post("/meetings/<int:meeting_id>/guests")
def welcome_guest(meeting_id: int) -> Answer:
    """Write down somebody who is on no roster."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHECK_IN_OTHERS)
    form, listed = GuestForm(), units(below=meeting.place.path)
    form.offer(listed)
    if form.validate():
        try:
            guest = welcome(
                meeting=meeting,
                name=form.name.data or "",
                origin=form.origin.data or "",
                capacity=Capacity(form.capacity.data),
                unit=next((unit for unit in listed if str(unit.id) == form.unit.data), None),
                entered_by=actor.person_id,
                key=form.key,
            )
            said = _("%(name)s is written down as a guest.", name=guest.name)
            return see_other("meetings.door", message=said, meeting_id=meeting.id)
        except Invalid as problem:
            own_words = problem.field == "unit" and not listed
            form.refuse(Invalid(problem.message, field="origin") if own_words else problem)
    return make_response(_desk(meeting, "", form), 422)


@bp.post("/meetings/<int:meeting_id>/guests/<int:guest_id>")
def move_guest(meeting_id: int, guest_id: int) -> Answer:
    """Set that a guest has gone, or is back."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHECK_IN_OTHERS)
    here = request.form.get("to") != "left"
    guest = set_here(guest=guest_of(meeting.id, guest_id), meeting=meeting, here=here, entered_by=actor.person_id)
    said = _("%(name)s is back.", name=guest.name) if here else _("%(name)s has left.", name=guest.name)
    return see_other("meetings.door", message=said, meeting_id=meeting.id)


@bp.post("/meetings/<int:meeting_id>/door")
def enter_at_door(meeting_id: int) -> Answer:
    """Set that someone has come, or has gone."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHECK_IN_OTHERS)
    person = _person(meeting, request.form.get("person", ""))
    if request.form.get("to") == "left":
        leave(meeting=meeting, person_id=person.id, entered_by=actor.person_id)
        said = _("%(name)s has left.", name=person.name)
    else:
        seat = check_in(meeting=meeting, person_id=person.id, entered_by=actor.person_id)
        said = (
            _("%(name)s is checked in.", name=person.name)
            if meeting.kind in OPEN_TO_ALL
            else _("%(name)s is checked in, with a vote.", name=person.name)
            if seat.voting
            else _("%(name)s is checked in, in attendance.", name=person.name)
        )
    text = request.form.get("q", "")[:40]
    return see_other("meetings.door", message=said, meeting_id=meeting.id, q=text or None)


def _person(meeting: Meeting, key: str) -> Person:
    """Someone whom the desk could have found: of the place, called, or here already.

    Raises:
        NotVisible: nobody like that.
    """
    number = row_id(key)
    person = None if number is None else db.session.get(Person, number)
    if person is None:
        raise NotVisible
    found = at_the_door(meeting, person.key).where(Person.id == person.id)
    if db.session.execute(found).first() is None:
        raise NotVisible
    return person
