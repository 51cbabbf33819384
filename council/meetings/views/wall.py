"""The wall: one page, one region, opened by a token or by who may chair."""

from flask import make_response, render_template, request

from council.meetings.access import wall_for
from council.meetings.loading import load_room
from council.meetings.showing import wall_context
from council.meetings.views import bp
from council.permits.current import current_actor
from council.web.answers import Answer


@bp.get("/meetings/<int:meeting_id>/projector")
def wall(meeting_id: int) -> Answer:
    """The picture for the projector. `preview=1` is the console's small copy, which has no stream of its own."""
    meeting = wall_for(current_actor(), meeting_id, request.args.get("token", ""))
    context = wall_context(load_room(meeting.id))
    page = render_template("meetings/wall.html", preview=request.args.get("preview") == "1", **context)
    return make_response(page)
