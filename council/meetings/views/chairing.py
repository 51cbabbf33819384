"""Who drives: the line above the console, and taking over."""

from flask import make_response, render_template

from council.meetings.access import meeting_for, room_for
from council.meetings.chairing.operations import take_over
from council.meetings.chairing.showing import chair_at
from council.meetings.loading import load_room
from council.meetings.permissions import MeetingAct
from council.meetings.views import bp
from council.meetings.views.acting import this_desk
from council.permits.current import signed_in
from council.web.answers import Answer, from_htmx, see_other


@bp.get("/meetings/<int:meeting_id>/chair/driver")
def driver(meeting_id: int) -> Answer:
    """The line that says who drives, for this desk."""
    room_for(signed_in(), meeting_id, to=MeetingAct.CHAIR)
    return _line(meeting_id)


@bp.post("/meetings/<int:meeting_id>/chair/driver")
def take_over_chair(meeting_id: int) -> Answer:
    """Take the seat over, or back. The line alone answers: what is typed in the console stays."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    take_over(meeting=meeting, desk=this_desk(), person_id=actor.person_id)
    return _line(meeting_id) if from_htmx() else see_other("meetings.console", meeting_id=meeting_id)


def _line(meeting_id: int) -> Answer:
    chair = chair_at(meeting_id, this_desk(), signed_in().person_id)
    answer = make_response(render_template("meetings/_driver.html", room=load_room(meeting_id), chair=chair))
    answer.headers["Cache-Control"] = "no-store"
    return answer
