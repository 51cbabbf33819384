"""What higher rooms add to the acts of this one, in the same transaction; they fill the lists when imported."""

from collections.abc import Callable

from council.issues.models import Issue

#: Called when a resident's “no” has opened an issue again: followup reopens its tasks.
on_reopened: list[Callable[[Issue], None]] = []
#: Called when an issue is settled, by the resident's “yes” or by closing: followup confirms its tasks.
on_confirmed: list[Callable[[Issue], None]] = []


def reopened(issue: Issue) -> None:
    """Tell everyone who wants to know that `issue` was opened again."""
    for call in on_reopened:
        call(issue)


def confirmed(issue: Issue) -> None:
    """Tell everyone who wants to know that `issue` is settled."""
    for call in on_confirmed:
        call(issue)
