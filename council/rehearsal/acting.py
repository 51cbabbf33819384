"""What the invented members do, each by the same operation as everybody else."""

from itertools import cycle
from time import sleep

from sqlalchemy import select

from council.base import clock
from council.base.db import db, transaction
from council.base.errors import Conflict
from council.meetings.floor.models import Speech
from council.meetings.floor.operations import raise_hand
from council.meetings.floor.rules import Stance
from council.meetings.loading import load_room
from council.meetings.models import Meeting
from council.meetings.operations.session import check_in
from council.meetings.queries import open_poll_id
from council.polls.box.putting import put
from council.polls.box.trackers import made
from council.polls.casting import cast
from council.polls.models import Poll, RollEntry, Secrecy
from council.polls.rules import Quorum
from council.rehearsal.cast import away, here
from council.rehearsal.rehearsal import Rehearsal
from council.rehearsal.rules import BREATH, STEP, Arrival, Missing, Mood, arrivals, choices

#: What those say who raise a hand, in turn.
STANCES = (Stance.FOR, Stance.AGAINST, Stance.QUESTION, Stance.FOR, Stance.INFORMATION)


def let_arrive(rehearsal: Rehearsal, how: Arrival) -> int:
    """Check in so many of those who are not there yet, a few at a time; how many came.

    Raises:
        Conflict: the meeting is over.
    """
    room = load_room(rehearsal.meeting_id)
    waiting = away(rehearsal.meeting_id)
    count = arrivals(how, missing=_missing(room.quorum), away=[weight for _person, weight in waiting])
    meeting = db.session.get_one(Meeting, rehearsal.meeting_id)
    for start in range(0, count, STEP):
        if start:
            sleep(BREATH)
        with transaction():
            for person_id, _weight in waiting[start : min(start + STEP, count)]:
                check_in(meeting=meeting, person_id=person_id)
    return count


def _missing(quorum: Quorum) -> Missing | None:
    """What the quorum still needs; None where there is none to reach."""
    if not quorum.reaches:
        return None
    needs = [(each.missing, each.weighs) for each in quorum.reaches]
    return Missing(
        heads=max((missing for missing, weighs in needs if not weighs), default=0),
        weight=max((missing for missing, weighs in needs if weighs), default=0),
    )


def let_raise(rehearsal: Rehearsal, hands: int) -> int:
    """Let so many who are there raise a hand that have none up; how many did.

    Raises:
        Conflict: nobody may speak now.
    """
    busy = set(db.session.scalars(select(Speech.person_id).where(Speech.state.in_(("waiting", "speaking")))))
    free = [person_id for person_id in here(rehearsal.meeting_id) if person_id not in busy]
    meeting = db.session.get_one(Meeting, rehearsal.meeting_id)
    raised, refused = 0, None
    for person_id, stance in zip(free, cycle(STANCES), strict=False):
        if raised == hands:
            break
        try:
            raise_hand(meeting=meeting, person_id=person_id, stance=stance)
            raised += 1
        except Conflict as problem:  # some have spoken as often as they may; others can
            refused = problem
    if refused is not None and not raised:
        raise refused
    return raised


def let_vote(rehearsal: Rehearsal, mood: Mood, rounds: int) -> int:
    """Let everybody vote who is there and has not; the ballots come in over `rounds` seconds. How many will come."""
    poll_id = open_poll_id(rehearsal.meeting_id)
    if poll_id is None:
        return 0
    present = set(here(rehearsal.meeting_id))
    waiting = select(RollEntry.person_id).where(
        RollEntry.poll_id == poll_id, RollEntry.present, RollEntry.marked_at.is_(None)
    )
    voters = [each for each in db.session.scalars(waiting.order_by(RollEntry.id)) if each in present]
    marks = choices(mood, len(voters))
    rehearsal.ballots.line_up([(poll_id, *each) for each in zip(voters, marks, strict=True)], rounds)
    return len(voters)


def play_on(rehearsal: Rehearsal) -> None:
    """A second goes by: the next ballots come in, unless the network is away. A job of the rehearsal."""
    if rehearsal.is_silent:
        return
    for poll_id, person_id, choice in rehearsal.ballots.take():
        _mark(poll_id, person_id, choice)


def _mark(poll_id: int, person_id: int, choice: str) -> None:
    """One ballot; what the poll no longer takes is not taken."""
    poll = db.session.get_one(Poll, poll_id)
    if poll.secrecy == Secrecy.SECRET:
        weighs = select(RollEntry.weight).where(RollEntry.poll_id == poll_id, RollEntry.person_id == person_id)
        put(
            weight=db.session.scalar(weighs) or 1,
            poll_id=poll_id,
            person_id=person_id,
            epoch=0,
            choice=f'"{choice}"',
            tracker=made(),
            now=clock.now(),
        )
    else:
        cast(poll_id=poll_id, person_id=person_id, epoch=0, choice=choice, now=clock.now())
