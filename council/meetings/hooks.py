"""What rooms above may say against an act of a meeting. They add a call when they are loaded; meetings know no minutes.

A meeting's minutes freeze what was decided and hold words on its items, so the minutes' room registers here.
"""

from collections.abc import Callable

from council.meetings.models import AgendaItem, Meeting

#: Each is called before something is decided, under the meeting's lock; it raises `Conflict` to refuse.
before_deciding: list[Callable[[Meeting], None]] = []
#: Each is called before an item is removed, under the meeting's lock; it raises `Conflict` to refuse.
before_removing: list[Callable[[AgendaItem], None]] = []


def ask_before_deciding(meeting: Meeting) -> None:
    """Ask all who registered. Raises `Conflict` with the reason in words if one of them refuses."""
    for objection in before_deciding:
        objection(meeting)


def ask_before_removing(item: AgendaItem) -> None:
    """Ask all who registered. Raises `Conflict` with the reason in words if one of them refuses."""
    for objection in before_removing:
        objection(item)
