"""The way in, on the real console: what meetings show there for us."""

from flask import current_app, render_template
from markupsafe import Markup

from council.meetings.room import Room
from council.meetings.slots import before_start
from council.rehearsal.stages import EXTENSION, Stages


def stages_here() -> Stages | None:
    """The stages of this server; none where it cannot hold any (`flask run`, several processes)."""
    found = current_app.extensions.get(EXTENSION)
    return found if isinstance(found, Stages) else None


def offer(room: Room) -> Markup:
    """The button, or what stands in its way; nothing inside a rehearsal and before there is an agenda."""
    if current_app.config.get("REHEARSAL") or not room.items:
        return Markup("")
    stages = stages_here()
    is_open = stages is not None and stages.of_meeting(room.id) is not None
    return Markup(render_template("rehearsal/_offer.html", room=room, possible=stages is not None, is_open=is_open))


before_start.append(offer)
