"""Answers to a call, and meetings in people's own calendars."""

from datetime import timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.meetings.calling.kept import _old
from council.meetings.calling.models import CalendarKey, Coming, Reply
from council.meetings.calling.operations import drop_calendar_key, make_calendar_key, reply
from council.meetings.calling.queries import answers_to, my_reply
from council.meetings.models import MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import cancel_meeting
from council.meetings.operations.session import check_in, start_meeting
from council.meetings.queries import presence
from council.privacy.kept import removing
from tests.meetings.plans import NOW, convened, draft
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def sunday() -> object:
    with clock.stopped(NOW):
        yield


def test_the_last_word_counts_and_the_same_word_is_no_act(world: World) -> None:
    meeting = convened(world)
    member = world.members[0]
    first = reply(meeting=meeting, person_id=member.id, coming=Coming.YES)
    version = meeting.version
    assert reply(meeting=meeting, person_id=member.id, coming=Coming.YES, reason="不用说").id == first.id
    assert meeting.version == version, "a reason belongs to an apology"
    reply(meeting=meeting, person_id=member.id, coming=Coming.NO, reason=" 出差 ")
    said = my_reply(meeting.id, member.id)
    assert said is not None
    assert (said.coming, said.reason) == ("no", "出差")
    assert db.session.scalar(select(func.count()).select_from(Reply)) == 1


def test_a_reply_never_counts_as_being_there(world: World) -> None:
    meeting = convened(world)
    reply(meeting=meeting, person_id=world.members[0].id, coming=Coming.YES)
    assert presence(meeting).members == 0


def test_only_a_called_meeting_that_has_not_begun_waits_for_answers(world: World) -> None:
    planned = draft(world, "楼道灯")
    with pytest.raises(Conflict):
        reply(meeting=planned, person_id=world.members[0].id, coming=Coming.YES)
    meeting = convened(world)
    with clock.stopped(meeting.starts_at):
        start_meeting(meeting=meeting, actor_id=world.chair.id)
    with pytest.raises(Conflict):
        reply(meeting=meeting, person_id=world.members[0].id, coming=Coming.YES)


def test_a_reason_holds_no_personal_number_and_ends_somewhere(world: World) -> None:
    meeting = convened(world)
    for reason in ("打我电话13812345678", "长" * 121):
        with pytest.raises(Invalid) as caught:
            reply(meeting=meeting, person_id=world.members[0].id, coming=Coming.NO, reason=reason)
        assert caught.value.field == "reason"


def test_the_chair_sees_who_comes_who_cannot_and_who_is_silent(world: World) -> None:
    meeting = convened(world)
    reply(meeting=meeting, person_id=world.members[0].id, coming=Coming.YES)
    reply(meeting=meeting, person_id=world.resident.id, coming=Coming.YES)
    reply(meeting=meeting, person_id=world.members[1].id, coming=Coming.NO, reason="出差")
    answers = answers_to(meeting)
    assert answers.coming == 1, "only members count for the quorum"
    assert [(each.name, each.reason) for each in answers.apologies] == [(world.members[1].name, "出差")]
    assert len(answers.silent) == answers.called - 2
    talk = convened(world, kind=MeetingKind.EVENING_TALK)
    reply(meeting=talk, person_id=world.resident.id, coming=Coming.YES)
    assert (answers_to(talk).coming, answers_to(talk).silent) == (1, [])


def test_a_member_answers_on_the_phone_and_the_planner_reads_it(world: World, client: Client) -> None:
    meeting = convened(world)
    member = client.as_(world.members[0])
    assert 'data-test="coming"' in member.get(f"/meetings/{meeting.id}").text
    member.post(f"/meetings/{meeting.id}/reply", data={"coming": "no", "reason": "出差"})
    page = member.get(f"/meetings/{meeting.id}").text
    assert "You said: I cannot come" in page
    assert "出差" in page
    chair = client.as_(world.chair)
    plan = chair.get(f"/meetings/{meeting.id}/plan").text
    assert "Apologies" in plan
    assert "出差" in plan
    assert world.members[0].name in plan
    assert "出差" not in client.as_(world.resident).get(f"/meetings/{meeting.id}").text


def test_a_refused_reason_stands_there_as_it_was_typed(world: World, client: Client) -> None:
    meeting = convened(world)
    answer = client.as_(world.members[0]).post(
        f"/meetings/{meeting.id}/reply", data={"coming": "no", "reason": "打13812345678"}
    )
    assert answer.status_code == 422
    assert 'value="打13812345678"' in answer.text
    assert 'id="reply-error"' in answer.text
    assert my_reply(meeting.id, world.members[0].id) is None


def test_nonsense_and_late_answers_get_words(world: World, client: Client) -> None:
    meeting = convened(world)
    member = client.as_(world.members[0])
    assert member.post(f"/meetings/{meeting.id}/reply", data={"coming": "maybe"}).status_code == 422
    with clock.stopped(meeting.starts_at):
        start_meeting(meeting=meeting, actor_id=world.chair.id)
    member.post(f"/meetings/{meeting.id}/reply", data={"coming": "yes"})
    page = member.get(f"/meetings/{meeting.id}").text
    assert "no longer waits for answers" in page


def test_a_stranger_cannot_answer(world: World, client: Client) -> None:
    meeting = convened(world)
    assert client.as_(world.stranger).post(f"/meetings/{meeting.id}/reply", data={"coming": "yes"}).status_code == 404


def test_a_called_meeting_is_a_calendar_entry_for_everyone(world: World, client: Client) -> None:
    meeting = draft(world, "楼道灯")
    assert client.get(f"/meetings/{meeting.id}/calendar.ics").status_code == 404, "a draft is nobody's"
    meeting = convened(world, "楼道灯", "东门", title="灯与门")
    add_item(meeting=meeting, title="很长的一项", minutes=90, actor_id=world.chair.id)
    answer = client.get(f"/meetings/{meeting.id}/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["DTSTART"].dt == meeting.starts_at.replace(microsecond=0)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=106)
    assert "灯与门" in event["SUMMARY"]
    assert "1. 楼道灯" in event["DESCRIPTION"]
    assert str(event["URL"]).endswith(f"/meetings/{meeting.id}/notice")


def test_a_meeting_called_off_takes_itself_out_of_calendars(world: World, client: Client) -> None:
    meeting = convened(world)
    (before,) = Calendar.from_ical(client.get(f"/meetings/{meeting.id}/calendar.ics").data).walk("VEVENT")
    cancel_meeting(meeting=meeting, reason="停电", actor_id=world.chair.id)
    (after,) = Calendar.from_ical(client.get(f"/meetings/{meeting.id}/calendar.ics").data).walk("VEVENT")
    assert (before["UID"], after["STATUS"]) == (after["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert not after.walk("VALARM")


def test_the_feed_holds_what_its_owner_may_see_until_the_address_is_renewed(world: World, client: Client) -> None:
    meeting = convened(world)
    draft(world, "还没有召集")
    client.as_(world.members[0]).post("/meetings/calendar")
    page = client.get("/meetings/calendar").text
    token = db.session.get_one(CalendarKey, world.members[0].id).token
    assert f"/calendars/{token}.ics" in page
    client.as_(None)
    events = Calendar.from_ical(client.get(f"/calendars/{token}.ics").data).walk("VEVENT")
    assert [event["UID"].split("@")[0] for event in events] == [f"meeting-{meeting.id}-{meeting.code}"]
    key = make_calendar_key(place=world.estate, person_id=world.stranger.id)
    assert not Calendar.from_ical(client.get(f"/calendars/{key.token}.ics").data).walk("VEVENT")
    client.as_(world.members[0]).post("/meetings/calendar")
    assert client.get(f"/calendars/{token}.ics").status_code == 404
    fresh = db.session.get_one(CalendarKey, world.members[0].id, populate_existing=True).token
    assert client.get(f"/calendars/{fresh}.ics").status_code == 200
    client.post("/meetings/calendar/closing")
    assert client.get(f"/calendars/{fresh}.ics").status_code == 404
    assert "Make my address" in client.get("/meetings/calendar").text


def test_closing_what_is_not_open_is_no_act(world: World) -> None:
    drop_calendar_key(place=world.estate, person_id=world.chair.id)
    assert db.session.get(CalendarKey, world.chair.id) is None


def test_answers_go_after_their_time(world: World, app: Flask) -> None:
    meeting = convened(world)
    reply(meeting=meeting, person_id=world.members[0].id, coming=Coming.NO, reason="出差")
    assert db.session.scalars(_old(meeting.starts_at)).all() == []
    removing(Reply)(db.session.scalars(_old(meeting.starts_at + timedelta(days=1))).all())
    assert my_reply(meeting.id, world.members[0].id) is None


def test_someone_who_checked_in_is_not_asked_any_more(world: World, client: Client) -> None:
    meeting = convened(world)
    with clock.stopped(meeting.starts_at - timedelta(minutes=10)):
        check_in(meeting=meeting, person_id=world.members[0].id)
    assert 'data-test="coming"' not in client.as_(world.members[0]).get(f"/meetings/{meeting.id}").text
