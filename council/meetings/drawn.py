"""What every phone of a meeting shows alike, drawn once for many.

A hall that reloads at once, after a restart or a lost network, asks for two thousand pages with the same two fragments
in them. They are drawn anew as soon as the room has changed, and otherwise after a second, since clocks run in them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template
from flask_babel import get_locale
from markupsafe import Markup

from council.base import clock
from council.base.few import Few
from council.meetings.room import Room
from council.meetings.showing import phone_context

#: How long a drawing is good while nothing changes.
KEPT_FOR = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Shared:
    """The fragments that are pushed to phones: what is on now; who is there, and the agenda."""

    now: Markup
    hall: Markup


_drawn: Few[tuple[int, str, str], tuple[Room, datetime, Shared]] = Few()


def shared_fragments(room: Room) -> Shared:
    """The fragments in the reader's language. `room` is from `load_room`, which gives the same one until it changes."""
    key, now = (room.id, room.wall_token, str(get_locale())), clock.now()
    kept = _drawn.get(key)
    if kept is not None and kept[0] is room and timedelta(0) <= now - kept[1] < KEPT_FOR:
        return kept[2]
    context = phone_context(room)
    shared = Shared(
        now=Markup(render_template("meetings/_phone_state.html", **context)),
        hall=Markup(render_template("meetings/_hall.html", **context)),
    )
    return _drawn.keep(key, (room, now, shared))[2]
