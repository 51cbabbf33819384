"""Views lined up for a wall: adding, moving, removing, showing the next."""

from flask import request
from flask_babel import gettext as _

from council.base.errors import Invalid
from council.base.ids import row_id
from council.meetings.access import meeting_for
from council.meetings.chairing.rules import MAIN
from council.meetings.models import WallView
from council.meetings.permissions import MeetingAct
from council.meetings.views import bp
from council.meetings.views.acting import act_and_show
from council.meetings.walls import lining
from council.permits.current import signed_in
from council.web.answers import Answer


@bp.post("/meetings/<int:meeting_id>/lines")
def line_up(meeting_id: int) -> Answer:
    """Line a view up for a wall."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    view, slot, key = request.form.get("view", ""), request.form.get("wall", MAIN), request.form.get("once")
    if view not in set(WallView):
        raise Invalid(_("There is no such picture."))
    return act_and_show(
        meeting_id,
        lambda: lining.line_up(meeting=meeting, slot=slot, view=WallView(view), actor_id=actor.person_id, key=key),
    )


@bp.post("/meetings/<int:meeting_id>/lines/<int:line_id>/showing")
def show_next(meeting_id: int, line_id: int) -> Answer:
    """Show a view that waits."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    return act_and_show(
        meeting_id, lambda: lining.show_next(meeting=meeting, line_id=line_id, actor_id=actor.person_id)
    )


@bp.post("/meetings/<int:meeting_id>/lines/<int:line_id>/position")
def move_line(meeting_id: int, line_id: int) -> Answer:
    """Move a view that waits by one."""
    meeting = meeting_for(signed_in(), meeting_id, to=MeetingAct.CHAIR)
    at, up = row_id(request.form.get("at")) or 0, request.form.get("to") == "up"
    return act_and_show(meeting_id, lambda: lining.move_line(meeting=meeting, line_id=line_id, at=at, up=up))


@bp.post("/meetings/<int:meeting_id>/lines/<int:line_id>/removal")
def drop_line(meeting_id: int, line_id: int) -> Answer:
    """Take a view out of the line."""
    meeting = meeting_for(signed_in(), meeting_id, to=MeetingAct.CHAIR)
    return act_and_show(meeting_id, lambda: lining.drop_line(meeting=meeting, line_id=line_id))
