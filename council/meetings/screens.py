"""The live screens of a meeting: wall, phones, and the word that wakes the desks. All anonymous, all full states."""

from flask import render_template
from sqlalchemy import select

from council.base.db import db
from council.live.renderers import Renderer, renders
from council.meetings import (  # noqa: F401  registered by being read
    hooks_charters,
    hooks_offices,
    hooks_polls,
    hooks_tasks,
)
from council.meetings.loading import load_room
from council.meetings.models import Meeting
from council.meetings.showing import phone_context, vote_of, wall_context
from council.meetings.walls.rules import SLOTS, topic_of
from council.meetings.walls.showing import side_context


@renders("meeting", "wall")
def wall(meeting_id: int, locale: str) -> str:
    """The projector's picture."""
    return render_template("meetings/_wall.html", **wall_context(load_room(meeting_id)))


def _beside(slot: str) -> Renderer:
    def draw(meeting_id: int, locale: str) -> str:
        return render_template("meetings/_wall.html", **side_context(load_room(meeting_id), slot))

    return draw


for _slot in SLOTS[1:]:
    renders("meeting", topic_of(_slot))(_beside(_slot))


@renders("meeting", "phone")
def phone(meeting_id: int, locale: str) -> str:
    """What is on now. No turnout: a vote cast must not wake two thousand phones."""
    return render_template("meetings/_phone_state.html", **phone_context(load_room(meeting_id)))


@renders("meeting", "hall")
def hall(meeting_id: int, locale: str) -> str:
    """Who is there, and the agenda."""
    return render_template("meetings/_hall.html", **phone_context(load_room(meeting_id)))


@renders("meeting", "turnout")
def turnout(meeting_id: int, locale: str) -> str:
    """How many votes are in, for the chair's desk."""
    poll = load_room(meeting_id).open_poll
    return render_template("meetings/_turnout.html", vote=vote_of(poll) if poll else None)


@renders("meeting", "desk")
def desk(meeting_id: int, locale: str) -> str:
    """Only a word that something changed: the desk fetches itself, with its own rights."""
    return str(db.session.scalar(select(Meeting.version).where(Meeting.id == meeting_id)))
