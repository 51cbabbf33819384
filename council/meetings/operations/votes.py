"""Motions and votes. Counting is the polls' matter; who is called and who is there is ours."""

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict
from council.base.once import answered, keep, own_key
from council.charters.procedures import InForce, procedure_for
from council.charters.rules import Procedure
from council.journal.operations import Ref
from council.meetings.floor.silencing import silence
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import (
    AgendaItem,
    Attendance,
    ItemState,
    Meeting,
    MeetingState,
    Member,
    Motion,
    WallView,
)
from council.meetings.motions.pausing import go_on
from council.meetings.motions.rules import Formality
from council.meetings.motions.settling import refuse_unless_put, settle_by_poll
from council.meetings.operations.common import locked_item, locked_meeting, note
from council.meetings.order.hearing import take_up_business
from council.meetings.proxies.queries import counting
from council.meetings.queries import item_of_poll, open_poll_id, presence
from council.meetings.rules import motion_hash, obstacle
from council.meetings.words import obstacle_words
from council.polls import operations as polls
from council.polls.models import Poll
from council.polls.operations import Voter
from council.polls.owners import OwnersMode
from council.polls.papers.queries import waiting
from council.polls.rules import PollState, quorum_in_hall
from council.privacy.checks import refuse_personal_numbers


@operation
def record_motion(
    *,
    item: AgendaItem,
    title: str,
    text: str,
    moved_by: str,
    actor_id: int,
    heavier: bool = False,
    key: str | None = None,
) -> Motion:
    """Write down the exact text put to the meeting; a motion of this item not yet voted on is replaced.

    Args:
        heavier: it asks for more than the usual majority, where this kind of meeting knows such motions
            (owners: raising funds, rebuilding, other use of common parts).

    Raises:
        Conflict: a talk has no motions; the meeting is a draft or over; the item came after the call; a vote on it
            is open.
        Invalid: a personal number stands in the words (their field): the motion goes up on the wall.
    """
    refuse_personal_numbers({"title": title, "text": text, "moved_by": moved_by})
    key = own_key("meetings.record_motion", actor_id, key)
    if (seen := answered(key, Motion)) is not None:
        return seen
    meeting = locked_item(item)
    _refuse_motion(meeting, item)
    if item.state == ItemState.CURRENT:
        take_up_business(meeting)
    motion = next((each for each in item.motions if each.poll_id is None), None)
    if motion is None:
        motion = Motion(item=item)
        db.session.add(motion)
    motion.title, motion.text, motion.moved_by = title, text, moved_by
    motion.body = (BLUEPRINTS[meeting.kind].heavier or "") if heavier else ""
    motion.recorded_at = clock.now()
    db.session.flush()
    touched = _about(item)
    data = {"sha256": motion_hash(title, text)} | ({"body": motion.body} if motion.body else {})
    note(meeting, "meetings.motion.recorded", actor_id, subject=Ref("motion", motion.id), touched=touched, data=data)
    keep(key, motion.id)
    return motion


@operation
def open_vote(*, motion: Motion, actor_id: int) -> Poll:
    """Open the vote on a motion. The roll is the members called; present are those checked in now.

    Opening one that is open gives it back (two chairs, a double tap).

    Raises:
        Conflict: with the reason in words: no quorum, a late item, another vote is open, …
    """
    meeting = locked_item(motion.item)
    db.session.refresh(motion)
    if motion.poll is not None and motion.poll.state == "open":
        return motion.poll
    held = _held_by(meeting, motion)
    _refuse_vote(meeting, motion.item, held.rules, has_motion=motion.poll_id is None)
    refuse_unless_put(meeting, motion)
    take_up_business(meeting)
    go_on(meeting, actor_id)
    poll = polls.draft_poll(
        place=meeting.place,
        subject=Ref("motion", motion.id),
        question=motion.title,
        detail=motion.text,
        procedure_code=held.rules.code,
        rules=held,
        straw=False,
        actor_id=actor_id,
    )
    motion.poll = poll
    silence(meeting, motion.item, actor_id)
    polls.open_poll(poll=poll, roll=_roll(meeting), rules=held, actor_id=actor_id)
    meeting.wall_view = WallView.AUTO
    note(
        meeting,
        "meetings.vote.opened",
        actor_id,
        subject=Ref("poll", poll.id),
        touched=[Ref("motion", motion.id), *_about(motion.item)],
    )
    return poll


@operation
def open_straw_poll(*, item: AgendaItem, question: str, actor_id: int, key: str | None = None) -> Poll:
    """Ask the room for its opinion on the current item: no quorum, nothing is carried, and nobody is represented.

    Raises:
        Conflict: the item is not on, or another vote is open.
    """
    key = own_key("meetings.open_straw_poll", actor_id, key)
    if (seen := answered(key, Poll)) is not None:
        return seen
    meeting = locked_item(item)
    if meeting.state != MeetingState.IN_SESSION or item.state != ItemState.CURRENT:
        raise Conflict(obstacle_words("not_current"))
    if open_poll_id(meeting.id) is not None:
        raise Conflict(obstacle_words("open"))
    take_up_business(meeting)
    go_on(meeting, actor_id)
    roll = [Voter(person_id, present=True) for person_id in _there(meeting)]
    if not roll:
        raise Conflict(_("Nobody has checked in yet. Ask people to scan the code on the wall."))
    poll = polls.draft_poll(
        place=meeting.place,
        subject=Ref("agenda_item", item.id),
        question=question,
        detail="",
        procedure_code="evening_talk",
        straw=True,
        actor_id=actor_id,
    )
    silence(meeting, item, actor_id)
    polls.open_poll(poll=poll, roll=roll, actor_id=actor_id)
    meeting.wall_view = WallView.AUTO
    note(meeting, "meetings.straw_poll.opened", actor_id, subject=Ref("poll", poll.id), touched=_about(item))
    keep(key, poll.id)
    return poll


@operation
def close_vote(*, poll: Poll, meeting: Meeting, actor_id: int) -> Poll:
    """Close and count. The chair sees the result; the room sees it when it is published.

    With papers still to be read it closes and waits: once they are read, closing again counts. Else a second close is
    no act.

    Raises:
        Conflict: owners vote on paper, and papers are still to be read: the result must follow at once.
    """
    meeting = locked_meeting(meeting)
    was_open = poll.state == "open"
    if was_open and poll.owners_mode == OwnersMode.PAPER and (left := waiting(poll.id)):
        raise Conflict(polls.papers_left(left))
    closed = polls.close_poll(poll=poll, actor_id=actor_id)
    waited = not was_open and closed.state == PollState.CLOSED and closed.result is None
    if waited and not waiting(poll.id):
        closed = polls.count_again(poll=poll, actor_id=actor_id)
    if was_open or waited:
        note(meeting, "meetings.vote.closed", actor_id, subject=Ref("poll", poll.id))
    return closed


@operation
def publish_vote(*, poll: Poll, meeting: Meeting, actor_id: int) -> Poll:
    """Show the result on the wall and the phones.

    Raises:
        Conflict: a point of order waits for its ruling.
    """
    meeting = locked_meeting(meeting)
    was_published = poll.state == "published"
    if not was_published:
        take_up_business(meeting)
    published = polls.publish_result(poll=poll, actor_id=actor_id)
    if not was_published:
        meeting.wall_view = WallView.AUTO
        note(meeting, "meetings.vote.published", actor_id, subject=Ref("poll", poll.id))
        settle_by_poll(meeting, published, actor_id)
    return published


@operation
def reopen_vote(*, poll: Poll, meeting: Meeting, reason: str, actor_id: int) -> Poll:
    """Take a closing back before it is published, with the reason; the ballots stay.

    Raises:
        Conflict: it is published, the meeting is not in session, its item is not on, another vote is open, or a
            point of order waits for its ruling.
    """
    meeting = locked_meeting(meeting)
    _refuse_unless_running(meeting)
    item = item_of_poll(poll)
    if item is None or item.state != ItemState.CURRENT:
        raise Conflict(obstacle_words("not_current"))
    if open_poll_id(meeting.id) not in (None, poll.id):
        raise Conflict(obstacle_words("open"))
    take_up_business(meeting)
    reopened = polls.reopen_poll(poll=poll, reason=reason, actor_id=actor_id)
    meeting.wall_view = WallView.AUTO
    note(meeting, "meetings.vote.reopened", actor_id, subject=Ref("poll", poll.id), data={"reason": reason})
    return reopened


@operation
def cancel_vote(*, poll: Poll, meeting: Meeting, reason: str, actor_id: int) -> Poll:
    """Void a vote with the reason; the motion can be put again. A second time is no act.

    Raises:
        Conflict: its result is published, or the meeting is not in session.
    """
    meeting = locked_meeting(meeting)
    db.session.refresh(poll)
    if poll.state == PollState.CANCELLED:
        return poll
    _refuse_unless_running(meeting)
    cancelled = polls.cancel_poll(poll=poll, reason=reason, actor_id=actor_id)
    motion = db.session.scalar(select(Motion).where(Motion.poll_id == poll.id))
    if motion is not None:
        motion.poll = None
    note(meeting, "meetings.vote.cancelled", actor_id, subject=Ref("poll", poll.id), data={"reason": reason})
    return cancelled


def _refuse_unless_running(meeting: Meeting) -> None:
    if meeting.state != MeetingState.IN_SESSION:
        raise Conflict(_("The meeting is not in session. Its votes stay as they are."))


def _refuse_motion(meeting: Meeting, item: AgendaItem) -> None:
    if not meeting.rules.has_motions:
        raise Conflict(obstacle_words("talk_has_no_motions"))
    if not item.noticed:
        raise Conflict(obstacle_words("late_item"))
    if any(each.parent_id == item.id for each in meeting.items):
        raise Conflict(_("This item is a heading. Open one of its sub-items."))
    if meeting.formality == Formality.PARLIAMENTARY:
        raise Conflict(_("In a parliamentary meeting a motion is moved and seconded."))
    if meeting.state == MeetingState.DRAFT:
        raise Conflict(_("This meeting is a draft. Convene it first, then record motions."))
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        raise Conflict(_("This meeting is over. Plan the next one."))
    if any(motion.poll is not None and motion.poll.state == "open" for motion in item.motions):
        raise Conflict(obstacle_words("open"))


def _refuse_vote(meeting: Meeting, item: AgendaItem, rules: Procedure, *, has_motion: bool) -> None:
    there = presence(meeting)
    here = quorum_in_hall(rules.rule, entitled=there.called, present=there.there)
    problem = obstacle(
        in_session=meeting.state == MeetingState.IN_SESSION,
        current=item.state == ItemState.CURRENT,
        noticed=item.noticed,
        has_motion=has_motion,
        is_talk=not meeting.rules.has_motions,
        here=here,
        poll_open=open_poll_id(meeting.id) is not None,
    )
    if problem is not None:
        raise Conflict(obstacle_words(problem, here, meeting.kind))


def _held_by(meeting: Meeting, motion: Motion) -> InForce:
    """The rule a motion is voted on by: the meeting's, or the heavier one, as it held when the meeting was called."""
    if not motion.body:
        return meeting.held_by
    called_on = clock.local(meeting.convened_at or clock.now()).date()
    return procedure_for(meeting.place, motion.body, called_on)


def _roll(meeting: Meeting) -> list[Voter]:
    """The members called. Whoever is represented counts as present, and their vote is the holder's to give."""
    there = _there(meeting)
    stands_in = dict(iter(db.session.execute(counting(meeting.id))))
    members = select(Member.id, Member.person_id, Member.weight, Member.label).where(Member.meeting_id == meeting.id)
    return [
        Voter(
            person_id,
            present=person_id in there or seat in stands_in,
            weight=weight,
            label=label,
            holder_id=stands_in.get(seat),
        )
        for seat, person_id, weight, label in db.session.execute(members)
    ]


def _there(meeting: Meeting) -> frozenset[int]:
    query = select(Attendance.person_id).where(Attendance.meeting_id == meeting.id, Attendance.left_at.is_(None))
    query = query.where(Attendance.voting)
    return frozenset(db.session.scalars(query))


def _about(item: AgendaItem) -> list[Ref]:
    refs = [Ref("agenda_item", item.id)]
    return [*refs, Ref("issue", item.issue_id)] if item.issue_id else refs
