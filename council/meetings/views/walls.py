"""The walls of a meeting from the console: which one the buttons speak to, and walls that come, are renamed and go."""

from dataclasses import replace

from flask import make_response, render_template, request

from council.base.db import db
from council.base.errors import NotVisible
from council.meetings.access import meeting_for, token_opens
from council.meetings.chairing.operations import drive_wall
from council.meetings.chairing.rules import MAIN
from council.meetings.loading import load_room
from council.meetings.models import Meeting, WallView
from council.meetings.permissions import MeetingAct
from council.meetings.showing import wall_context
from council.meetings.views import bp
from council.meetings.views.acting import act_and_show
from council.meetings.walls import operations
from council.meetings.walls.forms import HallForm, WallForm
from council.meetings.walls.history import meeting_of_removed
from council.meetings.walls.models import WallScreen
from council.meetings.walls.rules import read_metres, topic_of
from council.permits.actor import Actor
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.web.answers import Answer


@bp.get("/walls/<int:wall_id>")
def side_wall(wall_id: int) -> Answer:
    """The picture of a wall beside the hall's own, by its token or for who may chair. `preview` and `view` as there."""
    actor, screen = current_actor(), db.session.get(WallScreen, wall_id)
    meeting = db.session.get(Meeting, screen.meeting_id) if screen is not None else None
    if screen is None or meeting is None:
        raise NotVisible
    chairs = allows(actor, MeetingAct.CHAIR, meeting)
    if not chairs and not token_opens(request.args.get("token", ""), screen.token):
        raise NotVisible
    preview, view = request.args.get("preview") == "1", request.args.get("view")
    shown = view if preview and chairs and view in set(WallView) else screen.view
    room = replace(load_room(meeting.id), wall_view=shown)
    topic = topic_of(screen.slot)
    return make_response(
        render_template("meetings/wall.html", preview=preview, topic=topic, wall_name=screen.name, **wall_context(room))
    )


@bp.post("/meetings/<int:meeting_id>/walls")
def add_wall(meeting_id: int) -> Answer:
    """Add a wall."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    form = WallForm()

    def add() -> object:
        return operations.add_wall(meeting=meeting, name=form.name.data or "", actor_id=actor.person_id, key=form.key)

    return act_and_show(meeting_id, add, form=form, name="wall_form")


@bp.post("/walls/<int:wall_id>/name")
def rename_wall(wall_id: int) -> Answer:
    """Give a wall another name."""
    actor, meeting_id, screen = _chaired(wall_id)
    form = WallForm(wall_id=wall_id) if screen is not None else None

    def rename() -> object:
        if screen is None or form is None:
            operations.refuse_removed()
        return operations.rename_wall(screen=screen, name=form.name.data or "", actor_id=actor.person_id)

    return act_and_show(meeting_id, rename, form=form, name="rename_form")


@bp.post("/walls/<int:wall_id>/removal")
def remove_wall(wall_id: int) -> Answer:
    """Take a wall away. Doing it twice is the same as once."""
    actor, meeting_id, screen = _chaired(wall_id)

    def remove() -> None:
        if screen is not None:
            operations.remove_wall(screen=screen, actor_id=actor.person_id)

    return act_and_show(meeting_id, remove)


@bp.post("/meetings/<int:meeting_id>/chair/wall")
def drive_which(meeting_id: int) -> Answer:
    """Choose the wall that the view buttons and keys speak to."""
    meeting = meeting_for(signed_in(), meeting_id, to=MeetingAct.CHAIR)
    slot = request.form.get("wall", MAIN)

    def choose() -> None:
        if slot != MAIN:
            operations.wall_at(meeting, slot)
        drive_wall(meeting=meeting, slot=slot)

    return act_and_show(meeting_id, choose)


@bp.post("/meetings/<int:meeting_id>/blank")
def blank_all(meeting_id: int) -> Answer:
    """Blank all walls."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    return act_and_show(meeting_id, lambda: operations.blank_all(meeting=meeting, actor_id=actor.person_id))


@bp.post("/meetings/<int:meeting_id>/hall")
def measure_hall(meeting_id: int) -> Answer:
    """State how big the hall is."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    form = HallForm()

    def measure() -> object:
        return operations.measure_hall(
            meeting=meeting,
            depth_cm=read_metres(form.depth.data or "") or 0,
            picture_cm=read_metres(form.picture.data or "") or 0,
            actor_id=actor.person_id,
        )

    return act_and_show(meeting_id, measure, form=form, name="hall_form")


def _chaired(wall_id: int) -> tuple[Actor, int, WallScreen | None]:
    """Who chairs, the meeting and the wall; None for a wall that has been removed, by a first press perhaps."""
    actor, screen = signed_in(), db.session.get(WallScreen, wall_id)
    meeting_id = screen.meeting_id if screen is not None else meeting_of_removed(wall_id)
    if meeting_id is None:
        raise NotVisible
    meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    return actor, meeting_id, screen
