"""What the console is told about the walls, and what a wall beside the hall's own shows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import url_for
from sqlalchemy import select

from council.base.db import db
from council.meetings.chairing.rules import MAIN
from council.meetings.keymap import BACK
from council.meetings.models import MeetingState, WallView
from council.meetings.room import Room
from council.meetings.showing import wall_context
from council.meetings.walls.forms import HallForm, WallForm
from council.meetings.walls.history import picture_before, pictures_shown
from council.meetings.walls.lining import lines_of
from council.meetings.walls.models import HallSize, WallScreen
from council.meetings.walls.queries import Wall, hall_of, walls_of
from council.meetings.walls.rules import MOST
from council.meetings.words import wall_words
from council.web.qr import whole_address


def walls_context(room: Room, slot: str, chosen: dict[str, Any]) -> dict[str, Any]:
    """What the console draws about walls. `slot` is the wall being driven, `chosen` what forms came back with."""
    walls, shown = walls_of(room), pictures_shown(room.id)
    driven = next((each for each in walls if each.slot == slot), walls[0])
    made: dict[str, Any] = {
        "walls": walls,
        "driven": driven,
        "most_walls": MOST,
        "wall_url": wall_url(room),
        "wall_address": lambda wall: whole_address(wall_url(room)(wall, token=wall.token)),
        "wall_shows": lambda wall: wall_words(WallView(wall.view)),
        "lines": lines_of(room.id, slot),
        "shown": shown,
        "before": picture_before(shown, slot, driven.view),
        "back_keys": BACK,
        "view_words": lambda view: wall_words(WallView(view)),
        "wall_form": WallForm(formdata=None),
        "rename_forms": {
            each.id: WallForm(formdata=None, wall_id=each.id, data={"name": each.name}) for each in walls if each.id
        },
    }
    if room.state == MeetingState.CONVENED:
        made["hall_form"] = HallForm(formdata=None, data=_metres(hall_of(room)))
    if (renamed := chosen.get("rename_form")) is not None:
        made["rename_forms"][renamed.wall_id] = renamed
    return made | {name: form for name, form in chosen.items() if name in ("wall_form", "hall_form")}


def wall_url(room: Room) -> Callable[..., str]:
    """Makes the address of a wall; the rest goes behind the question mark."""

    def address(wall: Wall, **rest: object) -> str:
        if wall.id is None:
            return url_for("meetings.wall", meeting_id=room.id, **rest)  # type: ignore[arg-type]
        return url_for("meetings.side_wall", wall_id=wall.id, **rest)  # type: ignore[arg-type]

    return address


def side_context(room: Room, slot: str) -> dict[str, Any]:
    """The picture of a wall beside the hall's own: the same facts, its own view. One that was removed says so."""
    query = select(WallScreen.view).where(WallScreen.meeting_id == room.id, WallScreen.slot == slot)
    view = room.wall_view if slot == MAIN else db.session.scalar(query)
    shown = replace(room, wall_view=view or WallView.BLANK)
    return {**wall_context(shown), "gone": view is None}


def _metres(hall: HallSize | None) -> dict[str, str]:
    if hall is None:
        return {}
    return {"depth": f"{hall.depth_cm / 100:g}", "picture": f"{hall.picture_cm / 100:g}"}
