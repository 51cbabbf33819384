"""Guests: people at a meeting who stand on no roster."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from council.base import clock
from council.base.db import db, transaction
from council.base.errors import Conflict, Invalid
from council.meetings.guests.kept import _old
from council.meetings.guests.models import Capacity, Guest
from council.meetings.guests.operations import set_here, welcome
from council.meetings.guests.queries import guests_of
from council.meetings.loading import load_room
from council.meetings.models import MeetingKind
from council.meetings.operations.session import adjourn, check_in
from council.minutes.facts import document
from council.minutes.paper import Paper
from council.privacy.kept import removing
from tests.meetings import evening, plans
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


def test_a_guest_is_counted_as_one_in_attendance_and_never_for_the_quorum(world: World) -> None:
    meeting = evening.in_session(world, present=30)
    guest = welcome(meeting=meeting, name=" 王工 ", origin="自来水公司", entered_by=world.chair.id)
    there = load_room(meeting.id).presence
    assert (there.members, there.observers, guest.name) == (30, 1, "王工")
    assert not load_room(meeting.id).quorum.reached
    set_here(guest=guest, meeting=meeting, here=False, entered_by=world.chair.id)
    assert load_room(meeting.id).presence.observers == 0
    set_here(guest=guest, meeting=meeting, here=True, entered_by=world.chair.id)
    assert load_room(meeting.id).presence.observers == 1


def test_at_a_talk_guests_stand_beside_those_who_checked_in(world: World) -> None:
    meeting = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
    welcome(meeting=meeting, name="租户", origin="", entered_by=world.chair.id)
    assert load_room(meeting.id).presence[:2] == (3, 1)


def test_a_form_sent_twice_is_one_guest_and_the_same_word_no_act(world: World) -> None:
    meeting = evening.in_session(world)
    wish = {"meeting": meeting, "name": "王工", "origin": "", "entered_by": world.chair.id, "key": "k"}
    first, second = welcome(**wish), welcome(**wish)  # type: ignore[arg-type]
    assert first.id == second.id
    version = meeting.version
    set_here(guest=first, meeting=meeting, here=True, entered_by=world.chair.id)
    assert meeting.version == version


def test_guests_come_on_the_day_until_it_is_over_and_without_phone_numbers(world: World) -> None:
    later = plans.convened(world, days=4)
    over = evening.in_session(world)
    adjourn(meeting=over, actor_id=world.chair.id)
    for meeting in (later, over):
        with pytest.raises(Conflict):
            welcome(meeting=meeting, name="王工", origin="", entered_by=world.chair.id)
    running = evening.in_session(world)
    for wish, field in (({"name": " "}, "name"), ({"origin": "13812345678"}, "origin")):
        with pytest.raises(Invalid) as caught:
            welcome(meeting=running, entered_by=world.chair.id, **({"name": "王工", "origin": ""} | wish))
        assert caught.value.field == field


def test_the_minutes_name_guests_with_where_they_are_from(world: World) -> None:
    meeting = evening.in_session(world)
    welcome(meeting=meeting, name="王工", origin="自来水公司", entered_by=world.chair.id)
    observers = document(meeting, {})["attendance"]["observers"]
    assert observers == [{"name": "王工", "open": False, "as": "observer", "at": "自来水公司"}]


def test_the_minutes_and_the_sheet_say_as_what_a_guest_came(world: World, client: Client) -> None:
    meeting = evening.in_session(world, present=2)
    check_in(meeting=meeting, person_id=world.resident.id)
    wish = {"meeting": meeting, "entered_by": world.chair.id}
    welcome(name="王工", origin="", capacity=Capacity.PARTNER, unit=world.unit, **wish)  # type: ignore[arg-type]
    welcome(name="赵工", origin="燃气公司", capacity=Capacity.PARTNER, **wish)  # type: ignore[arg-type]
    welcome(name="租户", origin="", capacity=Capacity.RESIDENT, **wish)  # type: ignore[arg-type]
    welcome(name="记者", origin="", **wish)  # type: ignore[arg-type]
    assert Paper(document(meeting, {})).observers == [
        world.resident.name,
        "王工 (Partner unit, 供水公司)",
        "赵工 (Partner unit, 燃气公司)",
        "租户 (Resident)",
        "记者",
    ]
    sheet = client.as_(world.chair).get(f"/meetings/{meeting.id}/sign-in-sheet").text
    members, others = sheet.split("Others present")
    assert world.resident.name in others
    assert f">{world.resident.name}<" not in members, "who has no vote is not among those who have"
    rows = re.findall(r'<td lang="zh-CN">([^<]+)</td><td>([^<]+)', others)
    assert rows == [("王工", "Partner unit"), ("赵工", "Partner unit"), ("租户", "Resident"), ("记者", "Observer")]
    door = client.get(f"/meetings/{meeting.id}/door").text
    assert re.search(r'Partner unit<i class="sep"></i><span lang="zh-CN">供水公司', door)
    assert load_room(meeting.id).presence[:2] == (2, 5), "none has a vote"


def test_the_desk_chooses_as_what_a_guest_comes(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    path = f"/meetings/{meeting.id}/guests"
    client.as_(world.chair)
    unit = str(world.unit.id)
    refused = client.post(path, {"name": "王工", "capacity": "partner"})
    assert refused.status_code == 422
    assert refused.text.count("Choose the unit, or write which one it is.") == 2, "in the summary and beside the field"
    for wrong in ({"capacity": "member"}, {"capacity": "partner", "unit": "999"}):
        assert client.post(path, {"name": "王工", **wrong}).status_code == 422
    client.post(path, {"name": "王工", "capacity": "partner", "unit": unit, "once": "a"})
    client.post(path, {"name": "租户", "capacity": "resident", "unit": unit, "once": "b"})
    found = [(guest.name, guest.capacity, guest.unit_id) for guest in guests_of(meeting.id)]
    assert found == [("王工", "partner", world.unit.id), ("租户", "resident", None)]


def test_where_no_unit_works_the_unit_is_written(world: World, client: Client) -> None:
    with transaction():
        world.unit.closed_on = clock.today()
    meeting = evening.in_session(world)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/door").text
    assert "guest-unit" not in page
    client.post(f"/meetings/{meeting.id}/guests", {"name": "王工", "capacity": "partner", "origin": "水司"})
    assert [guest.whence for guest in guests_of(meeting.id)] == ["水司"]
    refused = client.post(f"/meetings/{meeting.id}/guests", {"name": "王工", "capacity": "partner"})
    assert 'href="#guest-origin"' in refused.text


def test_the_desk_writes_a_guest_down_in_one_line(world: World, client: Client) -> None:
    meeting = evening.in_session(world)
    path = f"/meetings/{meeting.id}"
    client.as_(world.chair)
    bad = client.post(f"{path}/guests", data={"name": "", "origin": "自来水公司"})
    assert bad.status_code == 422
    assert "自来水公司" in bad.text, "what was typed is kept"
    client.post(f"{path}/guests", data={"name": "王工", "origin": "自来水公司", "once": "a"})
    page = client.get(f"{path}/door").text
    assert "王工" in page
    (guest,) = guests_of(meeting.id)
    client.post(f"{path}/guests/{guest.id}", data={"to": "left"})
    assert db.session.get_one(Guest, guest.id).left_at is not None
    assert client.as_(world.resident).post(f"{path}/guests", data={"name": "王工"}).status_code == 403


def test_a_guest_of_another_meeting_is_not_there(world: World, client: Client) -> None:
    one, other = evening.in_session(world), evening.in_session(world)
    guest = welcome(meeting=other, name="王工", origin="", entered_by=world.chair.id)
    answer = client.as_(world.chair).post(f"/meetings/{one.id}/guests/{guest.id}", data={"to": "left"})
    assert answer.status_code == 404


def test_names_go_after_a_year(world: World) -> None:
    welcome(meeting=evening.in_session(world), name="王工", origin="", entered_by=world.chair.id)
    assert db.session.scalars(_old(clock.now() - timedelta(days=1))).all() == []
    removing(Guest)(db.session.scalars(_old(clock.now() + timedelta(days=1))).all())
    assert db.session.scalars(select(Guest)).all() == []
