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


@reads_as("accounts.credential.set")
def _password_set(entry: JournalEntry) -> str:
    return _("A password was set")


@reads_as("accounts.credential.reset")
def _credential_reset(entry: JournalEntry) -> str:
    return _("Password and second step were reset")


@reads_as("accounts.credential.removed")
def _password_removed(entry: JournalEntry) -> str:
    return _("The password was removed")


@reads_as("accounts.second_factor.confirmed")
def _second_confirmed(entry: JournalEntry) -> str:
    return _("The second step at sign-in was set up")


@reads_as("accounts.second_factor.removed")
def _second_removed(entry: JournalEntry) -> str:
    return _("The second step at sign-in was removed")


@reads_as("accounts.recovery_codes.made")
def _codes_made(entry: JournalEntry) -> str:
    return _("New recovery codes were made")


@reads_as("accounts.recovery_code.used")
def _code_used(entry: JournalEntry) -> str:
    return _("A recovery code was used")


@reads_as("accounts.identity.linked")
def _identity_linked(entry: JournalEntry) -> str:
    return _("An account at the street's sign-in was linked")


@reads_as("accounts.identity.unlinked")
def _identity_unlinked(entry: JournalEntry) -> str:
    return _("An account at the street's sign-in was unlinked")


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
