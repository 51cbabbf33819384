"""How the acts of this room read in a history."""

from flask import g
from flask_babel import gettext as _
from flask_babel import ngettext

from council.base.db import db
from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.meetings.floor import sentences as _floor  # noqa: F401  registered by being read
from council.meetings.kinds import kind_and_number
from council.meetings.motions import sentences as _motions  # noqa: F401  registered by being read
from council.meetings.order import sentences as _order  # noqa: F401  registered by being read
from council.meetings.proxies import sentences as _proxies  # noqa: F401  registered by being read
from council.meetings.series.words import rhythm_words
from council.meetings.walls import sentences as _walls  # noqa: F401  registered by being read
from council.meetings.words import force_word, label_of
from council.organisation.models import Place
from council.residents.models import Person


@reads_as("meetings.meeting.planned")
def planned(entry: JournalEntry) -> str:
    """A draft was begun."""
    name = kind_and_number(entry.data["kind"], entry.data["number"])
    return _("%(meeting)s was planned", meeting=name)


@reads_as("meetings.meeting.changed")
def changed(entry: JournalEntry) -> str:
    """Place or time was changed."""
    return _("Place, time or notice of the meeting was changed")


@reads_as("meetings.meeting.convened")
def convened(entry: JournalEntry) -> str:
    """It was called."""
    members = entry.data.get("members", 0)
    if not members:
        return _("The meeting was convened")
    return ngettext(
        "The meeting was convened: 1 member called", "The meeting was convened: %(num)d members called", members
    )


@reads_as("meetings.meeting.cancelled")
def cancelled(entry: JournalEntry) -> str:
    """It was called off."""
    return _("The meeting was called off: %(reason)s", reason=entry.data.get("reason") or "–")


@reads_as("meetings.guest.came")
def guest_came(entry: JournalEntry) -> str:
    """Somebody who is on no roster came. Names of guests do not stand in the journal."""
    return _("A guest came")


@reads_as("meetings.guest.left")
def guest_left(entry: JournalEntry) -> str:
    """They went."""
    return _("A guest left")


@reads_as("meetings.item.taken_back")
def item_taken_back(entry: JournalEntry) -> str:
    """An item was opened too soon."""
    return _("The step to this item was taken back")


@reads_as("meetings.vote.hidden")
def result_hidden(entry: JournalEntry) -> str:
    """A result was shown too soon."""
    return _("The result was taken off the screens again")


@reads_as("meetings.series.begun")
def series_begun(entry: JournalEntry) -> str:
    """A meeting repeats."""
    return _("A meeting repeats: %(rhythm)s", rhythm=rhythm_words(entry.data["every"], entry.data["weekday"]))


@reads_as("meetings.series.ended")
def series_ended(entry: JournalEntry) -> str:
    """It repeats no more."""
    return _("A meeting repeats no more: %(rhythm)s", rhythm=rhythm_words(entry.data["every"], entry.data["weekday"]))


@reads_as("meetings.reply.given")
def replied(entry: JournalEntry) -> str:
    """Someone answered the call."""
    return _("said they are coming") if entry.data.get("coming") == "yes" else _("said they cannot come")


@reads_as("meetings.calendar.opened")
def calendar_opened(entry: JournalEntry) -> str:
    """Someone made an address for their own calendar."""
    return _("made an address for their calendar of meetings")


@reads_as("meetings.calendar.closed")
def calendar_closed(entry: JournalEntry) -> str:
    """Someone closed it."""
    return _("closed the address of their calendar of meetings")


@reads_as("meetings.meeting.started")
def started(entry: JournalEntry) -> str:
    """It began."""
    return _("The meeting began")


@reads_as("meetings.meeting.adjourned")
def adjourned(entry: JournalEntry) -> str:
    """It ended."""
    return _("The meeting ended")


@reads_as("meetings.item.added")
def item_added(entry: JournalEntry) -> str:
    """An item came onto the agenda."""
    if entry.data.get("noticed", True):
        return _("Put on the agenda")
    return _("Put on the agenda after the call, for discussion only")


@reads_as("meetings.item.removed")
def item_removed(entry: JournalEntry) -> str:
    """An item was taken off."""
    return _("Taken off the agenda: %(title)s", title=entry.data["title"])


@reads_as("meetings.agenda.reordered")
def reordered(entry: JournalEntry) -> str:
    """An item was moved."""
    return _("The order of the agenda was changed")


@reads_as("meetings.agenda.nested")
def item_nested(entry: JournalEntry) -> str:
    """An item went under another, or stands by itself again."""
    if entry.data.get("under") is None:
        return _("Made an item of its own again")
    return _("Put under the item: %(title)s", title=entry.data["heading"])


@reads_as("meetings.paper.attached")
def paper_attached(entry: JournalEntry) -> str:
    """A paper came onto an item."""
    if entry.data["late"]:
        return _("A paper was added after the call: %(title)s", title=entry.data["title"])
    return _("A paper was added: %(title)s", title=entry.data["title"])


@reads_as("meetings.paper.removed")
def paper_removed(entry: JournalEntry) -> str:
    """A draft's paper was taken off."""
    return _("A paper was taken off: %(title)s", title=entry.data["title"])


@reads_as("meetings.paper.withdrawn")
def paper_withdrawn(entry: JournalEntry) -> str:
    """A paper was taken back after the call."""
    return _("A paper was withdrawn: %(title)s. %(reason)s", title=entry.data["title"], reason=entry.data["reason"])


@reads_as("meetings.item.opened")
def item_opened(entry: JournalEntry) -> str:
    """An item is on."""
    return _("The meeting took up this item")


@reads_as("meetings.item.closed")
def item_closed(entry: JournalEntry) -> str:
    """An item is done or put off."""
    if entry.data.get("postponed"):
        return _("The item was put off to another meeting")
    return _("The item was dealt with")


@reads_as("meetings.seat_cards.printed")
def cards_printed(entry: JournalEntry) -> str:
    """Somebody printed seat cards."""
    return ngettext("One seat card was printed", "%(num)d seat cards were printed", entry.data["count"])


@reads_as("meetings.seat_card.withdrawn")
def card_withdrawn(entry: JournalEntry) -> str:
    """A seat card opens nothing any more."""
    return _("A seat card was withdrawn")


@reads_as("meetings.attendance.checked_in")
def checked_in(entry: JournalEntry) -> str:
    """Someone came."""
    return _("Checked in with a vote") if entry.data["voting"] else _("Checked in, in attendance")


@reads_as("meetings.attendance.left")
def left(entry: JournalEntry) -> str:
    """Someone went."""
    return _("Left the meeting")


@reads_as("meetings.chair.taken_over")
def chair_taken_over(entry: JournalEntry) -> str:
    """Another desk drives now; the entry itself says who took it."""
    before = db.session.get(Person, entry.data["before"])
    return _("Took over the chair's desk from %(name)s", name=before.name if before else "–")


@reads_as("meetings.motion.recorded")
def motion_recorded(entry: JournalEntry) -> str:
    """A motion's text was written down."""
    return _("The motion's exact text was recorded")


@reads_as("meetings.vote.opened")
def vote_opened(entry: JournalEntry) -> str:
    """A vote began."""
    return _("The vote was opened")


@reads_as("meetings.straw_poll.opened")
def straw_poll_opened(entry: JournalEntry) -> str:
    """The room was asked."""
    return _("The room was asked for its opinion")


@reads_as("meetings.vote.closed")
def vote_closed(entry: JournalEntry) -> str:
    """A vote ended."""
    return _("The vote was closed and counted")


@reads_as("meetings.vote.published")
def vote_published(entry: JournalEntry) -> str:
    """The result was shown."""
    return _("The result was shown")


@reads_as("meetings.vote.reopened")
def vote_reopened(entry: JournalEntry) -> str:
    """A closing was taken back."""
    return _("The vote was reopened: %(reason)s", reason=entry.data["reason"])


@reads_as("meetings.vote.cancelled")
def vote_cancelled(entry: JournalEntry) -> str:
    """A vote is void."""
    return _("The vote was voided: %(reason)s", reason=entry.data["reason"])


@reads_as("meetings.resolution.adopted")
def resolution_adopted(entry: JournalEntry) -> str:
    """Something was decided."""
    number = str(entry.data["number"])
    code, name = _place(entry.place_id)
    if name and number.startswith(f"{code}-"):
        number = label_of(name, number)
    return _("Resolution %(number)s: %(force)s", number=number, force=force_word(entry.data["force"]))


@reads_as("meetings.item.changed")
def item_changed(entry: JournalEntry) -> str:
    """An item's words were changed."""
    return _("The words of the item were changed")


def _place(place_id: int) -> tuple[str, str]:
    """Code and name of a place, asked once however many sentences a page has; empty if there is none."""
    known: dict[int, tuple[str, str]] = g.setdefault("places_of_sentences", {})
    if place_id not in known:
        place = db.session.get(Place, place_id)
        known[place_id] = (place.code, place.name) if place else ("", "")
    return known[place_id]
