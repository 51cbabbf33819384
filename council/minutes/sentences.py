"""How acts on minutes read."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


@reads_as("minutes.minutes.begun")
def begun(entry: JournalEntry) -> str:
    """Somebody began to write."""
    return _("The minutes were begun")


@reads_as("minutes.note.written")
def written(entry: JournalEntry) -> str:
    """A note was saved."""
    return _("A note was saved in the minutes")


@reads_as("minutes.minutes.approved")
def approved(entry: JournalEntry) -> str:
    """The document was frozen."""
    return _("The minutes were approved")


@reads_as("minutes.minutes.published")
def published(entry: JournalEntry) -> str:
    """Everyone can read them."""
    return _("The minutes were published")


@reads_as("minutes.correction.written")
def corrected(entry: JournalEntry) -> str:
    """A correction was added."""
    return _("Correction no. %(number)s was added to the minutes", number=entry.data["number"])
