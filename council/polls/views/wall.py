"""The wall of a poll that no meeting holds."""

from flask import render_template

from council.permits.current import current_actor
from council.polls.access import poll_for
from council.polls.views import bp
from council.polls.walls import wall_of


@bp.get("/<int:poll_id>/projector")
def wall(poll_id: int) -> str:
    """The picture for the projector, for whoever may see the poll."""
    poll = poll_for(current_actor(), poll_id)
    return render_template("polls/wall.html", **wall_of(poll))
