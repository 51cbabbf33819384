"""A procedure cannot be changed under what has begun: an open vote keeps its rule, a convened meeting its version."""

from datetime import timedelta
from fractions import Fraction

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.charters.hooks import votes_open
from council.charters.operations import choose_procedure
from council.charters.presets import procedure
from council.charters.procedures import procedure_for
from council.charters.rules.tightening import Own, Share
from council.journal.operations import Ref
from council.meetings.loading import load_room
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import check_in, open_item, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, record_motion
from council.polls.casting import Receipt, cast
from council.polls.models import Poll
from council.polls.operations import Voter, close_poll, draft_poll, open_poll
from council.residents.models import Person
from tests.support.client import Client
from tests.support.world import World

STRICT = Own(quorum=Share(">=", Fraction(4, 5)), majority=Share(">=", Fraction(3, 4)), notice_days=9, final=True)


def tighten(world: World, own: Own = STRICT) -> None:
    choose_procedure(
        place=world.estate, code="gy_council", own=own, valid_from=clock.today(), actor_id=world.community_staff.id
    )


def poll_of(world: World, **more: object) -> Poll:
    return draft_poll(
        place=world.estate,
        subject=Ref("motion", 1),
        question="改吗？",
        procedure_code="gy_council",
        actor_id=world.chair.id,
        **more,  # type: ignore[arg-type]
    )


def roll(people: list[Person], present: int) -> list[Voter]:
    return [Voter(person.id, present=number < present) for number, person in enumerate(people)]


def vote(poll: Poll, person: Person, choice: str) -> object:
    return cast(poll_id=poll.id, person_id=person.id, epoch=0, choice=choice, now=clock.now())


def test_an_open_poll_goes_on_as_it_began(world: World) -> None:
    poll = open_poll(poll=poll_of(world), roll=roll(world.members, 31), actor_id=world.chair.id)
    before = (poll.rule, poll.changeable, poll.place_procedure_id)
    tighten(world)
    db.session.commit()
    for number, member in enumerate(world.members[:31]):
        assert isinstance(vote(poll, member, "for" if number < 16 else "against"), Receipt)
    assert isinstance(vote(poll, world.members[0], "for"), Receipt)
    assert isinstance(vote(poll, world.members[30], "abstain"), Receipt), "still changeable"
    closed = close_poll(poll=poll, actor_id=world.chair.id)
    assert (closed.rule, closed.changeable, closed.place_procedure_id) == before
    assert closed.rule == procedure("gy_council").rule.to_json()  # type: ignore[union-attr]
    assert closed.result is not None
    assert closed.result["outcome"] == "carried", "16 of 31 is more than half; three quarters would be 24"


def test_a_poll_drafted_before_and_opened_after_takes_the_new_rule(world: World) -> None:
    poll = poll_of(world)
    tighten(world)
    with pytest.raises(Conflict, match="37 needed"):
        open_poll(poll=poll, roll=roll(world.members, 31), actor_id=world.chair.id)
    opened = open_poll(poll=poll, roll=roll(world.members, 37), actor_id=world.chair.id)
    held = procedure_for(world.estate, "gy_council")
    assert held.rules.rule is not None
    assert (opened.rule, opened.changeable) == (held.rules.rule.to_json(), False)
    assert opened.place_procedure_id == held.chosen_id


def test_votes_under_an_old_version_are_counted(world: World, client: Client) -> None:
    for _ in range(2):
        open_poll(poll=poll_of(world), roll=roll(world.members, 31), actor_id=world.chair.id)
    assert votes_open(world.estate.path, "gy_council", None) == 0
    tighten(world, Own(notice_days=5))
    chosen = procedure_for(world.estate, "gy_council").chosen_id
    assert votes_open(world.estate.path, "gy_council", chosen) == 2
    open_poll(poll=poll_of(world), roll=roll(world.members, 31), actor_id=world.chair.id)
    assert votes_open(world.estate.path, "gy_council", chosen) == 2
    assert votes_open(world.other_estate.path, "gy_council", chosen) == 0
    page = client.get("/procedures/gy_council?place=GY").text
    assert "2 votes are open under the old version" in page


def test_secret_votes_are_not_taken_openly(world: World) -> None:
    tighten(world, Own(secret=True))
    assert poll_of(world).secrecy == "secret"
    assert (poll_of(world, straw=True).rule, poll_of(world, straw=True).secrecy) == (None, "open")


def council(world: World) -> Meeting:
    meeting = plan_meeting(
        kind=MeetingKind.WEEKEND_COUNCIL,
        place=world.estate,
        venue="活动室",
        starts_at=clock.now() + timedelta(days=10),
        actor_id=world.chair.id,
    )
    add_item(meeting=meeting, title="楼道灯", actor_id=world.chair.id)
    return meeting


def test_a_convened_meeting_is_held_by_what_it_was_called_under(world: World) -> None:
    meeting = council(world)
    assert meeting.notice_days == 3
    convene(meeting=meeting, actor_id=world.chair.id)
    tighten(world)
    with clock.stopped(meeting.starts_at):
        held_by_its_call(world, meeting)


def held_by_its_call(world: World, meeting: Meeting) -> None:
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    for member in world.members[:31]:
        check_in(meeting=meeting, person_id=member.id)
    open_item(item=meeting.items[0], actor_id=world.chair.id)
    motion = record_motion(item=meeting.items[0], title="换灯？", text="换", moved_by="", actor_id=world.chair.id)
    room = load_room(meeting.id)
    assert (room.quorum.needed, room.procedure.notice_days) == (31, 3)
    poll = open_vote(motion=motion, actor_id=world.chair.id)
    assert (poll.changeable, poll.place_procedure_id) == (True, None)
    closed = close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert closed.rule == procedure("gy_council").rule.to_json()  # type: ignore[union-attr]


def test_a_draft_takes_the_numbers_that_hold_on_its_call(world: World) -> None:
    meeting = council(world)
    tighten(world)
    convene(meeting=meeting, actor_id=world.chair.id)
    assert meeting.place_procedure_id == procedure_for(world.estate, "gy_council").chosen_id
    room = load_room(meeting.id)
    assert room.quorum.needed == 37
    assert not room.procedure.changeable_ballots


def test_a_new_meeting_is_called_with_the_places_own_notice(world: World) -> None:
    tighten(world)
    assert council(world).notice_days == 9


def test_the_planning_form_offers_the_places_notice(world: World, client: Client) -> None:
    tighten(world)
    page = client.as_(world.chair).get("/meetings/new").text
    assert 'name="notice_days"' in page
    assert 'value="9"' in page
    part = client.get("/meetings/earliest-day?notice_days=3&kind=weekend_council&place=GY", htmx=True).text
    assert "The rules of this place ask for 9 days." in part
