"""A new meeting, the plan, the call: for those who may, and closed to the rest."""

import re
from collections.abc import Iterator

import pytest

from council.base import clock
from council.base.db import db
from council.journal.queries import history
from council.meetings.models import Meeting, MeetingKind, MeetingState
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import cancel_meeting
from council.meetings.operations.session import adjourn
from tests.meetings.plans import NOW, an_issue, convened, draft, started
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with clock.stopped(NOW):
        yield


NEW = {
    "kind": "weekend_council",
    "place": "GY",
    "day": "2026-11-28",
    "starts": "19:30",
    "venue": "3栋活动室",
    "title": "过冬",
    "notice_days": "3",
    "once": "k-new",
}


def only(kind: type[Meeting] = Meeting) -> Meeting:
    return db.session.scalars(db.select(kind)).one()


# --- a new meeting


def test_a_new_meeting_starts_with_a_saturday_that_the_notice_allows(client: Client, world: World) -> None:
    page = client.as_(world.chair).get("/meetings/new").text
    assert 'value="2026-11-28"' in page
    assert 'value="19:30"' in page
    assert "Wed (25 Nov)" in page


def test_a_draft_is_made_once(client: Client, world: World) -> None:
    for _tap in range(2):
        answer = client.as_(world.chair).post("/meetings/new", NEW)
        assert answer.status_code == 303
    meeting = only()
    assert answer.headers["Location"].endswith(f"/meetings/{meeting.id}/plan")
    assert clock.local(meeting.starts_at).isoformat() == "2026-11-28T19:30:00+08:00"
    assert (meeting.kind, meeting.state, meeting.notice_days) == ("weekend_council", "draft", 3)


def test_an_evening_talk_can_be_planned(client: Client, world: World) -> None:
    client.as_(world.chair).post("/meetings/new", {**NEW, "kind": "evening_talk"})
    assert only().kind == MeetingKind.EVENING_TALK


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("venue", "", "Say where you meet."),
        ("venue", "长" * 81, "80 signs at most."),
        ("day", "2026-11-21", "Choose today or a later day"),
        ("day", "0001-01-01", "Choose today or a later day"),
        ("day", "9999-12-31", "Choose today or a later day"),
        ("day", "morgen", "Choose today or a later day"),
        ("starts", "", "Give the time it starts"),
        ("starts", "25:99", "Give the time it starts"),
        ("notice_days", "61", "Give a notice period from 0 to 60 days."),
        ("notice_days", "-1", "Give a notice period from 0 to 60 days."),
        ("notice_days", "drei", "Give a notice period from 0 to 60 days."),
        ("title", "长" * 81, "80 signs at most."),
    ],
)
def test_a_wrong_field_is_named_and_the_rest_is_kept(
    client: Client, world: World, field: str, value: str, said: str
) -> None:
    answer = client.as_(world.chair).post("/meetings/new", {**NEW, field: value})
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert answer.text.count(said) == 2  # in the summary and beside the field, once each
    kept = "venue" if field != "venue" else "title"
    assert f'value="{NEW[kept]}"' in answer.text
    assert db.session.scalar(db.select(db.func.count(Meeting.id))) == 0


def test_a_kind_or_a_place_that_is_not_offered_is_refused(client: Client, world: World) -> None:
    for wrong in ({"kind": "owners_meeting"}, {"place": "TQ"}, {"place": "nowhere"}):
        assert client.as_(world.chair).post("/meetings/new", {**NEW, **wrong}).status_code == 422
    assert db.session.scalar(db.select(db.func.count(Meeting.id))) == 0


def test_community_staff_choose_the_estate(client: Client, world: World) -> None:
    page = client.as_(world.community_staff).get("/meetings/new").text
    assert 'value="TQ"' in page
    client.post("/meetings/new", {**NEW, "place": "TQ"})
    assert only().place_id == world.other_estate.id


@pytest.mark.parametrize("part", ["resident", "stranger", "recorder", "supervisor", "grid_officer", "partner"])
def test_others_do_not_plan(client: Client, world: World, part: str) -> None:
    client.as_(getattr(world, part))
    assert client.get("/meetings/new").status_code == 403
    assert client.post("/meetings/new", NEW).status_code == 403
    assert db.session.scalar(db.select(db.func.count(Meeting.id))) == 0


def test_an_issue_can_give_rise_to_a_meeting(client: Client, world: World) -> None:
    issue = an_issue(world, "东门外摊车占道")
    assert "东门外摊车占道" in client.as_(world.chair).get(f"/meetings/new?issue={issue.number}").text
    client.post("/meetings/new", {**NEW, "issue": issue.number})
    assert [item.issue_id for item in only().items] == [issue.id]
    assert client.get("/meetings/new?issue=GY-2026-9999").status_code == 404


# --- words about the notice


def test_the_words_follow_the_days(client: Client, world: World) -> None:
    client.as_(world.chair)
    said = client.get("/meetings/earliest-day?notice_days=5&day=2026-11-28", htmx=True).text
    assert "Fri (27 Nov)" in said
    assert "Too early" not in said
    assert "Too early" in client.get("/meetings/earliest-day?notice_days=7&day=2026-11-28", htmx=True).text
    assert "Usual are 3 days" in client.get("/meetings/earliest-day?notice_days=1&day=2026-11-28", htmx=True).text
    for nonsense in ("", "x", "61", "-1", "1e3", "٣"):
        answer = client.get(f"/meetings/earliest-day?notice_days={nonsense}&day=soon", htmx=True)
        assert (answer.status_code, "0 to 60 days" in answer.text) == (200, True)


def test_the_words_alone_are_no_page(client: Client, world: World) -> None:
    assert client.as_(world.chair).get("/meetings/earliest-day").status_code == 303
    meeting = draft(world)
    assert client.get(f"/meetings/{meeting.id}/readiness").status_code == 303


# --- the plan


def test_the_plan_of_a_draft_shows_what_is_missing(client: Client, world: World) -> None:
    meeting = draft(world, days=1)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").text
    assert "The agenda is empty" in page
    assert "The day is too early" in page
    assert "46 members are called" in page
    assert "31 must be there" in page
    assert re.search(r'data-test="convene"[^>]* disabled', page)


def test_a_plan_without_faults_can_be_called(client: Client, world: World) -> None:
    meeting = draft(world, "楼道灯", "门禁", days=3)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").text
    assert "16 minutes" in page
    assert not re.search(r'data-test="convene"[^>]* disabled', page)
    part = client.get(f"/meetings/{meeting.id}/readiness", htmx=True).text
    assert part.strip().startswith("<section")


def test_place_and_time_can_be_changed(client: Client, world: World) -> None:
    meeting = draft(world)
    change = {"day": "2026-12-01", "starts": "20:15", "venue": "2栋", "title": "", "notice_days": "0"}
    assert client.as_(world.chair).post(f"/meetings/{meeting.id}/plan", change).status_code == 303
    assert (meeting.venue, meeting.notice_days) == ("2栋", 0)
    assert clock.local(meeting.starts_at).isoformat() == "2026-12-01T20:15:00+08:00"


def test_a_wrong_plan_keeps_what_was_typed(client: Client, world: World) -> None:
    meeting = draft(world)
    change = {"day": "2026-12-01", "starts": "20:15", "venue": "", "title": "新主题", "notice_days": "99"}
    answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/plan", change)
    assert answer.status_code == 422
    assert "新主题" in answer.text
    assert 'value="99"' in answer.text
    assert 'href="#notice_days"' in answer.text
    assert re.search(r'<details id="basics"\s+open', answer.text)
    assert meeting.title == ""


def test_convening_leads_to_the_notice(client: Client, world: World) -> None:
    meeting = draft(world, "楼道灯")
    for _tap in range(2):
        answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/convocation")
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(f"/meetings/{meeting.id}/notice")
    assert meeting.state == MeetingState.CONVENED
    called = [entry for entry in history("meeting", meeting.id) if entry.action == "meetings.meeting.convened"]
    assert len(called) == 1


def test_short_notice_is_said_beside_the_day(client: Client, world: World) -> None:
    meeting = draft(world, "楼道灯", days=2)
    answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/convocation")
    assert answer.status_code == 422
    assert 'href="#day"' in answer.text
    assert "earliest day is Wed (25 Nov)" in answer.text
    assert meeting.state == "draft"


def test_an_empty_agenda_is_not_called(client: Client, world: World) -> None:
    meeting = draft(world)
    answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/convocation")
    assert answer.status_code == 409
    assert "agenda is empty" in answer.text


def test_after_the_call_the_ways_into_the_evening_are_open(client: Client, world: World) -> None:
    meeting = convened(world)
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").text
    for way in ("chair", "notice", "door", f"projector?token={meeting.wall_token}"):
        assert f"/meetings/{meeting.id}/{way}" in page
    assert f"{meeting.code[:3]} {meeting.code[3:]}" in page
    assert 'data-test="convene"' not in page


def test_a_changed_time_after_the_call_is_a_conflict(client: Client, world: World) -> None:
    meeting = convened(world)
    change = {"day": "2026-12-01", "starts": "20:15", "venue": "2栋", "title": "", "notice_days": "0"}
    assert client.as_(world.chair).post(f"/meetings/{meeting.id}/plan", change).status_code == 409


def test_calling_off_needs_a_reason_once_people_know(client: Client, world: World) -> None:
    meeting = convened(world)
    path = f"/meetings/{meeting.id}/cancellation"
    refused = client.as_(world.chair).post(path, {"reason": ""})
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.text
    assert re.search(r'id="call-off"\s+open', refused.text)
    long = client.post(path, {"reason": "长" * 401})
    assert long.status_code == 422
    assert client.post(path, {"reason": "暴雨"}).status_code == 303
    assert client.post(path, {"reason": "暴雨"}).status_code == 303
    assert meeting.state == "cancelled"
    assert "暴雨" in client.get(f"/meetings/{meeting.id}/plan").text


@pytest.mark.parametrize("state", ["draft", "convened", "in_session", "closed", "cancelled"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_state_has_its_page(client: Client, world: World, state: str, language: str) -> None:
    meeting = draft(world, "楼道灯")
    if state != "draft":
        client.as_(world.chair).post(f"/meetings/{meeting.id}/convocation")
    add_item(meeting=meeting, title="后加的", actor_id=world.chair.id)
    if state in ("in_session", "closed"):
        started(world, meeting)
    if state == "closed":
        adjourn(meeting=meeting, actor_id=world.chair.id)
    if state == "cancelled":
        cancel_meeting(meeting=meeting, reason="暴雨", actor_id=world.chair.id)
    assert meeting.state == state
    page = client.as_(world.chair).get(f"/meetings/{meeting.id}/plan", language=language)
    assert page.status_code == 200
    assert "后加的" in page.text
    assert ("Added after the call" in page.text) == (state != "draft" and language == "en")
    for part in ("resident", "chair"):
        for tab in ("", "?show=past"):
            assert client.as_(getattr(world, part)).get(f"/meetings/{tab}", language=language).status_code == 200


# --- closed to the rest

ACTS = ("convocation", "cancellation", "items", "plan")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("part", "status"),
    [("resident", 403), ("recorder", 403), ("supervisor", 403), ("stranger", 404), ("grid_officer", 403)],
)
def test_planning_a_called_meeting_is_closed_to_others(
    client: Client, world: World, act: str, part: str, status: int
) -> None:
    meeting = convened(world)
    client.as_(getattr(world, part))
    data = {"reason": "x", "title": "x", "minutes": "5"}
    assert client.post(f"/meetings/{meeting.id}/{act}", data).status_code == status
    assert client.get(f"/meetings/{meeting.id}/plan").status_code == status
    assert client.get(f"/meetings/{meeting.id}/readiness").status_code == status
    assert (meeting.state, len(meeting.items)) == ("convened", 1)


@pytest.mark.parametrize("part", ["resident", "stranger", "recorder"])
def test_a_draft_does_not_exist_for_others(client: Client, world: World, part: str) -> None:
    meeting = draft(world, "楼道灯")
    client.as_(getattr(world, part))
    assert client.get(f"/meetings/{meeting.id}/plan").status_code == 404
    for act in ACTS:
        assert client.post(f"/meetings/{meeting.id}/{act}", {"title": "x"}).status_code == 404


def test_a_head_of_another_estate_does_not_plan_here(client: Client, world: World) -> None:
    meeting = draft(world, "楼道灯", place=world.other_estate, actor_id=world.community_staff.id)
    assert client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").status_code == 404
    assert client.as_(world.community_staff).get(f"/meetings/{meeting.id}/plan").status_code == 200


def test_the_plan_costs_the_same_whatever_the_agenda(client: Client, world: World, count_queries: list[str]) -> None:
    meeting = draft(world)
    client.as_(world.chair)
    costs = []
    for _round in range(2):
        for number in range(3):
            issue = an_issue(world, f"事{number}")
            add_item(meeting=meeting, title=issue.title, issue=issue, actor_id=world.chair.id)
            an_issue(world, f"还有{number}")
        count_queries.clear()
        assert client.get(f"/meetings/{meeting.id}/plan").status_code == 200
        costs.append(len(count_queries))
    assert costs[0] == costs[1]
