"""How this room's acts read in the journal. Never whose data it was: the entry's subject says so to those who may."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


@reads_as("privacy.notice.read")
def _read(entry: JournalEntry) -> str:
    return _("Read the privacy notice, version %(version)s", version=entry.data.get("version", ""))


@reads_as("privacy.consent.given")
def _given(entry: JournalEntry) -> str:
    if entry.data.get("how") == "desk":
        return _("A consent given on paper was written down")
    return _("Gave a consent")


@reads_as("privacy.consent.withdrawn")
def _withdrawn(entry: JournalEntry) -> str:
    return _("Took a consent back")


@reads_as("privacy.deletion.requested")
def _requested(entry: JournalEntry) -> str:
    return _("Asked that their data be deleted")


@reads_as("privacy.deletion.withdrawn")
def _request_withdrawn(entry: JournalEntry) -> str:
    return _("Took the request for deletion back")


@reads_as("privacy.deletion.refused")
def _refused(entry: JournalEntry) -> str:
    return _("The request for deletion was refused, with a reason")


@reads_as("privacy.deletion.done")
def _done(entry: JournalEntry) -> str:
    return _("A person's data was deleted at their own request")


@reads_as("privacy.retention.set")
def _set(entry: JournalEntry) -> str:
    return _("How long data is kept was changed")


@reads_as("privacy.retention.swept")
def _swept(entry: JournalEntry) -> str:
    return _("Data over its time was removed: %(count)s", count=entry.data.get("count", 0))


@reads_as("privacy.operator.named")
def _named(entry: JournalEntry) -> str:
    return _("It was said who answers for the data")
