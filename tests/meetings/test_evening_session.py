"""The evening itself: starting, coming and going, items, the wall, the end."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.journal.queries import history
from council.meetings.models import Attendance, ItemState, MeetingKind, WallView
from council.meetings.operations.agenda import add_item
from council.meetings.operations.session import (
    adjourn,
    check_in,
    close_item,
    leave,
    open_item,
    show_on_wall,
    start_meeting,
)
from council.meetings.queries import Seat, presence, seat_of
from tests.meetings import evening
from tests.meetings.plans import convened
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


def seats(meeting_id: int) -> int:
    return len(db.session.scalars(db.select(Attendance).where(Attendance.meeting_id == meeting_id)).all())


def test_checking_in_twice_is_once(world: World) -> None:
    meeting = evening.convened(world)
    first = check_in(meeting=meeting, person_id=world.members[3].id)
    version = meeting.version
    second = check_in(meeting=meeting, person_id=world.members[3].id)
    assert second.id == first.id
    assert meeting.version == version, "a second tap wakes no screen"
    assert seats(meeting.id) == 1
    assert presence(meeting).members == 1


def test_a_member_has_a_vote_and_a_neighbour_is_in_attendance(world: World) -> None:
    meeting = evening.convened(world)
    assert check_in(meeting=meeting, person_id=world.members[0].id).voting
    assert not check_in(meeting=meeting, person_id=world.resident.id).voting
    there = presence(meeting)
    assert (there.members, there.observers, there.entitled) == (1, 1, 46)


def test_leaving_and_coming_back(world: World) -> None:
    meeting = evening.in_session(world)
    member = world.members[5]
    check_in(meeting=meeting, person_id=member.id)
    leave(meeting=meeting, person_id=member.id)
    assert presence(meeting).members == 0
    leave(meeting=meeting, person_id=member.id)
    check_in(meeting=meeting, person_id=member.id)
    assert presence(meeting).members == 1
    assert seats(meeting.id) == 1


def test_the_desk_is_named_in_the_journal(world: World) -> None:
    meeting = evening.convened(world)
    check_in(meeting=meeting, person_id=world.members[7].id, entered_by=world.recorder.id)
    entry = history("meeting", meeting.id)[-1]
    assert entry.action == "meetings.attendance.checked_in"
    assert (entry.actor_id, entry.subject_id) == (world.recorder.id, world.members[7].id)


def test_nobody_checks_in_to_a_meeting_that_is_over(world: World) -> None:
    meeting = evening.in_session(world)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    with pytest.raises(Conflict, match="cannot check in"):
        check_in(meeting=meeting, person_id=world.members[1].id)


def test_everyone_has_a_voice_at_a_talk(world: World) -> None:
    meeting = evening.convened(world, kind=MeetingKind.EVENING_TALK)
    assert check_in(meeting=meeting, person_id=world.resident.id).voting
    assert presence(meeting).entitled == 1
    assert seat_of(meeting.id, meeting.kind, world.neighbour.id).called


def test_seats_are_told_apart(world: World) -> None:
    meeting = evening.convened(world)
    check_in(meeting=meeting, person_id=world.members[2].id)
    assert seat_of(meeting.id, meeting.kind, world.members[2].id) == Seat(called=True, here=True, voting=True)
    assert seat_of(meeting.id, meeting.kind, world.members[9].id) == Seat(called=True, here=False, voting=True)
    assert seat_of(meeting.id, meeting.kind, world.resident.id) == Seat(called=False, here=False, voting=False)
    leave(meeting=meeting, person_id=world.members[2].id)
    assert seat_of(meeting.id, meeting.kind, world.members[2].id).gone


def test_starting_twice_is_once(world: World) -> None:
    meeting = evening.convened(world)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    started = meeting.started_at
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    assert meeting.started_at == started
    assert [entry.action for entry in history("meeting", meeting.id)].count("meetings.meeting.started") == 1


def test_one_item_is_on_at_a_time(world: World) -> None:
    meeting = evening.in_session(world)
    first, second, _third = meeting.items
    open_item(item=first, actor_id=world.chair.id)
    open_item(item=second, actor_id=world.chair.id)
    assert [item.state for item in meeting.items] == [ItemState.DONE, ItemState.CURRENT, ItemState.PLANNED]


def test_an_item_can_be_put_off(world: World) -> None:
    item = evening.with_item(world, number=1)
    close_item(item=item, postponed=True, actor_id=world.chair.id)
    assert item.state == ItemState.POSTPONED
    close_item(item=item, postponed=False, actor_id=world.chair.id)
    assert item.state == ItemState.POSTPONED, "what is closed stays as it is"


def test_items_wait_for_the_start(world: World) -> None:
    meeting = evening.convened(world)
    with pytest.raises(Conflict, match="not in session"):
        open_item(item=meeting.items[0], actor_id=world.chair.id)


def test_the_wall_follows_the_meeting_again_when_an_item_opens(world: World) -> None:
    meeting = evening.in_session(world)
    show_on_wall(meeting=meeting, view=WallView.BLANK, actor_id=world.chair.id)
    open_item(item=meeting.items[0], actor_id=world.chair.id)
    assert meeting.wall_view == WallView.AUTO


def test_the_end_puts_off_what_was_not_reached(world: World) -> None:
    item = evening.with_item(world, number=1)
    meeting = item.meeting
    adjourn(meeting=meeting, actor_id=world.chair.id)
    assert [each.state for each in meeting.items] == [ItemState.DONE, ItemState.POSTPONED, ItemState.POSTPONED]
    assert meeting.closed_at is not None
    adjourn(meeting=meeting, actor_id=world.chair.id)


def test_a_meeting_does_not_end_during_a_vote(world: World) -> None:
    poll = evening.with_vote(world)
    with pytest.raises(Conflict, match="vote is open"):
        adjourn(meeting=evening.meeting_of(poll), actor_id=world.chair.id)


def test_a_late_item_is_marked(world: World) -> None:
    meeting = evening.convened(world)
    assert not add_item(meeting=meeting, title="雨水井盖", actor_id=world.chair.id).noticed
    assert all(item.noticed for item in meeting.items[:3])


@pytest.mark.parametrize(("kind"), list(MeetingKind))
def test_nobody_comes_and_nothing_starts_before_the_day(world: World, kind: MeetingKind) -> None:
    meeting = convened(world, kind=kind, days=16)
    night_before = clock.local(meeting.starts_at).replace(hour=0, minute=0, second=0) - timedelta(seconds=1)
    with clock.stopped(night_before):
        with pytest.raises(Conflict, match="The meeting is on"):
            check_in(meeting=meeting, person_id=world.members[0].id)
        with pytest.raises(Conflict, match="The meeting is on"):
            start_meeting(meeting=meeting, actor_id=world.chair.id)
    assert (seats(meeting.id), meeting.state) == (0, "convened")
    with clock.stopped(night_before + timedelta(seconds=1)):
        check_in(meeting=meeting, person_id=world.members[0].id)
        assert start_meeting(meeting=meeting, actor_id=world.chair.id).state == "in_session"


def test_a_meeting_that_runs_past_midnight_goes_on(world: World) -> None:
    meeting = convened(world, days=4)
    with clock.stopped(meeting.starts_at + timedelta(days=1)):
        start_meeting(meeting=meeting, actor_id=world.chair.id)
        assert check_in(meeting=meeting, person_id=world.members[0].id).voting


def test_closing_an_item_that_is_not_on_leaves_the_current_one_on(world: World) -> None:
    item = evening.with_item(world, number=1)
    close_item(item=item.meeting.items[1], postponed=True, actor_id=world.chair.id)
    assert [each.state for each in item.meeting.items] == [ItemState.CURRENT, ItemState.PLANNED, ItemState.PLANNED]
