"""How questions, and the form of a meeting, read in a history."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.meetings.motions.words import formality_words, outcome_words, question_name


@reads_as("meetings.formality.chosen")
def formality_chosen(entry: JournalEntry) -> str:
    """How formally the meeting is held was chosen."""
    return _("Form of the meeting: %(form)s", form=formality_words(entry.data["formality"]))


def _question(entry: JournalEntry) -> str:
    return question_name(entry.data["kind"], entry.data["number"])


@reads_as("meetings.question.moved")
def question_moved(entry: JournalEntry) -> str:
    """Something was moved."""
    if entry.data["seconded"]:
        return _("Moved and seconded: %(question)s", question=_question(entry))
    return _("Moved: %(question)s", question=_question(entry))


@reads_as("meetings.question.seconded")
def question_seconded(entry: JournalEntry) -> str:
    """It got its second."""
    return _("Seconded: %(question)s", question=_question(entry))


@reads_as("meetings.question.settled")
def question_settled(entry: JournalEntry) -> str:
    """It was decided, or ended undecided."""
    return _("%(question)s: %(outcome)s", question=_question(entry), outcome=outcome_words(entry.data["outcome"]))


@reads_as("meetings.question.amended")
def question_amended(entry: JournalEntry) -> str:
    """A text was replaced by a carried amendment."""
    return _("The text was changed by: %(question)s", question=_question(entry))


@reads_as("meetings.question.resumed")
def question_resumed(entry: JournalEntry) -> str:
    """It is before the meeting again."""
    return _("Before the meeting again: %(question)s", question=_question(entry))


@reads_as("meetings.recess.ended")
def recess_ended(entry: JournalEntry) -> str:
    """The meeting went on after its break."""
    return _("The break was over")
