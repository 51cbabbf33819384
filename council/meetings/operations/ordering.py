"""The order of a draft's agenda: up and down, in and out, or dragged. What follows what is in `outline.py`."""

from collections.abc import Sequence

from council.base.db import db, operation
from council.journal.operations import Ref
from council.meetings.models import AgendaItem, Meeting
from council.meetings.operations.common import items_of, locked_draft, note
from council.meetings.outline import Spot, freed, nested, placed, stepped


@operation
def move_item(*, item: AgendaItem, up: bool, actor_id: int, at: int | None = None) -> None:
    """Change places with the neighbour above or below, sub-items along; at the end of the list nothing happens.

    A sub-item moves among those of its own heading. `at` is the line it stood on (counted from 1) on the page that was
    tapped: if it stands elsewhere by now, as after a double tap, nothing happens either.

    Raises:
        Conflict: the agenda is locked.
    """
    meeting, before = _agenda(item)
    if at in (None, _line(before, item)):
        _reorder(meeting, item, before, stepped(before, item.id, up=up), actor_id)


@operation
def place_item(*, item: AgendaItem, to: int, at: int, actor_id: int) -> None:
    """Put an item on line `to` (from 1; past the end is the end), sub-items along; the others close up.

    `at` is where it stood on the page it was dragged on: if it stands elsewhere by now, nothing happens.

    Raises:
        Conflict: the agenda is locked.
    """
    meeting, before = _agenda(item)
    if at == _line(before, item):
        _reorder(meeting, item, before, placed(before, item.id, to), actor_id)


@operation
def nest_item(*, item: AgendaItem, inside: bool, actor_id: int, at: int | None = None) -> None:
    """Make an item the last sub-item of the item above, or one of its own again. What it is already it stays.

    The first item, and one that has sub-items itself, cannot go under another: nothing happens. Nor if it no longer
    stands on line `at`: another item is above it by now.

    Raises:
        Conflict: the agenda is locked.
    """
    meeting, before = _agenda(item)
    if at in (None, _line(before, item)):
        _reorder(meeting, item, before, (nested if inside else freed)(before, item.id), actor_id)


def _agenda(item: AgendaItem) -> tuple[Meeting, list[Spot]]:
    """The meeting, locked, and its agenda as it stands now."""
    meeting = locked_draft(item)
    return meeting, [Spot(each.id, each.parent_id) for each in items_of(meeting)]


def _line(order: Sequence[Spot], item: AgendaItem) -> int:
    return 1 + next(at for at, each in enumerate(order) if each.id == item.id)


def _reorder(meeting: Meeting, item: AgendaItem, before: Sequence[Spot], after: Sequence[Spot], actor_id: int) -> None:
    """Write down the new order, if it is one, and say what was done."""
    if list(before) == list(after):
        return
    rows = {each.id: each for each in meeting.items}
    for place, spot in zip(sorted(each.position for each in rows.values()), after, strict=True):
        rows[spot.id].position, rows[spot.id].parent_id = place, spot.parent
    was, now = _line(before, item), _line(after, item)
    action, data = "meetings.agenda.reordered", dict[str, object](up=now < was, to=now)
    if (under := item.parent_id) != before[was - 1].parent:
        action = "meetings.agenda.nested"
        data |= {"under": under, "heading": rows[under].title if under is not None else ""}
    note(meeting, action, actor_id, subject=Ref("agenda_item", item.id), data=data)
    db.session.expire(meeting, ["items"])
