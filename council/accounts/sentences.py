"""How this room's acts read in the journal."""

from flask_babel import gettext as _
from flask_babel import ngettext

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


@reads_as("accounts.slips.made")
def _slips_made(entry: JournalEntry) -> str:
    return ngettext("One sign-in slip was made", "%(num)d sign-in slips were made", int(entry.data.get("count", 0)))


@reads_as("accounts.slips.printed")
def _slips_printed(entry: JournalEntry) -> str:
    return _("Sign-in slips were printed")


@reads_as("accounts.spoken_code.issued")
def _code_issued(entry: JournalEntry) -> str:
    return _("A sign-in code was read out")


@reads_as("accounts.session.closed")
def _session_closed(entry: JournalEntry) -> str:
    return _("Signed out on another phone")
