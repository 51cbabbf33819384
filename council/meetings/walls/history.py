"""The pictures shown last, read from the journal."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from council.base.db import db
from council.journal.models import JournalEntry, JournalRef
from council.meetings.chairing.rules import MAIN
from council.meetings.models import WallView

#: How many pictures are told.
TOLD = 10
CHANGED = "meetings.wall.changed"
REMOVED = "meetings.wall.removed"
#: What the journal calls a wall beside the hall's own.
WALL = "meeting_wall"
#: Acts after which the hall's wall follows the meeting, and what it shows then.
FOLLOWS = {
    "meetings.item.opened": WallView.ITEM,
    "meetings.vote.opened": WallView.VOTE,
    "meetings.vote.published": WallView.RESULT,
}


class Shown(NamedTuple):
    """A picture, since when, on which wall; `wall` is the name it had, empty for the hall's own."""

    at: datetime
    view: WallView
    slot: str
    wall: str


def pictures_shown(meeting_id: int) -> list[Shown]:
    """The last pictures of a meeting's walls, the newest first."""
    query = (
        select(JournalEntry.at, JournalEntry.action, JournalEntry.data)
        .join(JournalRef, JournalRef.entry_id == JournalEntry.id)
        .where(JournalRef.kind == "meeting", JournalRef.thing_id == meeting_id)
        .where(JournalEntry.action.in_([CHANGED, *FOLLOWS]))
        .order_by(JournalEntry.id.desc())
        .limit(TOLD)
    )
    return [_shown(*row) for row in db.session.execute(query)]


def picture_before(shown: Sequence[Shown], slot: str, view: str) -> WallView | None:
    """What a wall showed before what it shows now, `view` being what was chosen for it; None if nothing else."""
    own = [each.view for each in shown if each.slot == slot]
    return next((each for each in own if each not in (own[0], view)), None)


def meeting_of_removed(wall_id: int) -> int | None:
    """The meeting that had this wall; None if none of that number was removed."""
    query = (
        select(JournalEntry.subject_id)
        .join(JournalRef, JournalRef.entry_id == JournalEntry.id)
        .where(JournalRef.kind == WALL, JournalRef.thing_id == wall_id, JournalEntry.action == REMOVED)
    )
    return db.session.scalar(query)


def _shown(at: datetime, action: str, data: dict[str, str]) -> Shown:
    if action != CHANGED:
        return Shown(at, FOLLOWS[action], MAIN, "")
    return Shown(at, WallView(data["view"]), data.get("slot", MAIN), data.get("wall", ""))
