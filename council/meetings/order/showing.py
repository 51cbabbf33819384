"""What screens are given of points of order: the same for all, the chair's forms, and one's own part on a phone."""

from typing import Any

from council.meetings.models import MeetingState
from council.meetings.motions.forms import HandsForm
from council.meetings.motions.rules import Formality
from council.meetings.order.forms import AppealForm, AppealSecondForm, EnteredPointForm, RulingForm
from council.meetings.room import Room

#: How many points that wait the console lists.
LISTED = 8


def points_on(room: Room) -> bool:
    """Whether points of order may be raised now: an item is on, no vote is, and it is no talk."""
    running = room.state == MeetingState.IN_SESSION and room.current is not None
    return running and room.open_poll is None and room.formality != Formality.TALK


def order_context(room: Room) -> dict[str, Any]:
    """The points of the item that is on, for every screen."""
    key = f"{room.current.id}:{room.order.key}" if points_on(room) and room.current is not None else ""
    return {"order": room.order, "order_key": key, "appeals_known": room.is_parliamentary}


def order_desk(room: Room) -> dict[str, Any]:
    """The chair's forms of this moment; nothing where no points are raised."""
    if not points_on(room):
        return {}
    return {
        "point_form": EnteredPointForm(formdata=None),
        "ruling_form": RulingForm(formdata=None),
        "appeal_form": AppealForm(formdata=None),
        "appeal_second_form": AppealSecondForm(formdata=None),
        "appeal_hands_form": HandsForm(formdata=None),
        "listed": LISTED,
    }


def my_point_context(room: Room, person_id: int, *, votes_here: bool) -> dict[str, Any]:
    """One's own part: my point, whether I may raise one, whether I may appeal the ruling just made."""
    mine, latest = room.order.of(person_id), room.order.latest
    here = votes_here and points_on(room)
    appeals = here and room.is_parliamentary and room.order.may_appeal
    return {
        **order_context(room),
        "room": room,
        "my_point": mine if here else None,
        "may_point": here and mine is None and room.order.may_raise(person_id),
        "may_appeal": appeals and latest is not None and latest.person_id != person_id,
    }
