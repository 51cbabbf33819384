"""How it reads in the journal. What somebody thinks is counted, not told."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


def _number(entry: JournalEntry) -> str:
    return str(entry.data.get("number", ""))


@reads_as("deliberation.reason.given")
def reason_given(entry: JournalEntry) -> str:
    """Somebody said why."""
    return _("Issue %(number)s: a neighbour gave a reason", number=_number(entry))


@reads_as("deliberation.reason.withdrawn")
def reason_withdrawn(entry: JournalEntry) -> str:
    """Somebody took it back."""
    return _("Issue %(number)s: a neighbour took a reason back", number=_number(entry))


@reads_as("deliberation.statement.proposed")
def statement_proposed(entry: JournalEntry) -> str:
    """A statement."""
    return _("Issue %(number)s: a statement was proposed", number=_number(entry))


@reads_as("deliberation.warm_up.closed")
def warm_up_closed(entry: JournalEntry) -> str:
    """No more answers."""
    return _("Issue %(number)s: the statements were closed", number=_number(entry))


@reads_as("deliberation.moderation.hidden")
def hidden(entry: JournalEntry) -> str:
    """Something was hidden."""
    return _("Issue %(number)s: words were hidden, with a reason", number=_number(entry))


@reads_as("deliberation.moderation.appealed")
def appealed(entry: JournalEntry) -> str:
    """The author appealed."""
    return _("Issue %(number)s: the author appeals", number=_number(entry))


@reads_as("deliberation.moderation.shown")
def shown(entry: JournalEntry) -> str:
    """The appeal was right."""
    return _("Issue %(number)s: the words are shown again", number=_number(entry))


@reads_as("deliberation.moderation.stays")
def stays(entry: JournalEntry) -> str:
    """The appeal was not right."""
    return _("Issue %(number)s: the words stay hidden", number=_number(entry))
