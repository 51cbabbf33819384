"""How this room's acts read in the journal."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


@reads_as("residents.appointment.made")
def _appointed(entry: JournalEntry) -> str:
    return _("Took up an office")


@reads_as("residents.person.enrolled")
def _enrolled(entry: JournalEntry) -> str:
    return _("Put on the roster")
