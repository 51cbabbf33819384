"""How the acts of the walls read in a history."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.meetings.models import WallView
from council.meetings.words import wall_words


@reads_as("meetings.hall.measured")
def hall_measured(entry: JournalEntry) -> str:
    """How big the hall is."""
    depth, picture = (f"{entry.data[name] / 100:g}" for name in ("depth", "picture"))
    return _("The hall: %(depth)s m deep, the picture %(picture)s m wide", depth=depth, picture=picture)


@reads_as("meetings.wall.added")
def wall_added(entry: JournalEntry) -> str:
    """One more wall."""
    return _("A wall was added: %(wall)s", wall=entry.data["wall"])


@reads_as("meetings.wall.renamed")
def wall_renamed(entry: JournalEntry) -> str:
    """It is called otherwise."""
    return _("The wall “%(before)s” is now called “%(wall)s”", before=entry.data["before"], wall=entry.data["wall"])


@reads_as("meetings.wall.removed")
def wall_removed(entry: JournalEntry) -> str:
    """It is gone."""
    return _("A wall was removed: %(wall)s", wall=entry.data["wall"])


@reads_as("meetings.wall.changed")
def wall_changed(entry: JournalEntry) -> str:
    """A wall shows something else."""
    if name := entry.data.get("wall"):
        return _("The wall “%(wall)s” shows: %(view)s", wall=name, view=wall_words(WallView(entry.data["view"])))
    return _("The wall shows: %(view)s", view=wall_words(WallView(entry.data["view"])))
