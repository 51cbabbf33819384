"""Motions, votes, resolutions: what may be put, who may vote, what may be decided."""

import pytest

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.charters.rules import Force
from council.meetings.models import Meeting, MeetingKind, Motion, Resolution
from council.meetings.operations.agenda import add_item
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import check_in, leave, open_item
from council.meetings.operations.votes import (
    cancel_vote,
    close_vote,
    open_straw_poll,
    open_vote,
    publish_vote,
    record_motion,
    reopen_vote,
)
from council.polls.casting import Receipt, Refusal
from council.polls.models import Poll
from council.polls.rules import Why
from tests.meetings import evening
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


def reloaded(poll: Poll) -> Poll:
    db.session.expire_all()
    return db.session.get_one(Poll, poll.id)


def test_below_the_quorum_no_vote_opens_and_the_reason_has_numbers(world: World) -> None:
    motion = evening.with_motion(world, present=30)
    with pytest.raises(Conflict, match="30 of 46, 31 needed"):
        open_vote(motion=motion, actor_id=world.chair.id)
    check_in(meeting=motion.item.meeting, person_id=world.members[30].id)
    assert open_vote(motion=motion, actor_id=world.chair.id).state == "open"


def test_observers_make_no_quorum(world: World) -> None:
    motion = evening.with_motion(world, present=30)
    check_in(meeting=motion.item.meeting, person_id=world.resident.id)
    with pytest.raises(Conflict, match="no quorum"):
        open_vote(motion=motion, actor_id=world.chair.id)


def test_an_item_added_after_the_call_is_discussed_not_voted(world: World) -> None:
    meeting = evening.in_session(world, present=40)
    late = add_item(meeting=meeting, title="临时议题", actor_id=world.chair.id)
    open_item(item=late, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="added after the call"):
        evening.put(world, late)


def test_a_motion_is_replaced_until_it_is_voted_on(world: World) -> None:
    item = evening.with_item(world)
    first = evening.put(world, item, "换灯")
    second = evening.put(world, item, "换声控灯")
    assert second.id == first.id
    assert second.title == "换声控灯"


def test_recording_a_motion_twice_with_one_key_is_once(world: World) -> None:
    item = evening.with_item(world)
    facts = {"item": item, "title": "换灯", "text": "换48盏。", "moved_by": "", "actor_id": world.chair.id, "key": "k1"}
    first, second = record_motion(**facts), record_motion(**facts)  # type: ignore[arg-type]
    assert first.id == second.id
    assert len(db.session.scalars(db.select(Motion).where(Motion.item_id == item.id)).all()) == 1


def test_present_is_counted_at_the_opening(world: World) -> None:
    poll = evening.with_vote(world, present=33)
    meeting = evening.meeting_of(poll)
    late = world.members[40]
    check_in(meeting=meeting, person_id=late.id)
    leave(meeting=meeting, person_id=world.members[0].id)
    assert (poll.entitled, poll.present) == (46, 33)
    refused = evening.vote(late, poll)
    assert isinstance(refused, Refusal)
    assert refused.why == Why.CAME_LATE
    assert isinstance(evening.vote(world.members[0], poll), Receipt), "leaving does not change an open vote"


def test_who_came_late_votes_in_the_next_one(world: World) -> None:
    poll = evening.with_vote(world, present=33)
    meeting = evening.meeting_of(poll)
    check_in(meeting=meeting, person_id=world.members[40].id)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    open_item(item=meeting.items[2], actor_id=world.chair.id)
    following = open_vote(motion=evening.put(world, meeting.items[2], "限行"), actor_id=world.chair.id)
    assert isinstance(evening.vote(world.members[40], following), Receipt)


def test_opening_twice_gives_the_same_vote(world: World) -> None:
    motion = evening.with_motion(world)
    first = open_vote(motion=motion, actor_id=world.chair.id)
    second = open_vote(motion=motion, actor_id=world.community_staff.id)
    assert first.id == second.id


def test_two_chairs_close_once_with_one_result(world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    evening.votes(world, poll, 20, 3, 1)
    first = close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    digest, closed_at, version = first.ballots_digest, first.closed_at, meeting.version
    again = close_vote(poll=reloaded(poll), meeting=meeting, actor_id=world.community_staff.id)
    assert (again.ballots_digest, again.closed_at) == (digest, closed_at)
    assert again.closed_by == world.chair.id
    assert db.session.get_one(Meeting, meeting.id).version == version


def test_a_second_vote_waits_for_the_first(world: World) -> None:
    poll = evening.with_vote(world)
    item = evening.motion_of(poll).item
    with pytest.raises(Conflict, match="vote is open"):
        open_straw_poll(item=item, question="怎么看？", actor_id=world.chair.id)
    with pytest.raises(Conflict, match="vote is open"):
        open_item(item=item.meeting.items[0], actor_id=world.chair.id)


def test_a_talk_asks_without_quorum_and_has_no_motions(world: World) -> None:
    item = evening.with_item(world, kind=MeetingKind.EVENING_TALK, present=3)
    with pytest.raises(Conflict, match="no motions"):
        evening.put(world, item)
    poll = open_straw_poll(item=item, question="愿意写进公约吗？", actor_id=world.chair.id, key="s1")
    assert open_straw_poll(item=item, question="愿意写进公约吗？", actor_id=world.chair.id, key="s1").id == poll.id
    evening.votes(world, poll, 2, 1)
    closed = close_vote(poll=poll, meeting=item.meeting, actor_id=world.chair.id)
    assert closed.straw
    assert (closed.result or {})["outcome"] is None, "nothing is carried by a straw poll"


def test_a_straw_poll_needs_somebody(world: World) -> None:
    item = evening.with_item(world, kind=MeetingKind.EVENING_TALK, present=0)
    with pytest.raises(Conflict, match="Nobody has checked in"):
        open_straw_poll(item=item, question="怎么看？", actor_id=world.chair.id)


def test_reopening_keeps_the_ballots_and_says_why(world: World) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    evening.votes(world, poll, 4)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    with pytest.raises(Invalid):
        reopen_vote(poll=reloaded(poll), meeting=meeting, reason=" ", actor_id=world.chair.id)
    reopen_vote(poll=reloaded(poll), meeting=meeting, reason="误点", actor_id=world.chair.id)
    evening.vote(world.members[10], poll)
    closed = close_vote(poll=reloaded(poll), meeting=meeting, actor_id=world.chair.id)
    assert (closed.result or {})["figures"]["heads"]["for"] == 5


def test_a_void_vote_can_be_put_again(world: World) -> None:
    poll = evening.with_vote(world)
    motion, meeting = evening.motion_of(poll), evening.meeting_of(poll)
    cancel_vote(poll=poll, meeting=meeting, reason="题目写错了", actor_id=world.chair.id)
    assert open_vote(motion=motion, actor_id=world.chair.id).id != poll.id


def test_what_is_published_stands(world: World) -> None:
    poll = evening.decided(world)
    meeting = evening.meeting_of(poll)
    with pytest.raises(Conflict):
        reopen_vote(poll=poll, meeting=meeting, reason="再议", actor_id=world.chair.id)
    with pytest.raises(Conflict):
        cancel_vote(poll=poll, meeting=meeting, reason="再议", actor_id=world.chair.id)


def test_a_council_may_not_bind(world: World) -> None:
    motion = evening.motion_of(evening.decided(world))
    with pytest.raises(Invalid) as refused:
        resolve(motion=motion, text=motion.text, force=Force.BINDING, actor_id=world.chair.id)
    assert refused.value.field == "force"
    assert db.session.scalar(db.select(Resolution.id).where(Resolution.motion_id == motion.id)) is None


def test_only_what_is_carried_is_resolved(world: World) -> None:
    lost = evening.motion_of(evening.decided(world, for_=16, against=10))
    with pytest.raises(Conflict, match="not carried"):
        resolve(motion=lost, text="x", force=Force.CONSENSUS, actor_id=world.chair.id)


def test_a_resolution_is_numbered_once(world: World) -> None:
    motion = evening.motion_of(evening.decided(world, for_=17))
    first = resolve(motion=motion, text="同意换灯。", force=Force.CONSENSUS, actor_id=world.chair.id)
    second = resolve(motion=motion, text="另一个", force=Force.OPINION, actor_id=world.chair.id)
    assert first.id == second.id
    assert second.text == "同意换灯。"
    assert first.number.startswith("GY-")


def test_no_resolution_before_the_result_is_shown(world: World) -> None:
    poll = evening.with_vote(world)
    evening.votes(world, poll, 30)
    close_vote(poll=poll, meeting=evening.meeting_of(poll), actor_id=world.chair.id)
    with pytest.raises(Conflict, match="Publish the result"):
        resolve(motion=evening.motion_of(poll), text="x", force=Force.CONSENSUS, actor_id=world.chair.id)
