"""The way in: the six digits, the page behind the QR code, checking in and going."""

from flask import make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from council.base import clock
from council.meetings.access import meeting_for, room_for
from council.meetings.guessing import many_misses, note_miss, wait_after
from council.meetings.kinds import OPEN_TO_ALL, kind_and_number, part_words
from council.meetings.operations.session import check_in, leave
from council.meetings.queries import code_holder, seat_of
from council.meetings.views import bp
from council.permits.current import current_actor, signed_in
from council.web.answers import Answer, see_other

#: Where a browser's wrong tries stand in its session: how many, and when the last was.
MISSES = "join_misses"


@bp.get("/join")
def join() -> str:
    """Type the six digits that stand on the wall."""
    return render_template("meetings/join.html", code="", problem="")


@bp.post("/join")
def find_meeting() -> Answer:
    """From the digits to the meeting's page; a wrong code is said in words."""
    code = "".join(sign for sign in request.form.get("code", "") if sign.isdecimal())
    code = "".join(str(int(sign)) for sign in code)  # full-width digits of a Chinese keyboard are digits too
    now = clock.now().timestamp()
    misses, last = session.get(MISSES, (0, 0.0))
    wait = last + wait_after(misses, many=many_misses(now)) - now
    if wait > 0:
        return _again(code, _("Please wait %(seconds)s seconds, then try again.", seconds=int(wait) + 1), 429)
    if len(code) == 6 and code_holder(code) is not None:
        session.pop(MISSES, None)
        return redirect(url_for("meetings.enter", code=code), code=303)
    if len(code) != 6:
        return _again(code, _("The code has six digits. It stands on the wall, below at the right."), 422)
    note_miss(now)
    session[MISSES] = (misses + 1, now)
    return _again(code, _("There is no meeting with this code. Look at the wall, below at the right."), 422)


@bp.get("/j/<code>")
@bp.get("/J/<code>", endpoint="enter_upper")
def enter(code: str) -> Answer:
    """Which meeting this is, where and when, and one big button."""
    meeting_id = code_holder(code)
    if meeting_id is None:
        return _again("", _("There is no meeting with this code. Look at the wall, below at the right."), 404)
    actor = signed_in()
    room = room_for(actor, meeting_id)
    seat = seat_of(room.id, room.kind, actor.person_id)
    page = render_template(
        "meetings/enter.html",
        room=room,
        name=kind_and_number(room.kind, room.number),
        seat=seat,
        words=part_words(room.kind, called=seat.called),
        is_live=room.state == "in_session",
        place_name=room.place_name,
    )
    return make_response(page)


@bp.post("/meetings/<int:meeting_id>/attendance")
def arrive(meeting_id: int) -> Answer:
    """Check in. Doing it twice is the same as once."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id)
    seat = check_in(meeting=meeting, person_id=actor.person_id)
    if meeting.kind in OPEN_TO_ALL:
        said = _("You are checked in. You may take part in straw polls.")
    elif seat.voting:
        said = _("You are checked in. You have a vote.")
    else:
        said = _("You are checked in. You are in attendance: you may speak, but have no vote.")
    return see_other("meetings.meeting", message=said, meeting_id=meeting.id)


@bp.post("/meetings/<int:meeting_id>/departure")
def depart(meeting_id: int) -> Answer:
    """Say that one is going."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id)
    leave(meeting=meeting, person_id=actor.person_id)
    return see_other(
        "meetings.meeting", message=_("Noted: you have left. Check in again if you come back."), meeting_id=meeting.id
    )


def _again(code: str, problem: str, status: int) -> Answer:
    page = render_template("meetings/join.html", code=code[:6], problem=problem, actor=current_actor())
    return make_response(page, status)
