"""How the acts of the floor read in a history."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.meetings.floor.words import reminder_words, span_words, stance_words


@reads_as("meetings.floor.raised")
def hand_raised(entry: JournalEntry) -> str:
    """Somebody asked to speak."""
    return _("A hand was raised: %(stance)s", stance=stance_words(entry.data["stance"]))


@reads_as("meetings.floor.taken_down")
def hand_taken_down(entry: JournalEntry) -> str:
    """A hand went down."""
    return _("A hand was taken down")


@reads_as("meetings.floor.given")
def floor_given(entry: JournalEntry) -> str:
    """Somebody got the floor."""
    return _("The floor was given: %(stance)s", stance=stance_words(entry.data["stance"]))


@reads_as("meetings.floor.ended")
def speech_ended(entry: JournalEntry) -> str:
    """A speech ended."""
    return _("A speech ended after %(time)s", time=span_words(entry.data["seconds"]))


@reads_as("meetings.floor.paused")
def speech_paused(entry: JournalEntry) -> str:
    """The clock was stopped."""
    return _("The speaker's clock was stopped")


@reads_as("meetings.floor.resumed")
def speech_resumed(entry: JournalEntry) -> str:
    """The clock ran on."""
    return _("The speaker's clock ran on")


@reads_as("meetings.floor.timed")
def speech_timed(entry: JournalEntry) -> str:
    """The time was changed."""
    return _("The speaker's time was changed by %(seconds)s s", seconds=entry.data["seconds"])


@reads_as("meetings.floor.reminded")
def speaker_reminded(entry: JournalEntry) -> str:
    """The chair called to order."""
    return _("The chair said: %(words)s", words=reminder_words(entry.data["of"]))
