"""What lower rooms offer to higher ones: a place to hear that a task changed, inside its transaction.

A meeting's wall shows the tasks it gave out, and a task knows no meeting, so the meetings' room registers here.
"""

from collections.abc import Callable

from council.followup.models import Task

Listener = Callable[[Task], None]

_listeners: list[Listener] = []


def when_changed(listener: Listener) -> Listener:
    """Call `listener` in the transaction of every operation that adds or moves a task."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def changed(task: Task) -> None:
    """Tell the listeners."""
    for listener in _listeners:
        listener(task)
