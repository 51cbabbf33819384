"""Loading meetings and what belongs to them for an actor."""

import hmac

from council.base.db import db
from council.base.errors import NotVisible
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, Meeting, Motion, Resolution
from council.meetings.permissions import MeetingAct
from council.meetings.queries import meeting_of_poll
from council.meetings.room import Room
from council.permits.actor import Actor
from council.permits.permission import allows, demand
from council.polls.models import Poll


def meeting_for(actor: Actor | None, meeting_id: int, *, to: MeetingAct = MeetingAct.VIEW) -> Meeting:
    """A meeting that `actor` may see, and do `to` with.

    Raises:
        NotVisible: unknown, or of another place; a draft is seen only by those who plan it.
        Forbidden: seen, but not allowed.
    """
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or not allows(actor, MeetingAct.VIEW, meeting):
        raise NotVisible
    if meeting.convened_at is None and not allows(actor, MeetingAct.PLAN, meeting):
        raise NotVisible
    demand(actor, to, meeting)
    return meeting


def item_for(actor: Actor | None, item_id: int, *, to: MeetingAct) -> AgendaItem:
    """An agenda item of a meeting that `actor` may do `to` with. Raises as `meeting_for`."""
    item = db.session.get(AgendaItem, item_id)
    if item is None:
        raise NotVisible
    meeting_for(actor, item.meeting_id, to=to)
    return item


def motion_for(actor: Actor | None, motion_id: int, *, to: MeetingAct) -> Motion:
    """A motion of a meeting that `actor` may do `to` with. Raises as `meeting_for`."""
    motion = db.session.get(Motion, motion_id)
    if motion is None:
        raise NotVisible
    item_for(actor, motion.item_id, to=to)
    return motion


def resolution_for(actor: Actor | None, resolution_id: int) -> Resolution:
    """A resolution: what was decided is public.

    Raises:
        NotVisible: unknown.
    """
    resolution = db.session.get(Resolution, resolution_id)
    if resolution is None:
        raise NotVisible
    return resolution


def room_for(actor: Actor | None, meeting_id: int, *, to: MeetingAct = MeetingAct.VIEW) -> Room:
    """The room of a meeting, read in row queries, for its live pages. Raises as `meeting_for`."""
    room = load_room(meeting_id)
    if not allows(actor, MeetingAct.VIEW, room):
        raise NotVisible
    if room.convened_at is None and not allows(actor, MeetingAct.PLAN, room):
        raise NotVisible
    demand(actor, to, room)
    return room


def vote_for(actor: Actor | None, meeting_id: int, poll_id: int) -> tuple[Meeting, Poll]:
    """A meeting that `actor` chairs, and a poll of it.

    Raises:
        NotVisible: no such poll in this meeting; else as `meeting_for`.
    """
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    poll = db.session.get(Poll, poll_id)
    if poll is None or meeting_of_poll(poll.subject_kind, poll.subject_id) != meeting.id:
        raise NotVisible
    return meeting, poll


def wall_for(actor: Actor | None, meeting_id: int, token: str) -> Meeting:
    """The meeting for its wall: with the wall's token, or for those who may chair it.

    Raises:
        NotVisible: neither.
    """
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotVisible
    if token_opens(token, meeting.wall_token) or allows(actor, MeetingAct.CHAIR, meeting):
        return meeting
    raise NotVisible


def token_opens(given: str, kept: str) -> bool:
    """Whether `given` is the token of a wall; the comparison takes the same time for every wrong one."""
    return bool(given) and hmac.compare_digest(given.encode(), kept.encode())
