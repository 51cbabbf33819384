"""How acts on tasks read."""

from datetime import date

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.web.formats import day


@reads_as("followup.task.added")
def added(entry: JournalEntry) -> str:
    """A task was given out."""
    due = day(date.fromisoformat(entry.data["due_on"]))
    return _("Task: %(title)s, due %(day)s", title=entry.data["title"], day=due)


@reads_as("followup.task.started")
def started(entry: JournalEntry) -> str:
    """Work began."""
    return _("Work has begun: %(title)s", title=entry.data["title"])


@reads_as("followup.task.done")
def done(entry: JournalEntry) -> str:
    """Work was reported done."""
    return _("Reported done: %(title)s", title=entry.data["title"])


@reads_as("followup.task.confirmed")
def confirmed(entry: JournalEntry) -> str:
    """It is settled."""
    return _("Confirmed: %(title)s", title=entry.data["title"])


@reads_as("followup.task.reopened")
def reopened(entry: JournalEntry) -> str:
    """The resident said no."""
    return _("Back to work: %(title)s", title=entry.data["title"])


@reads_as("followup.task.cancelled")
def cancelled(entry: JournalEntry) -> str:
    """It was taken off the board."""
    return _("Task cancelled: %(title)s", title=entry.data["title"])
