"""How this room's acts read in the journal."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


def _name(entry: JournalEntry) -> str:
    return str(entry.data.get("name", ""))


@reads_as("organisation.place.added")
def _added(entry: JournalEntry) -> str:
    return _("%(name)s was added to the places", name=_name(entry))


@reads_as("organisation.place.filled")
def _filled(entry: JournalEntry) -> str:
    return _("Added to the places: %(names)s", names=_(", ").join(entry.data.get("names", [])))


@reads_as("organisation.place.amended")
def _amended(entry: JournalEntry) -> str:
    before = entry.data["before"]
    if before["name"] == entry.data["name"]:
        return _("%(name)s is number %(number)s now", name=_name(entry), number=entry.data["position"])
    return _("%(before)s is called %(name)s now", before=before["name"], name=_name(entry))


@reads_as("organisation.place.moved")
def _moved(entry: JournalEntry) -> str:
    return _("A place was moved, with all that lies in it")


@reads_as("organisation.place.ordered")
def _ordered(entry: JournalEntry) -> str:
    return _("The order of places was changed: %(names)s", names=_(", ").join(entry.data.get("names", [])))


@reads_as("organisation.place.split")
def _split(entry: JournalEntry) -> str:
    buildings = _(", ").join(entry.data.get("buildings", []))
    return _("%(name)s was split off, with %(buildings)s", name=_name(entry), buildings=buildings)


@reads_as("organisation.place.closed")
def _closed(entry: JournalEntry) -> str:
    return _("A place was closed: %(reason)s", reason=entry.data.get("reason", ""))


@reads_as("organisation.place.reopened")
def _reopened(entry: JournalEntry) -> str:
    return _("A place is in use again")


@reads_as("organisation.unit.added")
def _unit_added(entry: JournalEntry) -> str:
    return _("%(name)s is a partner unit now", name=_name(entry))


@reads_as("organisation.unit.changed")
def _unit_changed(entry: JournalEntry) -> str:
    return _("The details of %(name)s were changed", name=_name(entry))


@reads_as("organisation.unit.closed")
def _unit_closed(entry: JournalEntry) -> str:
    return _("%(name)s is no partner unit any more", name=_name(entry))


@reads_as("organisation.contact.added")
def _contact_added(entry: JournalEntry) -> str:
    return _("%(name)s is a contact person of a unit now", name=_name(entry))


@reads_as("organisation.contact.changed")
def _contact_changed(entry: JournalEntry) -> str:
    return _("The details of the contact person %(name)s were changed", name=_name(entry))


@reads_as("organisation.contact.ended")
def _contact_ended(entry: JournalEntry) -> str:
    return _("%(name)s is no contact person any more", name=_name(entry))


@reads_as("organisation.venue.added")
def _venue_added(entry: JournalEntry) -> str:
    return _("People can meet at %(name)s now", name=_name(entry))


@reads_as("organisation.venue.changed")
def _venue_changed(entry: JournalEntry) -> str:
    return _("The details of the venue %(name)s were changed", name=_name(entry))


@reads_as("organisation.venue.closed")
def _venue_closed(entry: JournalEntry) -> str:
    return _("The venue %(name)s is closed", name=_name(entry))


@reads_as("organisation.venue.reopened")
def _venue_reopened(entry: JournalEntry) -> str:
    return _("The venue %(name)s is open again", name=_name(entry))


@reads_as("organisation.hotlines.set")
def _hotlines(entry: JournalEntry) -> str:
    return _("The hotlines were set")


@reads_as("organisation.setting.set")
def _setting(entry: JournalEntry) -> str:
    if entry.data.get("after") is None:
        return _("A setting was taken back: %(setting)s", setting=entry.data["setting"])
    return _("A setting was changed: %(setting)s", setting=entry.data["setting"])
