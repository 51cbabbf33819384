"""How states and lanes are called, in the reader's language."""

from flask_babel import gettext as _

from council.followup.rules import Lane, TaskState


def state_word(state: str) -> str:
    """The state of one task: `In progress`."""
    words = {
        TaskState.OPEN: _("Not started"),
        TaskState.STARTED: _("In progress"),
        TaskState.DONE: _("Waiting for the answer"),
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
        Lane.WAITING: _("Tasks that a meeting gives out wait here until someone starts."),
        Lane.DOING: _("Tasks that someone is working on stand here."),
        Lane.CHECKING: _("Done tasks wait here for the resident's answer."),
        Lane.FINISHED: _("Tasks that are confirmed or cancelled are kept here."),
    }
    return words[lane]
