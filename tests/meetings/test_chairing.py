"""One console drives: who takes the seat, who looks on, who takes it over, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from council.accounts.operations import end_session
from council.accounts.rules import Ending
from council.base import clock
from council.base.db import db
from council.base.errors import Invalid
from council.journal.models import JournalEntry
from council.journal.sentences import sentence
from council.live.hub import Hub
from council.live.service import live_of
from council.meetings.chairing.operations import LooksOn, drive, sit_down, take_over
from council.meetings.chairing.queries import hold_of
from council.meetings.chairing.rules import LAPSE, Hold, Seat, seat_of
from council.meetings.models import Meeting, Motion
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

NOW = clock.now()


def hold(meeting: Meeting) -> Hold:
    found = hold_of(meeting.id)
    assert found is not None
    return found


@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 20 * 3600))
def test_a_seat_is_mine_or_anothers_until_it_lapses(holder: int, desk: int, seconds: int) -> None:
    held = Hold(holder, 1, "唐守诚", NOW, NOW)
    seat = seat_of(held, desk, NOW + timedelta(seconds=seconds))
    if seconds >= LAPSE.total_seconds():
        assert seat is Seat.FREE
    else:
        assert seat is (Seat.MINE if holder == desk else Seat.OTHERS)
    assert seat_of(None, desk, NOW) is Seat.FREE


def test_the_first_sits_the_second_does_not_move_it(world: World) -> None:
    meeting = evening.in_session(world)
    version = meeting.version
    sit_down(meeting=meeting, desk=1, person_id=world.chair.id)
    assert meeting.version > version, "other consoles hear of it"
    sit_down(meeting=meeting, desk=2, person_id=world.community_staff.id)
    assert (hold(meeting).desk, hold(meeting).name) == (1, world.chair.name)


def test_an_act_takes_a_free_seat_and_is_refused_beside_a_taken_one(world: World, english: None) -> None:
    meeting = evening.in_session(world)
    did = []
    drive(meeting=meeting, desk=1, person_id=world.chair.id, act=lambda: did.append("first"))
    with pytest.raises(LooksOn, match="has been driving since"):
        drive(meeting=meeting, desk=2, person_id=world.community_staff.id, act=lambda: did.append("second"))
    assert did == ["first"]
    with clock.stopped(clock.now() + LAPSE):
        drive(meeting=meeting, desk=2, person_id=world.community_staff.id, act=lambda: did.append("next day"))
    assert hold(meeting).desk == 2


def test_an_act_that_fails_leaves_the_seat_free(world: World) -> None:
    meeting = evening.in_session(world)

    def fail() -> None:
        raise Invalid("no")

    with pytest.raises(Invalid):
        drive(meeting=meeting, desk=1, person_id=world.chair.id, act=fail)
    assert hold_of(meeting.id) is None


def test_taking_over_is_journalled_once_and_remembers_from_whom(world: World, english: None) -> None:
    meeting = evening.in_session(world)
    sit_down(meeting=meeting, desk=1, person_id=world.chair.id)
    for _twice in range(2):
        take_over(meeting=meeting, desk=2, person_id=world.community_staff.id)
    assert (hold(meeting).desk, hold(meeting).before) == (2, 1)
    entries = db.session.scalars(db.select(JournalEntry).where(JournalEntry.action == "meetings.chair.taken_over"))
    (entry,) = entries.unique().all()
    assert (entry.actor_id, entry.data) == (world.community_staff.id, {"before": world.chair.id})
    assert sentence(entry) == f"Took over the chair's desk from {world.chair.name}"
    take_over(meeting=meeting, desk=1, person_id=world.chair.id)
    assert (hold(meeting).desk, hold(meeting).before) == (1, 2)


def test_who_takes_a_free_seat_by_that_button_takes_it_from_nobody(world: World) -> None:
    meeting = evening.in_session(world)
    take_over(meeting=meeting, desk=1, person_id=world.chair.id)
    assert hold(meeting).before is None
    entries = db.session.scalars(db.select(JournalEntry).where(JournalEntry.action == "meetings.chair.taken_over"))
    assert not entries.unique().all()


def test_opening_the_console_on_the_day_takes_the_seat(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/chair").text
    assert 'data-drives="yes"' in page
    assert "looks-on" not in page
    assert hold(meeting).person_id == world.chair.id
    other = client.as_(world.community_staff).get(f"/meetings/{meeting.id}/chair").text
    assert 'data-test="looks-on"' in other
    assert f"{world.chair.name} drives this meeting" in other
    assert other.count('<fieldset class="acts" disabled>') == 3


def test_a_fragment_or_an_early_look_takes_nothing(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.chair).get(f"/meetings/{meeting.id}/chair", htmx=True)
    assert hold_of(meeting.id) is None
    with clock.stopped(clock.now() - timedelta(days=2)):
        client.as_(world.chair).get(f"/meetings/{meeting.id}/chair")
        assert hold_of(meeting.id) is None


def test_a_desk_that_looks_on_is_refused_with_what_it_typed(world: World, client: Client) -> None:
    item = evening.with_item(world)
    path = f"/meetings/{item.meeting_id}/chair"
    client.as_(world.chair).get(path)
    motion = {"title": "换灯", "text": "同意换48盏。", "moved_by": ""}
    for htmx in (True, False):
        answer = client.as_(world.community_staff).post(f"/items/{item.id}/motions", motion, htmx=htmx)
        assert answer.status_code == 409
        assert "has been driving since" in answer.text
        assert 'value="换灯"' in answer.text
        assert "同意换48盏。" in answer.text
        assert '<fieldset class="acts" disabled>' in answer.text
    assert db.session.scalars(db.select(Motion)).all() == []
    assert client.post(f"/meetings/{item.meeting_id}/wall", {"view": "blank"}, htmx=True).status_code == 409


def test_take_over_and_take_back_by_plain_forms(world: World, client: Client) -> None:
    item = evening.with_item(world)
    path = f"/meetings/{item.meeting_id}/chair"
    client.as_(world.chair).get(path)
    answer = client.as_(world.community_staff).post(f"{path}/driver")
    assert (answer.status_code, answer.location) == (303, path)
    assert "looks-on" not in client.get(path).text
    assert client.post(f"/meetings/{item.meeting_id}/wall", {"view": "blank"}).status_code == 303
    assert hold(item.meeting).person_id == world.community_staff.id


def test_the_former_desk_reads_who_took_over(world: World, client: Client) -> None:
    meeting = evening.with_item(world).meeting
    path = f"/meetings/{meeting.id}/chair"
    client.as_(world.chair).get(path)
    take_over(meeting=meeting, desk=-1, person_id=world.community_staff.id)
    line = client.get(f"{path}/driver", htmx=True).text
    assert f"{world.community_staff.name} took over at" in line
    assert "Take the desk back" in line
    back = client.post(f"{path}/driver", htmx=True)
    assert back.status_code == 200
    assert 'data-drives="yes"' in back.text
    assert back.text.lstrip().startswith('<aside id="driver"')


def test_the_same_person_on_another_device_is_another_desk(world: World, client: Client) -> None:
    meeting = evening.with_item(world).meeting
    path = f"/meetings/{meeting.id}/chair"
    client.as_(world.chair).get(path)
    assert "You drive this meeting on another device" in client.as_(world.chair).get(path).text


def test_who_signed_out_holds_no_seat(world: World, client: Client) -> None:
    meeting = evening.with_item(world).meeting
    path = f"/meetings/{meeting.id}/chair"
    client.as_(world.chair).get(path)
    end_session(session_id=hold(meeting).desk, why=Ending.SIGNED_OUT)
    assert "looks-on" not in client.as_(world.community_staff).get(path).text
    assert hold(meeting).person_id == world.community_staff.id


def test_the_door_and_the_phones_ask_for_no_seat(world: World, client: Client) -> None:
    meeting = evening.in_session(world, present=2)
    client.as_(world.chair).get(f"/meetings/{meeting.id}/chair")
    guest = client.as_(world.recorder).post(f"/meetings/{meeting.id}/guests", {"name": "王工", "origin": "水司"})
    assert guest.status_code in (200, 303)
    assert client.as_(world.members[9]).post(f"/meetings/{meeting.id}/attendance").status_code == 303


def test_who_may_not_chair_takes_nothing_over(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    for person in (world.members[5], world.recorder):
        assert client.as_(person).post(f"/meetings/{meeting.id}/chair/driver").status_code == 403
        assert client.get(f"/meetings/{meeting.id}/chair/driver").status_code == 403
    assert hold_of(meeting.id) is None


def test_the_driver_reads_that_others_look_on(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    monkeypatch.setattr(live_of(app), "hub", Hub())
    meeting = evening.in_session(world)
    for _each in range(2):
        live_of(app).hub.subscribe([f"meeting.{meeting.id}.desk.zh_CN"], lambda: None)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/chair").text
    assert "Every tab of this browser acts; other computers look on." in page
