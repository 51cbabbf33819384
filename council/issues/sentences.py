"""How the acts on issues read, in feeds and on the audit page. The timeline of one issue has shorter words."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


def _number(entry: JournalEntry) -> str:
    return str(entry.data.get("number", ""))


@reads_as("issues.issue.raised")
def raised(entry: JournalEntry) -> str:
    """A resident raised it."""
    return _("Issue %(number)s was raised", number=_number(entry))


@reads_as("issues.issue.acknowledged")
def acknowledged(entry: JournalEntry) -> str:
    """An officer accepted it."""
    return _("Issue %(number)s was accepted", number=_number(entry))


@reads_as("issues.issue.rejected")
def rejected(entry: JournalEntry) -> str:
    """An officer declined it."""
    return _("Issue %(number)s was declined, with a reason", number=_number(entry))


@reads_as("issues.issue.put_on_agenda")
def put_on_agenda(entry: JournalEntry) -> str:
    """A meeting takes it up."""
    return _("Issue %(number)s was put on the agenda", number=_number(entry))


@reads_as("issues.issue.taken_off_agenda")
def taken_off_agenda(entry: JournalEntry) -> str:
    """The meeting does not take it up."""
    return _("Issue %(number)s was taken off the agenda", number=_number(entry))


@reads_as("issues.issue.put_off")
def put_off(entry: JournalEntry) -> str:
    """The meeting did not settle it."""
    return _("Issue %(number)s was put off by the meeting and waits for an answer", number=_number(entry))


@reads_as("issues.issue.discussed")
def discussed(entry: JournalEntry) -> str:
    """The meeting talked about it and gave nobody a task."""
    return _("Issue %(number)s was discussed by the meeting and waits for an answer", number=_number(entry))


@reads_as("issues.issue.handed_back")
def handed_back(entry: JournalEntry) -> str:
    """The supervisor wants it done."""
    return _("Issue %(number)s was handed back by the supervisor, with a reason", number=_number(entry))


@reads_as("issues.issue.assigned")
def assigned(entry: JournalEntry) -> str:
    """Somebody has a task from it."""
    return _("Issue %(number)s was given to someone to do", number=_number(entry))


@reads_as("issues.issue.unassigned")
def unassigned(entry: JournalEntry) -> str:
    """Its tasks were cancelled."""
    return _("Issue %(number)s has no task any more and waits for an answer", number=_number(entry))


@reads_as("issues.issue.resolved")
def resolved(entry: JournalEntry) -> str:
    """What was to be done is done."""
    return _("Issue %(number)s is done; the resident is asked", number=_number(entry))


@reads_as("issues.issue.closed")
def closed(entry: JournalEntry) -> str:
    """Closed without the reporter's answer."""
    return _("Issue %(number)s was closed", number=_number(entry))


@reads_as("issues.support.given")
def support_given(entry: JournalEntry) -> str:
    """A neighbour has it too."""
    return _("A neighbour has issue %(number)s too", number=_number(entry))


@reads_as("issues.support.withdrawn")
def support_withdrawn(entry: JournalEntry) -> str:
    """A neighbour took it back."""
    return _("A neighbour no longer has issue %(number)s", number=_number(entry))


@reads_as("issues.feedback.confirmed")
def feedback_confirmed(entry: JournalEntry) -> str:
    """Solved, or solved in part."""
    if entry.data.get("solved") == "partly":
        return _("Issue %(number)s: the resident says partly solved", number=_number(entry))
    return _("Issue %(number)s: the resident says solved", number=_number(entry))


@reads_as("issues.feedback.reopened")
def feedback_reopened(entry: JournalEntry) -> str:
    """The first “no”."""
    return _("Issue %(number)s: not solved, it is open again", number=_number(entry))


@reads_as("issues.feedback.supervised")
def feedback_supervised(entry: JournalEntry) -> str:
    """The second “no”."""
    return _("Issue %(number)s: still not solved, the supervisor takes it", number=_number(entry))
