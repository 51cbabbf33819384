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


@reads_as("residents.session.ended")
def _sessions_ended(entry: JournalEntry) -> str:
    return _("Signed out everywhere")


@reads_as("residents.sign_in_link.issued")
def _link_issued(entry: JournalEntry) -> str:
    return _("A sign-in link was made for this account")


@reads_as("residents.person.signed_in")
def _signed_in(entry: JournalEntry) -> str:
    return _("Signed in with a link")
