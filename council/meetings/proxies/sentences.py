"""How naming somebody who stands in reads in a history. Who it was, the entry's references say."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


@reads_as("meetings.proxy.lodged")
def lodged(entry: JournalEntry) -> str:
    """Somebody cannot come, and said who stands in."""
    if entry.data.get("on_paper"):
        return _("A signed proxy was handed in at the desk")
    return _("A member named somebody who stands in for them")


@reads_as("meetings.proxy.taken_back")
def taken_back(entry: JournalEntry) -> str:
    """They did not want it after all, or the desk put right what it wrote down."""
    return _("A proxy for the meeting was taken back")


@reads_as("meetings.proxy.ended")
def ended(entry: JournalEntry) -> str:
    """The giver came after all."""
    return _("A member came after all; the proxy ended")
