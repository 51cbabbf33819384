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


@reads_as("residents.appointment.replaced")
def _replaced(entry: JournalEntry) -> str:
    return _("Followed somebody in an office")


@reads_as("residents.appointment.ended")
def _office_ended(entry: JournalEntry) -> str:
    return _("A term in an office was ended")


@reads_as("residents.person.changed")
def _changed(entry: JournalEntry) -> str:
    return _("The record was corrected")


@reads_as("residents.person.moved")
def _moved(entry: JournalEntry) -> str:
    return _("Moved to another door")


@reads_as("residents.person.left")
def _left(entry: JournalEntry) -> str:
    return _("Moved away; off the lists")


@reads_as("residents.person.returned")
def _returned(entry: JournalEntry) -> str:
    return _("On the lists again")


@reads_as("residents.person.phone_shown")
def _phone_shown(entry: JournalEntry) -> str:
    return _("The whole phone number was looked at")


@reads_as("residents.person.portrait_set")
def _portrait_set(entry: JournalEntry) -> str:
    return _("A portrait was set")


@reads_as("residents.person.portrait_removed")
def _portrait_removed(entry: JournalEntry) -> str:
    return _("The portrait was taken away")
