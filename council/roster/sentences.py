"""How this room's acts read in the journal."""

from flask_babel import gettext as _
from flask_babel import ngettext

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


@reads_as("roster.import.uploaded")
def _uploaded(entry: JournalEntry) -> str:
    return _("Uploaded a roster file")


@reads_as("roster.import.confirmed")
def _confirmed(entry: JournalEntry) -> str:
    return _("Confirmed the preview of a roster file")


@reads_as("roster.import.cancelled")
def _cancelled(entry: JournalEntry) -> str:
    return _("Cancelled the import of a roster file")


@reads_as("roster.import.refused")
def _refused(entry: JournalEntry) -> str:
    return _("A roster file could not be read")


@reads_as("roster.import.failed")
def _failed(entry: JournalEntry) -> str:
    return _("The import of a roster file broke down")


@reads_as("roster.import.written")
def _written(entry: JournalEntry) -> str:
    return _("Imported a roster: %(new)s new, %(changed)s changed", **_figures(entry))


def _figures(entry: JournalEntry) -> dict[str, int]:
    return {name: entry.data.get(name, 0) for name in ("new", "changed")}


@reads_as("roster.export.made")
def _exported(entry: JournalEntry) -> str:
    count = entry.data.get("people", 0)
    return ngettext("Took the record of one person out as a file", "Took %(num)d people out as a file", count)


@reads_as("roster.lot.entered")
def _lot_entered(entry: JournalEntry) -> str:
    return _("Entered a lot and its floor area")


@reads_as("roster.lot.measured")
def _lot_measured(entry: JournalEntry) -> str:
    return _("Changed a floor area")


@reads_as("roster.ownership.begun")
def _owner_added(entry: JournalEntry) -> str:
    return _("Entered as an owner")


@reads_as("roster.ownership.ended")
def _owner_ended(entry: JournalEntry) -> str:
    return _("Owner no more")


@reads_as("roster.voter.named")
def _voter_named(entry: JournalEntry) -> str:
    return _("Named to vote for the owners of a lot")


@reads_as("roster.person.merged")
def _merged(entry: JournalEntry) -> str:
    return _("Two records of one person were merged")


@reads_as("roster.merge.undone")
def _undone(entry: JournalEntry) -> str:
    return _("A merge of two records was undone")
