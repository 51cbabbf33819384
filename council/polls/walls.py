"""What a projector shows of a poll that no meeting holds: the question, the turnout, then the published result."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from council.polls.models import Poll, PollState
from council.polls.queries import open_view
from council.polls.results import counted_view, result_view
from council.web.qr import qr_svg, whole_address

#: How many options, and how many rows of a result, can be read from the back of a hall.
MOST_OPTIONS = 8
MOST_ROWS = 6

_SCENES: Mapping[str, str] = {
    PollState.DRAFT: "soon",
    PollState.OPEN: "vote",
    PollState.CLOSED: "counting",
    PollState.PUBLISHED: "result",
    PollState.CANCELLED: "off",
}


def wall_of(poll: Poll) -> dict[str, Any]:
    """What the wall of `poll` needs: `scene`, and what stands in it. How the votes stand only once it is published."""
    out = poll.state == PollState.PUBLISHED
    address = whole_address(url_for("polls.show", poll_id=poll.id))
    return {
        "poll": poll,
        "scene": _SCENES[poll.state],
        "vote": open_view(poll),
        "result": result_view(poll) if out else None,
        "counted": counted_view(poll) if out else None,
        "shown_options": poll.options[:MOST_OPTIONS],
        "more_options": max(0, len(poll.options) - MOST_OPTIONS),
        "most_rows": MOST_ROWS,
        "qr": qr_svg(address, _("Opens this vote")),
    }
