"""How changes of the calendar read in the journal."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


@reads_as("calendar.day.set")
def day_set(entry: JournalEntry) -> str:
    """A day is worked, or free."""
    day, name = entry.data.get("day", ""), entry.data.get("name", "")
    if entry.data.get("worked"):
        return _("%(day)s is a working day (%(name)s)", day=day, name=name)
    return _("%(day)s is a day off (%(name)s)", day=day, name=name)


@reads_as("calendar.day.removed")
def day_removed(entry: JournalEntry) -> str:
    """Back to the published calendar."""
    return _("%(day)s follows the published calendar again", day=entry.data.get("day", ""))
