"""The wall: one page, one region, opened by a token or by who may chair."""

from dataclasses import replace

from flask import make_response, render_template, request

from council.meetings.access import wall_for
from council.meetings.loading import load_room
from council.meetings.models import WallView
from council.meetings.permissions import MeetingAct
from council.meetings.showing import wall_context
from council.meetings.views import bp
from council.permits.current import current_actor
from council.permits.permission import allows
from council.web.answers import Answer


@bp.get("/meetings/<int:meeting_id>/projector")
def wall(meeting_id: int) -> Answer:
    """The picture for the projector. `preview=1` is the console's small copy, which has no stream of its own.

    With `view` the copy shows what that view would be: the chair looks before the hall does.
    """
    actor = current_actor()
    meeting = wall_for(actor, meeting_id, request.args.get("token", ""))
    room, preview, view = load_room(meeting.id), request.args.get("preview") == "1", request.args.get("view")
    if preview and view in set(WallView) and allows(actor, MeetingAct.CHAIR, meeting):
        room = replace(room, wall_view=view)
    return make_response(render_template("meetings/wall.html", preview=preview, **wall_context(room)))
