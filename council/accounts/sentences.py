"""How this room's acts read in the journal."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


@reads_as("accounts.session.ended")
def _sessions_ended(entry: JournalEntry) -> str:
    return _("Signed out everywhere")


@reads_as("accounts.sign_in_link.issued")
def _link_issued(entry: JournalEntry) -> str:
    return _("A sign-in link was made for this account")


@reads_as("accounts.session.begun")
def _signed_in(entry: JournalEntry) -> str:
    return _("Signed in")
