"""How points of order and appeals read in a history: no names, and not the member's own words."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.meetings.order.rules import About
from council.meetings.order.words import ABOUT, appeal_words, stage_words


def _about(entry: JournalEntry) -> str:
    return str(ABOUT[About(entry.data["about"])])


@reads_as("meetings.point.raised")
def raised(entry: JournalEntry) -> str:
    """A member said that something is not in order."""
    return _("Point of order: %(about)s", about=_about(entry))


@reads_as("meetings.point.heard")
def heard(entry: JournalEntry) -> str:
    """It is heard; the clock stands."""
    return _("The point of order is heard: %(about)s", about=_about(entry))


@reads_as("meetings.point.put_off")
def put_off(entry: JournalEntry) -> str:
    """The chair lets a speech end first."""
    return _("The point of order is heard when the speech ends: %(about)s", about=_about(entry))


@reads_as("meetings.point.withdrawn")
def withdrawn(entry: JournalEntry) -> str:
    """Who raised it took it back."""
    return _("The point of order was withdrawn: %(about)s", about=_about(entry))


@reads_as("meetings.point.lapsed")
def lapsed(entry: JournalEntry) -> str:
    """Its item went off again."""
    return _("The point of order was not ruled on: %(about)s", about=_about(entry))


@reads_as("meetings.point.ruled")
def ruled(entry: JournalEntry) -> str:
    """The chair ruled."""
    return _("Point of order: %(about)s. %(ruling)s.", about=_about(entry), ruling=stage_words(entry.data["outcome"]))


@reads_as("meetings.point.appealed")
def appealed(entry: JournalEntry) -> str:
    """A member appealed against the ruling."""
    if entry.data["seconded"]:
        return _("An appeal against the ruling was moved and seconded")
    return _("An appeal against the ruling was moved")


@reads_as("meetings.point.appeal_seconded")
def appeal_seconded(entry: JournalEntry) -> str:
    """It got its second."""
    return _("The appeal was seconded")


@reads_as("meetings.point.appeal_settled")
def appeal_settled(entry: JournalEntry) -> str:
    """The hands were counted, or the appeal fell."""
    return appeal_words(entry.data["outcome"], entry.data.get("for"), entry.data.get("against"))
