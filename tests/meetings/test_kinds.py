"""Kinds of meetings: who is called, what quorum holds, what can be decided."""

from html import unescape

import pytest
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.meetings.kinds import BLUEPRINTS, OPEN_TO_ALL, kind_and_number, minutes_title, on_now_words
from council.meetings.loading import load_room
from council.meetings.members import called_by
from council.meetings.models import Meeting, MeetingKind, Member
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import open_straw_poll, open_vote, record_motion
from council.residents.models import Person
from council.residents.operations import enrol
from tests.meetings.plans import NOW, convened
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def sunday() -> object:
    with clock.stopped(NOW):
        yield


def called(world: World, kind: MeetingKind) -> Meeting:
    return convened(world, "物业费怎么收", days=16, kind=kind)


def test_every_kind_has_its_blueprint_and_its_words() -> None:
    assert set(BLUEPRINTS) == set(MeetingKind)
    for words in (lambda kind: kind_and_number(kind, 3), on_now_words, minutes_title):
        assert len({words(kind) for kind in MeetingKind}) == len(MeetingKind)


@pytest.mark.parametrize("kind", sorted(OPEN_TO_ALL))
def test_where_anyone_may_come_nobody_is_called(world: World, kind: str) -> None:
    assert called_by(kind, world.estate) == {}
    meeting = called(world, MeetingKind(kind))
    with clock.stopped(meeting.starts_at):
        check_in(meeting=meeting, person_id=world.resident.id)
        start_meeting(meeting=meeting, actor_id=world.chair.id)
        item = open_item(item=meeting.items[0], actor_id=world.chair.id)
        assert load_room(meeting.id).is_talk
        with pytest.raises(Conflict):
            record_motion(item=item, title="不能表决", text="不能", moved_by="", actor_id=world.chair.id)
        assert open_straw_poll(item=item, question="要不要", actor_id=world.chair.id).straw


def test_an_assembly_of_representatives_calls_them_alone_and_asks_for_two_thirds(world: World) -> None:
    seats = called_by(MeetingKind.REPRESENTATIVES, world.estate)
    assert {each.category for each in seats.values()} == {"representative"}
    assert len(seats) < len(called_by(MeetingKind.WEEKEND_COUNCIL, world.estate))
    meeting = called(world, MeetingKind.REPRESENTATIVES)
    assert load_room(meeting.id).quorum.needed == -(-2 * len(seats) // 3)
    assert meeting.rules.force == "binding"


def households(world: World) -> tuple[Person, Person]:
    """A couple behind one door, she its representative, and a pensioner behind another."""
    she = enrol(key="h1", name="何一", place=world.building, door="101", household_rep=True)
    enrol(key="h3", name="何三", place=world.building, door="102")
    return she, enrol(key="h2", name="何二", place=world.building, household=she.household)


def test_a_residents_meeting_has_one_seat_a_household_for_whoever_comes(world: World) -> None:
    she, he = households(world)
    seats = called_by(MeetingKind.RESIDENTS_MEETING, world.estate)
    assert she.id in seats
    assert he.id not in seats
    meeting = called(world, MeetingKind.RESIDENTS_MEETING)
    with clock.stopped(meeting.starts_at):
        assert check_in(meeting=meeting, person_id=he.id).voting, "he comes for the household"
        assert not check_in(meeting=meeting, person_id=she.id).voting, "one of each household"
        assert load_room(meeting.id).presence.members == 1
    assert db.session.scalar(select(func.count()).where(Member.meeting_id == meeting.id)) == len(seats)


def test_nobody_takes_the_seat_of_another_household_nor_of_a_council(world: World) -> None:
    _she, he = households(world)
    meeting = called(world, MeetingKind.WEEKEND_COUNCIL)
    with clock.stopped(meeting.starts_at):
        assert not check_in(meeting=meeting, person_id=he.id).voting
    assembly = called(world, MeetingKind.RESIDENTS_MEETING)
    with clock.stopped(assembly.starts_at):
        check_in(meeting=assembly, person_id=he.id)
        seats = db.session.scalars(select(Member.person_id).where(Member.meeting_id == assembly.id)).all()
    assert len(set(seats)) == len(seats)


def test_a_residents_meeting_votes_only_with_more_than_half_of_the_households(world: World) -> None:
    households(world)
    meeting = called(world, MeetingKind.RESIDENTS_MEETING)
    entitled = load_room(meeting.id).presence.entitled
    members = db.session.scalars(select(Member.person_id).where(Member.meeting_id == meeting.id)).all()
    with clock.stopped(meeting.starts_at):
        for person_id in members[: entitled // 2]:
            check_in(meeting=meeting, person_id=person_id)
        start_meeting(meeting=meeting, actor_id=world.chair.id)
        item = open_item(item=meeting.items[0], actor_id=world.chair.id)
        motion = record_motion(item=item, title="收", text="按平米收。", moved_by="", actor_id=world.chair.id)
        with pytest.raises(Conflict):
            open_vote(motion=motion, actor_id=world.chair.id)
        check_in(meeting=meeting, person_id=members[entitled // 2])
        assert open_vote(motion=motion, actor_id=world.chair.id).entitled == entitled


WORDS = {
    MeetingKind.WEEKEND_COUNCIL: ("You are a member: you have a vote.", "you may speak, members vote"),
    MeetingKind.REPRESENTATIVES: ("You are a residents' representative:", "the residents' representatives vote"),
    MeetingKind.RESIDENTS_MEETING: ("You are here for your household:", "one of each household votes"),
    MeetingKind.EVENING_TALK: ("take part in straw polls", "take part in straw polls"),
}


@pytest.mark.parametrize("kind", WORDS)
def test_who_comes_reads_what_they_are_at_this_kind_of_meeting(world: World, client: Client, kind: MeetingKind) -> None:
    """Only a council has members."""
    households(world)
    meeting = called(world, kind)
    members = db.session.scalars(select(Member.person_id).where(Member.meeting_id == meeting.id)).all()
    seated = db.session.get_one(Person, members[0]) if members else world.members[0]
    with clock.stopped(meeting.starts_at):
        for person, words in zip((seated, world.partner), WORDS[kind], strict=True):
            client.as_(person)
            for path in (f"/meetings/{meeting.id}", f"/j/{meeting.code}"):
                text = unescape(client.get(path).text)
                assert words in text
                assert "a member" not in text or kind == MeetingKind.WEEKEND_COUNCIL


def test_every_kind_can_be_planned_and_its_notice_read(world: World, client: Client) -> None:
    page = client.as_(world.chair).get("/meetings/new").text
    for kind in MeetingKind:
        assert f'value="{kind}"' in page
        meeting = called(world, kind)
        for path in (f"/meetings/{meeting.id}/notice", "/meetings/"):
            assert kind_and_number(kind, meeting.number) in unescape(client.get(path).text)


def test_the_wall_of_an_item_counts_households_and_says_how_many_are_missing(world: World, client: Client) -> None:
    households(world)
    meeting = called(world, MeetingKind.RESIDENTS_MEETING)
    first = db.session.scalars(select(Member.person_id).where(Member.meeting_id == meeting.id)).first()
    assert first is not None
    with clock.stopped(meeting.starts_at):
        check_in(meeting=meeting, person_id=first)
        start_meeting(meeting=meeting, actor_id=world.chair.id)
        open_item(item=meeting.items[0], actor_id=world.chair.id)
        wall = client.as_(world.chair).get(f"/meetings/{meeting.id}/projector").text
    foot = wall.partition('class="w-foot"')[2]
    assert "households" in foot
    assert 'data-test="quorum-missing"' in foot
