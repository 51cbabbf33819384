"""The floor: hands, the order in which they come, one speech at a time, and the chair's clock."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.base import clock
from council.base.db import db, transaction
from council.base.errors import Conflict, Invalid
from council.charters.operations import choose_procedure
from council.charters.rules.tightening import Own
from council.meetings.cards.operations import print_cards
from council.meetings.floor.models import Speech
from council.meetings.floor.operations import (
    end_speech,
    enter_hand,
    give_floor,
    pause_speech,
    put_back,
    raise_hand,
    remind,
    take_down,
    time_speech,
)
from council.meetings.floor.reading import floor_of
from council.meetings.floor.rules import Hand, Reminder, SpeechClock, Stance, Turn, in_order, last_side
from council.meetings.loading import load_room
from council.meetings.models import AgendaItem, Meeting
from council.meetings.operations.session import leave, open_item
from council.meetings.operations.votes import open_vote
from council.meetings.steps import scene
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SIDES = ("for", "against")
hands = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from([s.value for s in Stance])), max_size=12).map(
    lambda rows: [Hand(number, who, stance) for number, (who, stance) in enumerate(rows)]
)


def test_sides_alternate_and_first_speakers_come_first() -> None:
    up = [Hand(1, "a", "for"), Hand(2, "b", "for"), Hand(3, "c", "against"), Hand(4, "d", "question")]
    assert [hand.id for hand in in_order(up, spoken={}, last=None)] == [1, 3, 2, 4]
    assert [hand.id for hand in in_order(up, spoken={"c": 1}, last="for")] == [4, 3, 1, 2]
    assert [hand.id for hand in in_order(up[:2], spoken={"a": 1}, last=None)] == [2, 1], "b has not spoken yet"


def test_who_speaks_now_decides_which_side_comes_next(world: World) -> None:
    item = evening.with_item(world)
    for number, stance in ((1, Stance.AGAINST), (2, Stance.FOR), (3, Stance.FOR), (4, Stance.AGAINST)):
        raise_hand(meeting=item.meeting, person_id=world.members[number].id, stance=stance)
    first = give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id)
    assert first is not None
    end_speech(speech=first, actor_id=world.chair.id)
    second = give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id)
    assert second is not None
    assert (first.stance, second.stance) == (Stance.AGAINST, Stance.FOR)
    assert floor_of(item.id).waiting[0].stance == Stance.AGAINST, "though the last who has spoken was against too"


@given(up=hands, last=st.sampled_from([None, *SIDES]))
def test_the_order_loses_nobody_and_never_skips_a_waiting_other_side(up: list[Hand], last: str | None) -> None:
    order = in_order(up, spoken={}, last=last)
    assert sorted(hand.id for hand in order) == [hand.id for hand in up]
    for at, hand in enumerate(order):
        before = last_side([*([last] if last else []), *(each.stance for each in order[:at])])
        if hand.stance in SIDES and hand.stance == before:
            assert {each.stance for each in order[at:]} == {hand.stance}, "the other side still waited"


@given(
    given_seconds=st.integers(30, 1800),
    spent=st.integers(0, 4000),
    ran=st.none() | st.integers(-4000, 4000),
)
def test_the_clock_is_never_negative(given_seconds: int, spent: int, ran: int | None) -> None:
    since = NOON - timedelta(seconds=ran) if ran is not None else None
    watch = SpeechClock(given_seconds, spent, since)
    assert 0 <= watch.left_at(NOON) <= given_seconds
    assert watch.spent_at(NOON) >= spent


def _item(world: World, **how: object) -> tuple[AgendaItem, Meeting]:
    item = evening.with_item(world, **how)  # type: ignore[arg-type]
    return item, item.meeting


def test_a_hand_goes_up_once(world: World) -> None:
    item, meeting = _item(world)
    first = raise_hand(meeting=meeting, person_id=world.members[1].id, stance=Stance.FOR)
    again = raise_hand(meeting=meeting, person_id=world.members[1].id, stance=Stance.AGAINST)
    assert again.id == first.id
    assert [(each.id, each.stance) for each in floor_of(item.id).waiting] == [(first.id, "against")]
    take_down(hand=first, actor_id=world.members[1].id)
    assert floor_of(item.id).waiting == []
    with pytest.raises(Conflict):  # the chair's list was older
        give_floor(meeting=meeting, after=None, actor_id=world.chair.id, hand=first)


def test_only_who_is_there_raises_a_hand(world: World) -> None:
    _item_, meeting = _item(world, present=33)
    with pytest.raises(Conflict):
        raise_hand(meeting=meeting, person_id=world.members[40].id, stance=Stance.FOR)
    leaver = world.members[2]
    hand = raise_hand(meeting=meeting, person_id=leaver.id, stance=Stance.FOR)
    leave(meeting=meeting, person_id=leaver.id)
    db.session.refresh(hand)
    assert hand.state == Turn.TAKEN_DOWN


def test_one_speaks_and_a_second_press_changes_nothing(world: World) -> None:
    item, meeting = _item(world)
    for member in world.members[1:4]:
        raise_hand(meeting=meeting, person_id=member.id, stance=Stance.QUESTION)
    first = give_floor(meeting=meeting, after=None, actor_id=world.chair.id)
    same = give_floor(meeting=meeting, after=None, actor_id=world.chair.id)
    assert first is not None
    assert same is not None
    assert same.id == first.id
    second = give_floor(meeting=meeting, after=first.id, actor_id=world.chair.id)
    assert second is not None
    there = floor_of(item.id)
    assert there.present is not None
    assert there.present.id == second.id
    assert [each.id for each in there.spoken] == [first.id]


def test_the_limit_of_the_procedure_and_the_chairs_exception(world: World) -> None:
    item, meeting = _item(world)
    speaker = world.members[1]
    for _time in range(meeting.rules.turns_each or 0):
        raise_hand(meeting=meeting, person_id=speaker.id, stance=Stance.FOR)
        speech = give_floor(meeting=meeting, after=None, actor_id=world.chair.id)
        assert speech is not None
        end_speech(speech=speech, actor_id=world.chair.id)
    with pytest.raises(Conflict):
        raise_hand(meeting=meeting, person_id=speaker.id, stance=Stance.FOR)
    put_back(speech=speech, actor_id=world.chair.id)
    put_back(speech=speech, actor_id=world.chair.id)
    assert len(floor_of(item.id).waiting) == 1


def test_the_clock_stops_runs_on_and_takes_more(world: World) -> None:
    _item_, meeting = _item(world)
    chair_id = world.chair.id
    enter_hand(meeting=meeting, name="12号座", stance=Stance.INFORMATION, actor_id=chair_id)
    with clock.stopped(NOON):
        speech = give_floor(meeting=meeting, after=None, actor_id=chair_id)
        assert speech is not None
    with clock.stopped(NOON + timedelta(seconds=50)):
        pause_speech(speech=speech, paused=True, actor_id=chair_id)
        pause_speech(speech=speech, paused=True, actor_id=chair_id)
    with clock.stopped(NOON + timedelta(seconds=90)):
        assert speech.clock.left_at(clock.now()) == 130
        time_speech(speech=speech, seconds=30, actor_id=chair_id, key="a")
        time_speech(speech=speech, seconds=30, actor_id=chair_id, key="a")
        pause_speech(speech=speech, paused=False, actor_id=chair_id)
        remind(speech=speech, of=Reminder.TOPIC, actor_id=chair_id)
    with clock.stopped(NOON + timedelta(seconds=100)):
        assert speech.clock.left_at(clock.now()) == 150
        end_speech(speech=speech, actor_id=chair_id)
    assert speech.spent == 60
    with pytest.raises(Conflict):
        remind(speech=speech, of=Reminder.CIVIL, actor_id=chair_id)


def test_a_vote_silences_and_the_next_item_clears(world: World) -> None:
    motion = evening.with_motion(world)
    item, meeting = motion.item, motion.item.meeting
    for member in world.members[1:3]:
        raise_hand(meeting=meeting, person_id=member.id, stance=Stance.FOR)
    give_floor(meeting=meeting, after=None, actor_id=world.chair.id)
    poll = open_vote(motion=motion, actor_id=world.chair.id)
    assert floor_of(item.id).present is None
    assert len(floor_of(item.id).waiting) == 1, "who waited keeps the place"
    with pytest.raises(Conflict):
        raise_hand(meeting=meeting, person_id=world.members[5].id, stance=Stance.FOR)
    with pytest.raises(Conflict):
        give_floor(meeting=meeting, after=None, actor_id=world.chair.id)
    evening.close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    evening.publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    open_item(item=meeting.items[2], actor_id=world.chair.id)
    assert floor_of(item.id).waiting == []
    assert [each.state for each in floor_of(item.id).dropped] == [Turn.NOT_REACHED]


def test_a_name_is_needed_for_who_has_no_phone(world: World) -> None:
    _item_, meeting = _item(world)
    with pytest.raises(Invalid):
        enter_hand(meeting=meeting, name="  ", stance=Stance.FOR, actor_id=world.chair.id)


def test_a_name_of_one_present_is_that_person(world: World) -> None:
    _item_, meeting = _item(world)
    member = world.members[2]
    hand = enter_hand(meeting=meeting, name=member.name, stance=Stance.FOR, actor_id=world.chair.id)
    assert hand.person_id == member.id
    assert raise_hand(meeting=meeting, person_id=member.id, stance=Stance.FOR).id == hand.id, "the same hand"
    away = world.members[40]
    assert enter_hand(meeting=meeting, name=away.name, stance=Stance.FOR, actor_id=world.chair.id).person_id is None


def test_the_number_of_a_seat_card_is_its_member(world: World, client: Client) -> None:
    item, meeting = _item(world)
    third, path, item_id = world.members[2], f"/meetings/{meeting.id}", item.id
    away = world.members[40]
    rows = print_cards(meeting=meeting, actor_id=world.chair.id)
    number = {row.person.id: row.number for row in rows}
    client.as_(world.chair)
    for written in (str(number[third.id]), f"第{number[third.id]}号", f" No. {number[third.id]}"):
        answer = client.post(f"{path}/speakers", {"name": written, "stance": "for"}, htmx=True)
        assert f"Seat {number[third.id]}: {third.name}." in answer.text
    (hand,) = floor_of(item_id).waiting
    assert (hand.who, hand.name) == (f"p{third.id}", third.name), "however it is written, one hand of one person"
    answer = client.post(f"{path}/speakers", {"name": str(number[away.id]), "stance": "for"}, htmx=True)
    assert f"{away.name}, who is not checked in." in answer.text


def test_a_name_that_nobody_here_has_is_taken_and_said(world: World, client: Client) -> None:
    item, meeting = _item(world)
    path, item_id = f"/meetings/{meeting.id}", item.id
    client.as_(world.chair)

    def enter(name: str) -> str:
        return client.post(f"{path}/speakers", {"name": name, "stance": "for"}, htmx=True).text

    assert "Nobody here is called “王师傅”; the name goes on the wall as typed." in enter("王师傅")
    assert "No seat card has the number “3”" in enter("3"), "no card was printed"
    assert [each.name for each in floor_of(item_id).waiting] == ["王师傅", "3"]
    known = enter(world.members[2].name)
    assert "Nobody here" not in known
    assert "as typed" not in known
    with transaction():
        world.members[4].name = world.members[3].name
    assert "More than one person here is called" in enter(world.members[3].name)
    assert client.post(f"{path}/speakers", {"name": "李师傅", "stance": "for"}).status_code == 303
    assert "Nobody here is called “李师傅”" in client.get(f"{path}/chair").text, "without script as well"


def test_the_wall_follows_the_speaker(world: World) -> None:
    _item_, meeting = _item(world)
    assert scene(load_room(meeting.id)) == "item"
    raise_hand(meeting=meeting, person_id=world.members[1].id, stance=Stance.FOR)
    give_floor(meeting=meeting, after=None, actor_id=world.chair.id)
    assert scene(load_room(meeting.id)) == "speaker"


def test_phone_console_and_statistics(world: World, client: Client) -> None:
    item, meeting = _item(world)
    path, item_id, chair, member = f"/meetings/{meeting.id}", item.id, world.chair, world.members[1]
    name = member.name
    db.session.commit()
    client.as_(member)
    assert 'data-test="raise-against"' in client.get(path).text
    client.post(f"{path}/hands", data={"stance": "against"})
    assert "Place in the queue: 1" in client.get(path).text
    assert client.post(f"{path}/turns", data={"after": ""}).status_code == 403
    client.as_(chair)
    assert name in client.get(f"{path}/chair").text
    client.post(f"{path}/turns", data={"after": ""})
    assert 'data-test="speaker-now"' in client.get(f"{path}/chair").text
    speech = db.session.scalars(db.select(Speech).where(Speech.item_id == item_id)).one()
    client.post(f"/speeches/{speech.id}/reminders", data={"of": "topic"})
    assert "Please come back to the point" in client.get(f"{path}/projector").text
    client.post(f"/speeches/{speech.id}/end")
    assert name in client.get(f"{path}/speeches").text
    assert client.post(f"{path}/speakers", data={"name": "", "stance": "for"}, htmx=True).status_code == 422


def test_the_button_gives_the_floor_to_the_one_it_names_or_to_nobody(world: World, client: Client) -> None:
    item, meeting = _item(world)
    path, item_id, chair_id = f"/meetings/{meeting.id}", item.id, world.chair.id
    enter_hand(meeting=meeting, name="甲", stance=Stance.FOR, actor_id=chair_id)
    enter_hand(meeting=meeting, name="乙", stance=Stance.FOR, actor_id=chair_id)
    first = give_floor(meeting=meeting, after=None, actor_id=chair_id)
    assert first is not None
    page = client.as_(world.chair).get(f"{path}/chair").text
    pressed = re.search(r'name="after" value="(\d+)"><input type="hidden" name="next" value="(\d+)"', page)
    assert pressed is not None
    fields = {"after": pressed[1], "next": pressed[2]}
    enter_hand(meeting=meeting, name="丙", stance=Stance.AGAINST, actor_id=chair_id)  # the other side comes first
    answer = client.post(f"{path}/turns", fields, htmx=True)
    assert answer.status_code == 409
    assert "The order has changed meanwhile." in answer.text
    assert "Next speaker: 丙" in answer.text
    there = floor_of(item_id)
    assert there.present is not None
    assert (there.present.name, [each.name for each in there.waiting]) == ("甲", ["丙", "乙"]), "nothing was done"
    fields["next"] = str(there.waiting[0].id)
    assert client.post(f"{path}/turns", fields, htmx=True).status_code == 200
    there = floor_of(item_id)
    assert there.present is not None
    assert there.present.name == "丙"
    assert client.post(f"{path}/turns", fields, htmx=True).status_code == 200, "pressed twice is pressed once"
    only = floor_of(item_id).waiting[0]
    take_down(hand=db.session.get_one(Speech, only.id), actor_id=chair_id)
    again = client.post(f"{path}/turns", {"after": str(there.present.id), "next": str(only.id)}, htmx=True)
    assert again.status_code == 409, "nobody waits any more"


def test_the_place_says_how_long_and_how_often(world: World) -> None:
    choose_procedure(
        place=world.estate,
        code="gy_council",
        own=Own(turn_seconds=120, turns_each=1),
        valid_from=clock.today(),
        actor_id=world.community_staff.id,
    )
    item = evening.with_item(world)
    member = world.members[1]
    raise_hand(meeting=item.meeting, person_id=member.id, stance=Stance.FOR)
    speech = give_floor(meeting=item.meeting, after=None, actor_id=world.chair.id)
    assert speech is not None
    assert speech.given == 120
    end_speech(speech=speech, actor_id=world.chair.id)
    with pytest.raises(Conflict):
        raise_hand(meeting=item.meeting, person_id=member.id, stance=Stance.FOR)


def test_whoever_waits_can_be_called_and_taken_down(world: World, client: Client) -> None:
    item, meeting = _item(world, present=33)
    for member in world.members[:30]:
        raise_hand(meeting=meeting, person_id=member.id, stance=Stance.FOR)
    db.session.commit()
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/chair?lang=en").text
    for hand in floor_of(item.id).waiting:
        assert f'name="speech" value="{hand.id}"' in page
        assert f'action="/speeches/{hand.id}/removal"' in page
    assert "18 more people wait" in page


@pytest.mark.parametrize("field", ["speech", "next", "after"])
@pytest.mark.parametrize("typed", ["9" * 20, "-1", "٣"])
def test_what_names_no_speech_gives_the_floor_to_nobody(world: World, client: Client, field: str, typed: str) -> None:
    item, meeting = _item(world)
    raise_hand(meeting=meeting, person_id=world.members[2].id, stance=Stance.FOR)
    db.session.commit()
    client.as_(world.chair)
    assert client.post(f"/meetings/{meeting.id}/turns", {field: typed}).status_code == 404
    assert floor_of(item.id).present is None
