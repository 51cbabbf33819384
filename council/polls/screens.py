"""What a poll's own page shows to everyone alike while it is open: the turnout, and which ballot is on."""

from flask import render_template

from council.base.db import db
from council.live.renderers import renders
from council.polls import hooks_charters  # noqa: F401  registered by being read
from council.polls.models import Poll
from council.polls.queries import open_view


@renders("poll", "state")
def state(poll_id: int, locale: str) -> str:
    """The inside of the live region of `/polls/<id>`."""
    poll = db.session.get(Poll, poll_id)
    return render_template("polls/_state.html", vote=open_view(poll)) if poll else ""
