"""What the pages and the wall of a poll show to everyone alike while it is open: the turnout, which ballot is on."""

from flask import render_template

from council.base.db import db
from council.live.renderers import renders
from council.polls import hooks_charters  # noqa: F401  registered by being read
from council.polls.models import Poll
from council.polls.queries import open_view
from council.polls.walls import wall_of


@renders("poll", "state")
def state(poll_id: int, locale: str) -> str:
    """The inside of the live region of `/polls/<id>`."""
    poll = db.session.get(Poll, poll_id)
    return render_template("polls/_state.html", vote=open_view(poll)) if poll else ""


@renders("poll", "wall")
def wall(poll_id: int, locale: str) -> str:
    """The projector's picture of a poll that no meeting holds."""
    poll = db.session.get(Poll, poll_id)
    return render_template("polls/_wall.html", **wall_of(poll)) if poll else ""
