"""What higher rooms add to the acts of this one, in the same transaction; they fill the lists when imported."""

from collections.abc import Callable

from council.issues.models import Issue

#: Called when a resident's “no” has opened an issue again: followup reopens its tasks and says whether there were any.
on_reopened: list[Callable[[Issue], bool]] = []
#: Called when an issue is settled, by the resident's “yes” or by closing: followup confirms its tasks.
on_confirmed: list[Callable[[Issue], None]] = []


def reopened(issue: Issue) -> bool:
    """Tell everyone who wants to know that `issue` was opened again. Whether anybody has work from it now."""
    answers = [call(issue) for call in on_reopened]  # each is told, whatever the others say
    return any(answers)


def confirmed(issue: Issue) -> None:
    """Tell everyone who wants to know that `issue` is settled."""
    for call in on_confirmed:
        call(issue)


#: Whether a higher room has work going on from an issue: followup's open tasks.
working: list[Callable[[Issue], bool]] = []


def has_work(issue: Issue) -> bool:
    """Whether anybody has a task from `issue` that is not finished."""
    return any(call(issue) for call in working)
