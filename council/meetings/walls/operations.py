"""Adding, naming and removing walls, and what each of them shows."""

from typing import NoReturn

from flask_babel import gettext as _
from sqlalchemy import delete, inspect, select, update

from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.ids import token
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref
from council.meetings.chairing.models import Driver
from council.meetings.chairing.rules import MAIN
from council.meetings.models import Meeting, WallView
from council.meetings.operations.common import locked_meeting, note
from council.meetings.operations.session import show_on_wall
from council.meetings.walls.history import REMOVED, WALL
from council.meetings.walls.models import HallSize, NextView, WallScreen
from council.meetings.walls.queries import main_name, screen_at
from council.meetings.walls.rules import DEPTHS, MOST, SLOTS, WIDTHS, free_slot
from council.privacy.checks import refuse_personal_numbers


@operation
def add_wall(*, meeting: Meeting, name: str, actor_id: int, key: str | None = None) -> WallScreen:
    """Add a named wall; it follows the meeting until the chair sets its view.

    Raises:
        Invalid: no name, one that another wall has, or a personal number in it (field `name`).
        Conflict: there are as many walls as there may be.
    """
    key = own_key("meetings.wall", actor_id, key)
    if (seen := answered(key, WallScreen)) is not None:
        return seen
    meeting = locked_meeting(meeting)
    there = db.session.scalars(select(WallScreen).where(WallScreen.meeting_id == meeting.id)).all()
    slot = free_slot([each.slot for each in there])
    if slot is None:
        raise Conflict(_("A meeting has at most %(most)s walls. Remove one first.", most=MOST))
    named = _good_name(meeting, name, but=None)
    screen = WallScreen(meeting_id=meeting.id, slot=slot, name=named, token=token(), view=WallView.AUTO)
    db.session.add(screen)
    db.session.flush()
    note(meeting, "meetings.wall.added", actor_id, data={"wall": named})
    keep(key, screen.id)
    return screen


@operation
def rename_wall(*, screen: WallScreen, name: str, actor_id: int) -> WallScreen:
    """Give a wall another name.

    Raises:
        Invalid: as for `add_wall`.
        Conflict: it has been removed.
    """
    found = _locked_wall(screen)
    if found is None:
        refuse_removed()
    meeting, screen = found
    named = _good_name(meeting, name, but=screen.id)
    if screen.name != named:
        data = {"wall": named, "before": screen.name}
        screen.name = named
        note(meeting, "meetings.wall.renamed", actor_id, data=data)
    return screen


@operation
def remove_wall(*, screen: WallScreen, actor_id: int) -> None:
    """Take a wall away with what is lined up for it; its address opens nothing from then on. Twice is once."""
    found = _locked_wall(screen)
    if found is None:
        return
    meeting, screen = found
    wall, slot, name = Ref(WALL, screen.id), screen.slot, screen.name
    db.session.execute(delete(NextView).where(NextView.meeting_id == meeting.id, NextView.slot == slot))
    db.session.execute(update(Driver).where(Driver.meeting_id == meeting.id, Driver.wall == slot).values(wall=MAIN))
    db.session.delete(screen)
    db.session.flush()
    note(meeting, REMOVED, actor_id, touched=[wall], data={"wall": name})


@operation
def show_view(*, meeting: Meeting, slot: str, view: WallView, actor_id: int) -> None:
    """Choose what one wall shows; `auto` lets it follow the meeting.

    Raises:
        Conflict: there is no such wall (any more).
    """
    if slot == MAIN:
        show_on_wall(meeting=meeting, view=view, actor_id=actor_id)
        return
    meeting = locked_meeting(meeting)
    screen = wall_at(meeting, slot)
    if screen.view != view:
        screen.view = view
        note(meeting, "meetings.wall.changed", actor_id, data={"view": view, "slot": slot, "wall": screen.name})


@operation
def blank_all(*, meeting: Meeting, actor_id: int) -> None:
    """Blank every wall of the meeting. What is blank already stays so."""
    show_on_wall(meeting=meeting, view=WallView.BLANK, actor_id=actor_id)
    for slot in db.session.scalars(select(WallScreen.slot).where(WallScreen.meeting_id == meeting.id)).all():
        show_view(meeting=meeting, slot=slot, view=WallView.BLANK, actor_id=actor_id)


@operation
def measure_hall(*, meeting: Meeting, depth_cm: int, picture_cm: int, actor_id: int) -> None:
    """State how deep the hall is and how wide the picture. The same again changes nothing.

    Raises:
        Invalid: no length that a hall has (fields `depth`, `picture`).
    """
    for field, length, (least, most) in (("depth", depth_cm, DEPTHS), ("picture", picture_cm, WIDTHS)):
        if not least <= length <= most:
            raise Invalid(_("That is no length of a hall."), field=field)
    meeting = locked_meeting(meeting)
    size = db.session.scalar(select(HallSize).where(HallSize.meeting_id == meeting.id))
    if size is None:
        size = HallSize(meeting_id=meeting.id, depth_cm=0, picture_cm=0)
        db.session.add(size)
    if (size.depth_cm, size.picture_cm) != (depth_cm, picture_cm):
        size.depth_cm, size.picture_cm = depth_cm, picture_cm
        note(meeting, "meetings.hall.measured", actor_id, data={"depth": depth_cm, "picture": picture_cm})


def wall_at(meeting: Meeting, slot: str) -> WallScreen:
    """The wall with this letter.

    Raises:
        Conflict: there is none (any more).
    """
    screen = screen_at(meeting.id, slot) if slot in SLOTS else None
    if screen is None:
        refuse_removed()
    return screen


def refuse_removed() -> NoReturn:
    """Say that the wall is gone.

    Raises:
        Conflict: always.
    """
    raise Conflict(_("This wall has been removed. Choose another one."))


def _locked_wall(screen: WallScreen) -> tuple[Meeting, WallScreen] | None:
    """The meeting of a wall, locked, and the wall as it is under that lock; None if it has been removed."""
    identity = inspect(screen).identity  # not `screen.id`: a removed row cannot be asked for it
    there = db.session.get(WallScreen, identity, populate_existing=True)
    if there is None:
        return None
    meeting = locked(Meeting, there.meeting_id)
    there = db.session.get(WallScreen, identity, populate_existing=True)
    return (meeting, there) if there is not None else None


def _good_name(meeting: Meeting, name: str, *, but: int | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid(_("Give the wall a name."), field="name")
    refuse_personal_numbers({"name": name})
    query = select(WallScreen.name).where(WallScreen.meeting_id == meeting.id)
    others = db.session.scalars(query.where(WallScreen.id != but) if but is not None else query)
    if name.casefold() in {main_name().casefold(), *(each.casefold() for each in others)}:
        raise Invalid(_("Another wall has this name already."), field="name")
    return name
