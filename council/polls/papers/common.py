"""What all ways besides the phone ask of a poll and of a line of its roll."""

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked
from council.base.errors import Conflict, Invalid
from council.polls.models import Poll, PollState, RollEntry
from council.polls.owners import OwnersMode


def opened(poll: Poll) -> Poll:
    """The poll, locked. Raises `Conflict` where it is not open or its time is over."""
    poll = locked(Poll, poll.id)
    over = poll.closes_at is not None and clock.now() >= poll.closes_at
    if poll.state != PollState.OPEN or over:
        raise Conflict(_("This vote is not open."))
    return poll


def refuse_on_paper(poll: Poll) -> None:
    """Raises `Conflict` where papers are the only way to vote: whoever cannot come themselves is brought one."""
    if poll.owners_mode == OwnersMode.PAPER:
        raise Conflict(_("Owners vote on paper here. Give out a paper; whoever holds a proxy takes one for it."))


def unsettled(poll: Poll) -> Poll:
    """Papers are read while the poll is open, and after its end until it is counted."""
    poll = locked(Poll, poll.id)
    if poll.state == PollState.OPEN or (poll.state == PollState.CLOSED and poll.result is None):
        return poll
    raise Conflict(_("This vote is counted. Its papers stay as they are."))


def entry_of(poll: Poll, entry_id: int) -> RollEntry:
    """A line of the poll's roll, locked. Raises `Invalid` for one of another poll, or of somebody who was away."""
    entry = db.session.get(RollEntry, entry_id, populate_existing=True, with_for_update={"of": RollEntry})
    if entry is None or entry.poll_id != poll.id:
        raise Invalid(_("This person is not on the roll of this vote."), field="entry")
    demand_present(entry)
    return entry


def demand_present(entry: RollEntry) -> None:
    """Raises `Invalid` for whoever was not there as the vote was opened: they are listed, but cannot vote in it."""
    if not entry.present:
        raise Invalid(_("%(name)s was not here when this vote was opened.", name=entry.person.name), field="entry")


def demand_free(entry: RollEntry) -> None:
    """Refuse whoever has voted, or votes another way, by name: the desk must know whom it is about."""
    name = entry.person.name
    if entry.marked_at is not None and entry.channel is None:
        raise Conflict(_("%(name)s has voted by phone already.", name=name))
    if entry.channel == "paper":
        raise Conflict(_("%(name)s has a paper. Take it back first.", name=name))
    if entry.channel == "hands":
        raise Conflict(_("%(name)s votes by hand.", name=name))
    if entry.channel == "proxy" and entry.marked_at is not None:
        raise Conflict(_("The vote of %(name)s has been given by proxy.", name=name))
    if entry.channel == "helper":
        raise Conflict(_("A helper has entered the vote of %(name)s already.", name=name))
