"""Where a task can stand, where it can go from there, and which lane of the board that is. Pure."""

from datetime import date
from enum import StrEnum


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


#: From each state to where. `done` goes back to `started` when the resident says “no”.
MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.STARTED, TaskState.CANCELLED}),
    TaskState.STARTED: frozenset({TaskState.DONE, TaskState.CANCELLED}),
    TaskState.DONE: frozenset({TaskState.CONFIRMED, TaskState.STARTED}),
    TaskState.CONFIRMED: frozenset(),
    TaskState.CANCELLED: frozenset(),
}

#: States in which somebody still has to do something by the due day.
UNFINISHED = frozenset({TaskState.OPEN, TaskState.STARTED})


class Lane(StrEnum):
    """The four lanes of the board: 待认领, 进行中, 待验收, 已完成."""

    WAITING = "waiting"
    DOING = "doing"
    CHECKING = "checking"
    FINISHED = "finished"


LANES: dict[Lane, frozenset[TaskState]] = {
    Lane.WAITING: frozenset({TaskState.OPEN}),
    Lane.DOING: frozenset({TaskState.STARTED}),
    Lane.CHECKING: frozenset({TaskState.DONE}),
    Lane.FINISHED: frozenset({TaskState.CONFIRMED, TaskState.CANCELLED}),
}


def may_move(now: str, to: TaskState) -> bool:
    """Whether a task in state `now` can go to `to`."""
    return to in MOVES[TaskState(now)]


def is_late(*, state: str, due_on: date, today: date) -> bool:
    """Whether it should have been done by now and is not."""
    return state in UNFINISHED and due_on < today


def all_done(states: list[str]) -> bool:
    """Whether nothing is left to do: at least one task was done, and none is still open."""
    left = [state for state in states if state != TaskState.CANCELLED]
    return bool(left) and not UNFINISHED.intersection(left)


def all_cancelled(states: list[str]) -> bool:
    """Whether nothing was done and nothing is left to do."""
    return all(state == TaskState.CANCELLED for state in states)


def days_over(*, due_on: date, done_on: date) -> int:
    """How many days after its day it was done; 0 when in time."""
    return max(0, (done_on - due_on).days)
