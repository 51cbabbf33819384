"""Teams in words, and how their acts read in the journal."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.residents.teams import TeamKind


def team_word(kind: str) -> str:
    """What kind of team it is."""
    return {
        TeamKind.VANGUARD: _("Vanguard service team"),
        TeamKind.GRID: _("Grid team"),
        TeamKind.PATROL: _("Patrol"),
    }[TeamKind(kind)]


def four_word(kind: str) -> str:
    """One of the four of “1+1+1+1”."""
    words = {"vanguard": _("vanguard team"), "grid": _("grid team"), "charter": _("charter"), "compact": _("compact")}
    return words[kind]


def _name(entry: JournalEntry) -> str:
    return str(entry.data.get("name", ""))


@reads_as("residents.team.formed")
def _formed(entry: JournalEntry) -> str:
    return _("The team %(name)s was formed", name=_name(entry))


@reads_as("residents.team.renamed")
def _renamed(entry: JournalEntry) -> str:
    return _("The team %(before)s is called %(name)s now", before=entry.data.get("before", ""), name=_name(entry))


@reads_as("residents.team.dissolved")
def _dissolved(entry: JournalEntry) -> str:
    return _("The team %(name)s was ended", name=_name(entry))


@reads_as("residents.team.led")
def _led(entry: JournalEntry) -> str:
    return _("The team %(name)s has a new leader", name=_name(entry))


@reads_as("residents.team_member.joined")
def _joined(entry: JournalEntry) -> str:
    return _("Somebody joined the team %(name)s", name=_name(entry))


@reads_as("residents.team_member.left")
def _left(entry: JournalEntry) -> str:
    return _("Somebody left the team %(name)s", name=_name(entry))
