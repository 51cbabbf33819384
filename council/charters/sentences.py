"""How the acts on charters, compacts and procedures read."""

from flask_babel import gettext as _

from council.charters.words import body_word, kind_word
from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


def _which(entry: JournalEntry) -> dict[str, object]:
    return {"document": kind_word(str(entry.data.get("kind"))), "number": entry.data.get("number")}


@reads_as("charters.version.begun")
def begun(entry: JournalEntry) -> str:
    """A draft was begun."""
    return _("%(document)s, version %(number)s: a draft was begun", **_which(entry))


@reads_as("charters.version.written")
def written(entry: JournalEntry) -> str:
    """The draft was saved."""
    return _("%(document)s, version %(number)s: the draft was changed", **_which(entry))


@reads_as("charters.version.consulted")
def consulted(entry: JournalEntry) -> str:
    """Residents are asked."""
    return _("%(document)s, version %(number)s: residents are asked about it", **_which(entry))


@reads_as("charters.version.withdrawn")
def withdrawn(entry: JournalEntry) -> str:
    """A draft was put away."""
    return _("%(document)s, version %(number)s was withdrawn", **_which(entry))


@reads_as("charters.version.adopted")
def adopted(entry: JournalEntry) -> str:
    """It was adopted."""
    return _("%(document)s, version %(number)s was adopted", **_which(entry))


@reads_as("charters.version.filed")
def filed(entry: JournalEntry) -> str:
    """The street has it."""
    return _("%(document)s, version %(number)s was filed with the street", **_which(entry))


@reads_as("charters.version.in_force")
def in_force(entry: JournalEntry) -> str:
    """It holds from a day on."""
    return _(
        "%(document)s, version %(number)s comes into force on %(day)s", day=entry.data.get("since"), **_which(entry)
    )


@reads_as("charters.version.entered")
def entered(entry: JournalEntry) -> str:
    """A paper that held already."""
    return _("%(document)s, version %(number)s was entered from the paper in force", **_which(entry))


@reads_as("charters.remark.left")
def remark_left(entry: JournalEntry) -> str:
    """A resident said something."""
    return _("%(document)s, version %(number)s: a resident left a remark", **_which(entry))


@reads_as("charters.reading.ticked")
def ticked(entry: JournalEntry) -> str:
    """A resident has read it."""
    return _("%(document)s, version %(number)s: a resident has read it", **_which(entry))


@reads_as("charters.procedure.chosen")
def chosen(entry: JournalEntry) -> str:
    """A place chose a procedure."""
    body, day = body_word(str(entry.data.get("body"))), entry.data.get("valid_from")
    return _(
        "%(body)s: version %(number)s of the procedure holds from %(day)s",
        body=body,
        number=entry.data.get("number"),
        day=day,
    )
