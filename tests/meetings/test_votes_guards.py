"""What can no longer be done with a vote: after the meeting, after the item, after the minutes; and what is hashed."""

import hashlib

import pytest

from council.base.db import db
from council.base.errors import Conflict
from council.charters.rules import Force
from council.journal.queries import history
from council.journal.rules import canonical
from council.meetings.models import Meeting, MeetingKind, MeetingState
from council.meetings.operations.agenda import remove_item
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, open_item
from council.meetings.operations.votes import (
    cancel_vote,
    close_vote,
    open_straw_poll,
    open_vote,
    publish_vote,
    record_motion,
    reopen_vote,
)
from council.meetings.rules import motion_hash, resolution_hash
from council.minutes.operations import approve
from council.polls.models import Poll
from tests.meetings import evening
from tests.meetings.plans import draft
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")

UNSHOWN = "Show the result or void the vote first"


def counted(world: World) -> Poll:
    """A vote closed, its result not yet shown."""
    poll = evening.with_vote(world)
    evening.votes(world, poll, 20, 3)
    return close_vote(poll=poll, meeting=evening.meeting_of(poll), actor_id=world.chair.id)


def over(meeting: Meeting) -> Meeting:
    """A meeting that ended with its vote counted, as older data may have it: today it cannot end so."""
    meeting.state = MeetingState.CLOSED
    db.session.commit()
    return meeting


def acts(kind: str, key: int) -> list[str]:
    return [entry.action for entry in history(kind, key)]


def test_after_the_meeting_a_vote_is_neither_reopened_nor_voided(world: World) -> None:
    poll = counted(world)
    meeting = over(evening.meeting_of(poll))
    with pytest.raises(Conflict, match="not in session"):
        reopen_vote(poll=poll, meeting=meeting, reason="误点", actor_id=world.chair.id)
    with pytest.raises(Conflict, match="not in session"):
        cancel_vote(poll=poll, meeting=meeting, reason="误点", actor_id=world.chair.id)
    assert db.session.get_one(Poll, poll.id).state == "closed"


def test_a_vote_goes_on_only_while_its_item_is_on(world: World) -> None:
    poll = counted(world)
    meeting, item = evening.meeting_of(poll), evening.motion_of(poll).item
    open_item(item=meeting.items[2], actor_id=world.chair.id)
    with pytest.raises(Conflict, match="Open the item first"):
        reopen_vote(poll=poll, meeting=meeting, reason="误点", actor_id=world.chair.id)
    open_item(item=item, actor_id=world.chair.id)
    assert reopen_vote(poll=poll, meeting=meeting, reason="误点", actor_id=world.chair.id).state == "open"


def test_a_straw_poll_too_goes_on_only_while_its_item_is_on(world: World) -> None:
    item = evening.with_item(world, number=1, kind=MeetingKind.EVENING_TALK, present=3)
    poll = open_straw_poll(item=item, question="愿意吗？", actor_id=world.chair.id)
    close_vote(poll=poll, meeting=item.meeting, actor_id=world.chair.id)
    open_item(item=item.meeting.items[1], actor_id=world.chair.id)
    with pytest.raises(Conflict, match="Open the item first"):
        reopen_vote(poll=poll, meeting=item.meeting, reason="误点", actor_id=world.chair.id)


def test_a_vote_of_an_earlier_item_can_still_be_voided(world: World) -> None:
    poll = counted(world)
    meeting = evening.meeting_of(poll)
    open_item(item=meeting.items[2], actor_id=world.chair.id)
    assert cancel_vote(poll=poll, meeting=meeting, reason="题目写错了", actor_id=world.chair.id).state == "cancelled"


def test_a_meeting_does_not_end_with_a_result_unshown(world: World) -> None:
    poll = counted(world)
    meeting = evening.meeting_of(poll)
    with pytest.raises(Conflict, match=UNSHOWN):
        adjourn(meeting=meeting, actor_id=world.chair.id)
    open_item(item=meeting.items[2], actor_id=world.chair.id)
    with pytest.raises(Conflict, match=poll.question[:8]):
        adjourn(meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert adjourn(meeting=meeting, actor_id=world.chair.id).state == MeetingState.CLOSED


def test_voiding_frees_the_end_too(world: World) -> None:
    poll = counted(world)
    meeting = evening.meeting_of(poll)
    cancel_vote(poll=poll, meeting=meeting, reason="题目写错了", actor_id=world.chair.id)
    assert adjourn(meeting=meeting, actor_id=world.chair.id).state == MeetingState.CLOSED


def test_nothing_is_decided_after_the_minutes_are_approved(world: World) -> None:
    motion = evening.motion_of(evening.decided(world))
    meeting = adjourn(meeting=motion.item.meeting, actor_id=world.chair.id)
    approve(meeting=meeting, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="The minutes are approved. Write a correction there."):
        resolve(motion=motion, text="同意。", force=Force.CONSENSUS, actor_id=world.chair.id)


def test_a_resolution_is_given_back_after_the_minutes_too(world: World) -> None:
    motion = evening.motion_of(evening.decided(world))
    first = resolve(motion=motion, text="同意。", force=Force.CONSENSUS, actor_id=world.chair.id)
    meeting = adjourn(meeting=motion.item.meeting, actor_id=world.chair.id)
    approve(meeting=meeting, actor_id=world.chair.id)
    again = resolve(motion=motion, text="同意。", force=Force.CONSENSUS, actor_id=world.chair.id)
    assert again.id == first.id


def test_voiding_twice_is_one_act(world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    for reason in ("题目写错了", ""):
        cancel_vote(poll=poll, meeting=meeting, reason=reason, actor_id=world.chair.id)
    assert acts("meeting", meeting.id).count("meetings.vote.cancelled") == 1


def test_voiding_an_old_vote_again_leaves_the_new_one_alone(world: World) -> None:
    old = evening.with_vote(world)
    motion, meeting = evening.motion_of(old), evening.meeting_of(old)
    cancel_vote(poll=old, meeting=meeting, reason="题目写错了", actor_id=world.chair.id)
    new = open_vote(motion=motion, actor_id=world.chair.id)
    cancel_vote(poll=old, meeting=meeting, reason="再点一次", actor_id=world.chair.id)
    assert (motion.poll_id, new.state) == (new.id, "open")


def test_a_draft_takes_no_motion_so_its_items_can_be_removed(world: World) -> None:
    meeting = draft(world, "楼道灯")
    item = meeting.items[0]
    with pytest.raises(Conflict, match="Convene it first"):
        record_motion(item=item, title="换灯", text="换48盏。", moved_by="", actor_id=world.chair.id)
    remove_item(item=item, actor_id=world.chair.id)
    assert meeting.items == []


def test_the_words_are_hashed_into_the_journal(world: World) -> None:
    motion = evening.motion_of(evening.decided(world))
    entry = history("motion", motion.id, actions=["meetings.motion.recorded"])[-1]
    assert entry.data["sha256"] == motion_hash(motion.title, motion.text)
    decided = resolve(motion=motion, text="同意换灯。", force=Force.OPINION, actor_id=world.chair.id)
    entry = history("resolution", decided.id, actions=["meetings.resolution.adopted"])[-1]
    assert entry.data["sha256"] == resolution_hash("同意换灯。", "opinion")


def test_the_hashes_are_of_canonical_json() -> None:
    assert motion_hash("题", "文") == hashlib.sha256(canonical(["题", "文"]).encode()).hexdigest()
    assert resolution_hash("文", Force.OPINION) == hashlib.sha256(canonical(["文", "opinion"]).encode()).hexdigest()
    assert motion_hash("a", "bc") != motion_hash("ab", "c")
