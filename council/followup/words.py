"""How states, lanes and due days are told, in the reader's language."""

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from council.base import clock
from council.followup.models import Task
from council.followup.rules import UNFINISHED, Lane, TaskState, days_over
from council.issues.states import IssueState
from council.web.formats import due_words, light


class Due(NamedTuple):
    """The light beside a due day: `ok`, `soon` or `late`, and its words."""

    light: str
    words: str


def due_of(task: Task) -> Due | None:
    """How the task stands against its day; None once it is cancelled."""
    if task.state == TaskState.CANCELLED:
        return None
    if task.state in UNFINISHED or task.done_at is None:
        return Due(light(task.due_on), due_words(task.due_on))
    over = days_over(due_on=task.due_on, done_on=clock.local(task.done_at).date())
    if over:
        return Due("late", ngettext("Done %(num)s day late", "Done %(num)s days late", over))
    if task.issue is not None and task.issue.state == IssueState.SUPERVISED:
        return Due("late", _("Reported in time, not solved"))
    return Due("ok", _("Done in time"))


def state_word(state: str) -> str:
    """The state of one task: `In progress`."""
    words = {
        TaskState.OPEN: _("Not started"),
        TaskState.STARTED: _("In progress"),
        TaskState.DONE: _("To be checked"),
        TaskState.CONFIRMED: _("Confirmed"),
        TaskState.CANCELLED: _("Cancelled"),
    }
    return words[TaskState(state)]


def lane_word(lane: Lane) -> str:
    """The head of a lane."""
    words = {
        Lane.WAITING: _("To start"),
        Lane.DOING: _("In progress"),
        Lane.CHECKING: _("To be checked"),
        Lane.FINISHED: _("Finished"),
    }
    return words[lane]


def lane_hint(lane: Lane) -> str:
    """What belongs into a lane that is empty."""
    words = {
        Lane.WAITING: _("New tasks wait here until someone starts."),
        Lane.DOING: _("What someone is working on stands here."),
        Lane.CHECKING: _("Done tasks wait here for the resident's answer."),
        Lane.FINISHED: _("Confirmed and cancelled tasks are kept here."),
    }
    return words[lane]


def solved_word(solved: str) -> str:
    """The resident's answer."""
    words = {"yes": _("Resident: solved"), "partly": _("Resident: partly solved"), "no": _("Resident: not solved")}
    return words[solved]


def origin_url(task: Task) -> str:
    """The page of what the task came from; empty where there is none."""
    if task.origin_kind == "issue" and task.issue is not None:
        return f"/issues/{task.issue.number}"
    pages = {"resolution": "/resolutions/", "meeting": "/meetings/"}
    return f"{pages[task.origin_kind]}{task.origin_id}" if task.origin_kind in pages else ""


def where(task: Task) -> str:
    """Where the work is: the issue's spot in words, else its place, else the estate."""
    if task.issue is None:
        return task.place.name
    return task.issue.spot or task.issue.place.name
