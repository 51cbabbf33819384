"""Loading minutes for an actor: the public paper, the draft, or the right to write."""

from council.base.db import db
from council.base.errors import NotVisible, SignInNeeded
from council.meetings.access import meeting_for
from council.meetings.models import AgendaItem, Meeting
from council.minutes.models import Minutes
from council.minutes.permissions import MinutesAct
from council.minutes.queries import minutes_of, state_of
from council.minutes.rules import PUBLIC
from council.permits.actor import Actor
from council.permits.permission import allows, demand


def readable(actor: Actor | None, meeting_id: int) -> tuple[Meeting, Minutes | None]:
    """A meeting and its minutes for reading: published ones for everyone, others for members and officers.

    Raises:
        SignInNeeded: nobody is signed in, and they are not published.
        NotVisible: unknown, or not for this person.
    """
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotVisible
    minutes = minutes_of(meeting)
    if state_of(minutes) in PUBLIC:
        return meeting, minutes
    if actor is None:
        raise SignInNeeded
    meeting_for(actor, meeting_id)
    if not allows(actor, MinutesAct.VIEW_DRAFT, meeting):
        raise NotVisible
    return meeting, minutes


def minuted(actor: Actor, meeting_id: int, *, to: MinutesAct) -> tuple[Meeting, Minutes | None]:
    """A meeting whose minutes `actor` may do `to` with.

    Raises:
        NotVisible: unknown or of another place.
        Forbidden: seen, but not allowed.
    """
    meeting = meeting_for(actor, meeting_id)
    demand(actor, to, meeting)
    return meeting, minutes_of(meeting)


def item_to_minute(actor: Actor, meeting_id: int, item_id: int) -> AgendaItem:
    """An item of that meeting that `actor` may write about. Raises as `minuted`."""
    minuted(actor, meeting_id, to=MinutesAct.WRITE)
    item = db.session.get(AgendaItem, item_id)
    if item is None or item.meeting_id != meeting_id:
        raise NotVisible
    return item
