"""What comes next on a wall: views that the chair has lined up. Showing one is journalled, lining up is not."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from council.base.db import db, operation
from council.base.errors import Conflict
from council.base.once import answered, keep, own_key
from council.meetings.chairing.rules import MAIN
from council.meetings.models import Meeting, WallView
from council.meetings.operations.common import locked_meeting, wake
from council.meetings.walls.models import NextView
from council.meetings.walls.operations import show_view, wall_at

#: So many views may wait for one wall: more is no plan any more.
MOST_LINES = 10


@operation
def line_up(*, meeting: Meeting, slot: str, view: WallView, actor_id: int, key: str | None = None) -> NextView:
    """Put a view behind those that wait for a wall.

    Raises:
        Conflict: there is no such wall, enough views wait, or the form was sent before and its line is gone.
    """
    key = own_key("meetings.line", actor_id, key)
    if (seen := answered(key, NextView)) is not None:
        return seen
    meeting = locked_meeting(meeting)
    if slot != MAIN:
        wall_at(meeting, slot)
    waiting = lines_of(meeting.id, slot)
    if len(waiting) >= MOST_LINES:
        raise Conflict(_("%(most)s views are lined up already. Show or remove one first.", most=MOST_LINES))
    line = NextView(meeting_id=meeting.id, slot=slot, view=view, position=waiting[-1].position + 1 if waiting else 1)
    db.session.add(line)
    wake(meeting)
    keep(key, line.id)
    return line


@operation
def move_line(*, meeting: Meeting, line_id: int, at: int, up: bool) -> None:
    """Move the line that stands at `at` (from 1) by one. One that stands elsewhere by now stays where it is."""
    meeting = locked_meeting(meeting)
    line = _line(meeting, line_id)
    if line is None:
        return
    waiting = list(lines_of(meeting.id, line.slot))
    here = waiting.index(line)
    there = here + (-1 if up else 1)
    if here != at - 1 or not 0 <= there < len(waiting):
        return
    line.position, waiting[there].position = waiting[there].position, line.position
    wake(meeting)


@operation
def drop_line(*, meeting: Meeting, line_id: int) -> None:
    """Take a view out of the line. One that is gone stays gone."""
    meeting = locked_meeting(meeting)
    line = _line(meeting, line_id)
    if line is not None:
        db.session.delete(line)
        wake(meeting)


@operation
def show_next(*, meeting: Meeting, line_id: int, actor_id: int) -> None:
    """Show a view that waits, and take it out of the line. A second press finds it gone and shows nothing else."""
    meeting = locked_meeting(meeting)
    line = _line(meeting, line_id)
    if line is None:
        return
    slot, view = line.slot, WallView(line.view)
    db.session.delete(line)
    wake(meeting)
    show_view(meeting=meeting, slot=slot, view=view, actor_id=actor_id)


def lines_of(meeting_id: int, slot: str) -> Sequence[NextView]:
    """What waits for a wall, the next one first."""
    query = select(NextView).where(NextView.meeting_id == meeting_id, NextView.slot == slot)
    return db.session.scalars(query.order_by(NextView.position, NextView.id)).all()


def _line(meeting: Meeting, line_id: int) -> NextView | None:
    line = db.session.get(NextView, line_id, populate_existing=True)
    return line if line is not None and line.meeting_id == meeting.id else None
