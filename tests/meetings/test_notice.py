"""The days between the call and the meeting: what the law sets is kept, what a place is used to is only said."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.base import clock
from council.base.db import db, transaction
from council.base.errors import Invalid
from council.charters.operations.choosing import choose_procedure
from council.charters.presets import PROCEDURES
from council.charters.rules import Force
from council.charters.rules.tightening import Own
from council.journal.queries import history
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.planning import change_plan, convene
from council.meetings.rules import least_notice
from council.meetings.series.models import Series
from council.meetings.series.operations import begin_series, plan_ahead
from council.meetings.series.rules import Every, Rhythm
from tests.meetings.plans import NOW, convened, draft
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")

OWNERS, RESIDENTS = MeetingKind.OWNERS_ASSEMBLY, MeetingKind.RESIDENTS_MEETING
CIVIL_CODE = "Civil Code, article 278"
NEW = {
    "kind": "owners_assembly",
    "place": "GY",
    "day": "2026-11-28",
    "starts": "19:30",
    "venue": "3栋架空层",
    "title": "",
    "notice_days": "3",
    "once": "k",
}


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with clock.stopped(NOW):
        yield


def choose(world: World, code: str, days: int) -> None:
    choose_procedure(
        place=world.estate,
        code=code,
        own=Own(notice_days=days),
        valid_from=clock.today(),
        actor_id=world.community_staff.id,
    )


@given(st.sampled_from(sorted(PROCEDURES)))
def test_what_binds_keeps_its_period_and_what_does_not_has_none(code: str) -> None:
    preset = PROCEDURES[code]
    expected = (preset.notice_days or 0) if preset.force is Force.BINDING else 0
    assert least_notice(preset) == expected


def test_the_law_as_it_ships() -> None:
    least = {code: least_notice(PROCEDURES[code]) for code in ("cn_owners_ordinary", "cn_residents_meeting")}
    assert least == {"cn_owners_ordinary": 15, "cn_residents_meeting": 10}
    assert least_notice(PROCEDURES["gy_council"]) == least_notice(PROCEDURES["evening_talk"]) == 0


@pytest.mark.parametrize(
    ("kind", "days", "rule"), [(OWNERS, 15, CIVIL_CODE), (RESIDENTS, 10, "Organic Law of Urban Residents' Committees")]
)
def test_fewer_days_than_the_law_has_are_refused_with_the_rule(
    world: World, kind: MeetingKind, days: int, rule: str
) -> None:
    for few in (0, 1, days - 1):
        with pytest.raises(Invalid) as caught:
            draft(world, kind=kind, days=20, notice_days=few)
        assert caught.value.field == "notice_days"
        assert f"at least {days} days' notice" in caught.value.message
        assert rule in caught.value.message
    assert draft(world, kind=kind, days=20, notice_days=days).notice_days == days
    meeting = draft(world, kind=kind, days=20)
    assert meeting.notice_days == days
    plan = {"venue": meeting.venue, "starts_at": meeting.starts_at, "title": "", "actor_id": world.chair.id}
    with pytest.raises(Invalid):
        change_plan(meeting=meeting, notice_days=days - 1, **plan)


@pytest.mark.parametrize(("days", "allowed"), [(14, False), (15, True)])
def test_the_call_comes_in_time_or_not_at_all(world: World, days: int, allowed: bool) -> None:
    meeting = draft(world, "加装电梯", days=days, kind=OWNERS)
    if allowed:
        assert convene(meeting=meeting, actor_id=world.chair.id).convened_at
        return
    with pytest.raises(Invalid, match=r"Civil Code.* So the earliest day is Mon \(7 Dec\)") as caught:
        convene(meeting=meeting, actor_id=world.chair.id)
    assert caught.value.field == "starts_at"


def test_a_draft_older_than_the_rule_is_called_by_the_rule(world: World) -> None:
    meeting = draft(world, "加装电梯", days=16, kind=OWNERS)
    with transaction():
        meeting.notice_days = 1  # as drafts of old versions hold it
    choose(world, "cn_owners_ordinary", 17)
    with pytest.raises(Invalid, match="the rules of this place ask for at least 17 days' notice"):
        convene(meeting=meeting, actor_id=world.chair.id)
    plan = {"venue": meeting.venue, "title": "", "notice_days": 17, "actor_id": world.chair.id}
    change_plan(meeting=meeting, starts_at=clock.now() + timedelta(days=17), **plan)  # type: ignore[arg-type]
    assert convene(meeting=meeting, actor_id=world.chair.id).notice_days == 17


def test_the_call_writes_down_the_days_it_kept(world: World) -> None:
    meeting = draft(world, "加装电梯", days=20, kind=OWNERS)
    with transaction():
        meeting.notice_days = 1
    assert convene(meeting=meeting, actor_id=world.chair.id).notice_days == 15


def test_a_place_may_ask_for_as_many_days_as_its_form_lets_it_choose(world: World) -> None:
    choose(world, "cn_owners_ordinary", 60)
    assert draft(world, kind=OWNERS, days=70).notice_days == 60


def test_a_council_and_a_talk_may_be_called_at_short_notice_and_read_what_is_usual(
    world: World, client: Client
) -> None:
    choose(world, "gy_council", 5)
    for kind, said in (("weekend_council", "The rules of this place ask for 5 days."), ("evening_talk", "Usual are 3")):
        meeting = draft(world, "楼道灯", days=1, notice_days=1, kind=MeetingKind(kind))
        page = client.as_(world.chair).get(f"/meetings/{meeting.id}/plan").text
        assert page.count(said) == 2, "in the list before the call and beside the form"
        assert convene(meeting=meeting, actor_id=world.chair.id).notice_days == 1


def test_an_emergency_shortens_the_notice_only_where_the_law_says_so(world: World, client: Client) -> None:
    burst = {"days": 2, "notice_days": 2, "urgency": "主水管爆裂"}
    with pytest.raises(Invalid):
        draft(world, kind=OWNERS, **burst)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="Only in an emergency"):
        draft(world, kind=RESIDENTS, **burst | {"urgency": " "})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as caught:
        draft(world, kind=RESIDENTS, **burst | {"urgency": "打我电话13812345678"})  # type: ignore[arg-type]
    assert caught.value.field == "urgency"
    meeting = draft(world, "抢修", kind=RESIDENTS, **burst)  # type: ignore[arg-type]
    convene(meeting=meeting, actor_id=world.chair.id)
    (entry,) = history("meeting", meeting.id, actions=["meetings.meeting.convened"])
    assert (entry.data["notice_days"], entry.data["urgency"]) == (2, "主水管爆裂")
    assert "主水管爆裂" in client.get(f"/meetings/{meeting.id}/notice").text, "everyone reads why"


def test_the_emergency_is_asked_for_where_it_counts(world: World, client: Client) -> None:
    client.as_(world.chair)
    assert 'name="urgency"' not in client.get("/meetings/new").text
    asked = "/meetings/new/when?kind={}&place=GY&day=2026-11-28&starts=20:15&notice_days=3&urgency=爆裂"
    assert 'name="urgency"' in client.get(asked.format("residents_meeting"), htmx=True).text
    assert 'name="urgency"' not in client.get(asked.format("owners_assembly"), htmx=True).text
    words = "/meetings/earliest-day?kind=residents_meeting&place=GY&notice_days=2&day=2026-11-28&urgency={}"
    assert "Only in an emergency" in client.get(words.format(""), htmx=True).text
    assert "Only in an emergency" not in client.get(words.format("爆裂"), htmx=True).text
    form = NEW | {"kind": "residents_meeting", "notice_days": "2"}
    assert 'name="urgency"' in client.post("/meetings/new", form).text
    assert client.post("/meetings/new", form | {"urgency": "主水管爆裂"}).status_code == 303
    meeting = db.session.scalars(db.select(Meeting)).one()
    page = client.get(f"/meetings/{meeting.id}/plan").text
    assert "主水管爆裂" in page
    change = {key: form[key] for key in ("day", "starts", "venue", "title", "notice_days")}
    assert client.post(f"/meetings/{meeting.id}/plan", change).status_code == 422, "without it the law's days again"


# --- the form


def test_the_error_stands_beside_the_field_and_sending_it_again_will_do(world: World, client: Client) -> None:
    client.as_(world.chair)
    answer = client.post("/meetings/new", NEW)
    assert answer.status_code == 422
    assert answer.text.count(CIVIL_CODE) == 2, "in the summary and beside the field"
    assert 'href="#notice_days"' in answer.text
    assert 'value="15"' in answer.text
    assert "the earliest day is Mon (7 Dec)" in answer.text
    answer = client.post("/meetings/new", NEW | {"notice_days": "15", "day": "2026-12-12"})
    assert answer.status_code == 303
    assert db.session.scalars(db.select(Meeting)).one().notice_days == 15


def test_another_kind_brings_its_days_and_its_earliest_day(world: World, client: Client) -> None:
    client.as_(world.chair)
    asked = "/meetings/new/when?kind={}&place=GY&day=2026-11-28&starts=20:15&notice_days=3"
    part = client.get(asked.format("owners_assembly"), htmx=True).text
    assert 'value="15"' in part
    assert 'value="2026-12-12"' in part, "the first Saturday in time"
    assert 'value="20:15"' in part, "the hour stays"
    assert "the earliest day is Mon (7 Dec)" in part
    assert 'value="2026-11-28"' in client.get(asked.format("evening_talk"), htmx=True).text
    assert 'value="3"' in client.get(asked.format("representatives"), htmx=True).text, "no rule names another"
    for nonsense in ("?", "?kind=x&place=nowhere&day=soon&notice_days=-1&starts=9", "?day=0001-01-01&notice_days=999"):
        assert client.get(f"/meetings/new/when{nonsense}", htmx=True).status_code == 200
    assert client.get(asked.format("evening_talk")).status_code == 303, "alone it is no page"


def test_the_words_beside_the_days_name_the_rule(world: World, client: Client) -> None:
    client.as_(world.chair)
    words = client.get("/meetings/earliest-day?kind=owners_assembly&place=GY&notice_days=5&day=2026-12-12", htmx=True)
    assert CIVIL_CODE in words.text
    meeting = draft(world, "加装电梯", days=14, kind=OWNERS)
    page = client.get(f"/meetings/{meeting.id}/plan").text
    assert "kind=owners_assembly" in page, "a draft's words know its kind"
    assert f"({CIVIL_CODE}" in page
    assert 'data-test="convene" disabled' in page


def test_saving_a_draft_with_too_few_days_says_so(world: World, client: Client) -> None:
    meeting = draft(world, "加装电梯", days=20, kind=OWNERS)
    change = {"day": "2026-12-12", "starts": "20:15", "venue": "2栋", "title": "", "notice_days": "1"}
    answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/plan", change)
    assert answer.status_code == 422
    assert CIVIL_CODE in answer.text
    assert 'value="15"' in answer.text


# --- series and meetings that are called


def begun(world: World, since: date) -> Series:
    return begin_series(
        place=world.estate, kind=OWNERS, rhythm=Rhythm(Every.WEEK, 5), starts=time(15), venue="架空层", title="",
        since=since, actor_id=world.chair.id,
    )  # fmt: skip


def test_a_series_begins_when_people_can_be_called(world: World) -> None:
    with pytest.raises(Invalid, match="Civil Code") as caught:
        begun(world, clock.today())
    assert caught.value.field == "since"
    series = begun(world, date(2026, 12, 7))
    found = db.session.scalars(db.select(Meeting).where(Meeting.series_id == series.id)).all()
    assert {meeting.notice_days for meeting in found} == {15}
    first = min(found, key=lambda meeting: meeting.starts_at)
    assert clock.local(first.starts_at).date() == date(2026, 12, 12)


def test_after_a_gap_no_day_is_planned_to_which_nobody_can_be_called(world: World) -> None:
    series = begun(world, date(2026, 12, 7))
    with clock.stopped(NOW + timedelta(days=60)):
        planned = plan_ahead(series=series)
        days = {(clock.local(meeting.starts_at).date() - clock.today()).days for meeting in planned}
    assert days
    assert min(days) >= 15


def test_after_the_call_no_other_day_is_set(world: World, client: Client) -> None:
    meeting = convened(world, "加装电梯", days=15, kind=OWNERS)
    change = {"day": "2026-11-24", "starts": "20:15", "venue": "2栋", "title": "", "notice_days": "15"}
    answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/plan", change)
    assert answer.status_code == 409
    assert (meeting.starts_at - clock.now()).days == 15
