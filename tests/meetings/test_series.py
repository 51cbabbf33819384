"""Meetings that repeat: the days of a rhythm, the drafts that are always ready, and an end."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.base.errors import Invalid
from council.calendar.operations import set_day
from council.calendar.rules import PUBLISHED
from council.cli.jobs import plan_series
from council.meetings.models import Meeting, MeetingKind
from council.meetings.motions.operations import choose_formality
from council.meetings.motions.rules import Formality
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import cancel_meeting, change_plan, convene
from council.meetings.series.days import SeriesDay, coming_days
from council.meetings.series.models import Series
from council.meetings.series.operations import begin_series, end_series, plan_ahead
from council.meetings.series.queries import too_seldom
from council.meetings.series.rules import WEEKS_LATER, Every, Occurrence, Rhythm, occurrences
from tests.meetings.plans import NOW, convened, draft
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")
WEDNESDAY, SATURDAY = 2, 5
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def sunday() -> object:
    with clock.stopped(NOW):
        yield


def days_of(every: Every, weekday: int, since: date, count: int = 4) -> list[Occurrence]:
    day_before = since - timedelta(days=1)
    return occurrences(
        Rhythm(every, weekday), since=since, after=day_before, is_holiday=PUBLISHED.is_holiday, count=count
    )


def test_the_last_saturday_of_each_month_moves_past_a_holiday() -> None:
    found = days_of(Every.LAST, SATURDAY, date(2026, 8, 1), 3)
    assert [each.day for each in found] == [
        date(2026, 8, 29),
        date(2026, 10, 3) + timedelta(days=7),
        date(2026, 10, 31),
    ]
    assert found[1].on == date(2026, 9, 26), "mid-autumn; the week after is the national day"


def test_every_two_weeks_begins_on_the_first_such_day() -> None:
    found = days_of(Every.FORTNIGHT, SATURDAY, date(2026, 11, 29), 3)
    assert [each.day for each in found] == [date(2026, 12, 5), date(2026, 12, 19), date(2027, 1, 2)]


def test_a_weekly_meeting_is_left_out_on_a_holiday() -> None:
    found = days_of(Every.WEEK, SATURDAY, date(2026, 9, 19), 3)
    assert [each.day for each in found] == [date(2026, 9, 19), date(2026, 10, 10), date(2026, 10, 17)]


@given(
    every=st.sampled_from(list(Every)),
    weekday=st.integers(0, 6),
    since=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
)
def test_every_occurrence_is_on_its_weekday_in_order_and_no_holiday(every: Every, weekday: int, since: date) -> None:
    found = days_of(every, weekday, since, 6)
    assert len(found) == 6
    assert all(each.day.weekday() == weekday == each.on.weekday() for each in found)
    assert not any(PUBLISHED.is_holiday(each.day) for each in found)
    assert [each.on for each in found] == sorted({each.on for each in found})
    assert all(since <= each.on <= each.day <= each.on + timedelta(weeks=WEEKS_LATER) for each in found)
    if every in (Every.WEEK, Every.FORTNIGHT):
        first = since + timedelta(days=(weekday - since.weekday()) % 7)
        assert (found[0].on - first).days % (7 if every is Every.WEEK else 14) == 0
        step = 7 if every is Every.WEEK else 14
        assert all((each.on - found[0].on).days % step == 0 for each in found)
    else:
        months = [(each.on.year, each.on.month) for each in found]
        assert len(set(months)) == len(months)


def begun(world: World, **wishes: object) -> Series:
    values = {
        "place": world.estate,
        "kind": MeetingKind.WEEKEND_COUNCIL,
        "rhythm": Rhythm(Every.LAST, SATURDAY),
        "starts": time(15, 0),
        "venue": "活动室",
        "title": "",
        "since": TODAY,
        "actor_id": world.chair.id,
    }
    return begin_series(**(values | wishes))  # type: ignore[arg-type]


def drafts(series: Series) -> list[Meeting]:
    query = select(Meeting).where(Meeting.series_id == series.id).order_by(Meeting.starts_at)
    return list(db.session.scalars(query))


def test_the_next_three_are_planned_at_their_hour(world: World) -> None:
    series = begun(world)
    found = [clock.local(meeting.starts_at) for meeting in drafts(series)]
    assert [(day.date(), day.time()) for day in found] == [
        (date(2026, 11, 28), time(15)),
        (date(2026, 12, 26), time(15)),
        (date(2027, 1, 30), time(15)),
    ]
    assert {meeting.state for meeting in drafts(series)} == {"draft"}


def test_a_form_sent_twice_begins_one_series(world: World) -> None:
    assert begun(world, key="k").id == begun(world, key="k").id
    assert len(db.session.scalars(select(Series)).all()) == 1


def test_time_goes_on_and_the_job_plans_the_next(world: World) -> None:
    series = begun(world)
    assert plan_series() == 0
    with clock.stopped(NOW + timedelta(days=10)):
        assert plan_series() == 1
        assert plan_series() == 0
    series = db.session.get_one(Series, series.id)
    assert clock.local(drafts(series)[-1].starts_at).date() == date(2027, 2, 27)


def test_the_form_of_the_last_one_goes_on(world: World) -> None:
    series = begun(world)
    last = drafts(series)[-1]
    choose_formality(meeting=last, formality=Formality.PARLIAMENTARY, actor_id=world.chair.id)
    with clock.stopped(NOW + timedelta(days=10)):
        assert plan_series() == 1
        assert drafts(series)[-1].formality == Formality.PARLIAMENTARY


def test_what_was_put_away_or_moved_is_not_planned_again(world: World) -> None:
    series = begun(world)
    first, second, _third = drafts(series)
    cancel_meeting(meeting=first, reason="", actor_id=world.chair.id)
    moved = second.starts_at + timedelta(days=1)
    change_plan(meeting=second, venue="大厅", starts_at=moved, title="", notice_days=3, actor_id=world.chair.id)
    assert plan_ahead(series=series) == []


def test_an_end_puts_away_only_what_nobody_worked_on(world: World) -> None:
    series = begun(world)
    add_item(meeting=drafts(series)[0], title="灯", actor_id=world.chair.id)
    end_series(series=series, actor_id=world.chair.id)
    end_series(series=series, actor_id=world.chair.id)
    assert [meeting.state for meeting in drafts(series)] == ["draft", "cancelled", "cancelled"]
    assert plan_ahead(series=series) == []


def test_the_page_lists_the_days_as_they_are_planned_now(world: World, client: Client) -> None:
    series = begun(world)
    first, second, _third = drafts(series)
    cancel_meeting(meeting=first, reason="", actor_id=world.chair.id)
    moved = second.starts_at + timedelta(days=1)
    change_plan(meeting=second, venue="大厅", starts_at=moved, title="", notice_days=3, actor_id=world.chair.id)
    assert coming_days([series])[series.id] == [
        SeriesDay(date(2026, 11, 28), first.id, called_off=True),
        SeriesDay(date(2026, 12, 27), second.id),
        SeriesDay(date(2027, 1, 30), drafts(series)[2].id),
        SeriesDay(date(2027, 2, 27)),
    ]
    page = client.as_(world.chair).get("/meetings/series").text.split("plan-form", 1)[0]
    assert "<s>November 28, 2026</s> called off" in page
    assert f'href="/meetings/{second.id}/plan">December 27, 2026' in page
    assert "December 26, 2026" not in page
    assert "February 27, 2027" in page


def test_a_series_goes_on_in_its_weeks_however_they_were_counted_before(world: World) -> None:
    series = begun(world, rhythm=Rhythm(Every.FORTNIGHT, SATURDAY), since=TODAY)
    first, second, third = drafts(series)
    for meeting in (first, second, third):
        meeting.series_on += timedelta(weeks=1)  # type: ignore[operator]
    db.session.commit()
    assert plan_ahead(series=series) == []


def test_a_preview_says_whose_holidays_are_not_entered(world: World, client: Client) -> None:
    days = "/meetings/series/days?every=week&weekday=5&since="
    said, link = "The holidays of 2027 are not entered yet.", 'href="/admin/calendar?year=2027"'
    client.as_(world.chair)
    assert said not in client.get(f"{days}2026-11-28", htmx=True).text
    part = client.get(f"{days}2027-02-01", htmx=True).text
    assert said in part
    assert link not in part, "the chair cannot enter them"
    fridays = client.get("/meetings/series/days?every=week&weekday=4&since=2027-01-01", htmx=True).text
    assert "January 1, 2027" not in fridays
    assert "January 8, 2027" in fridays
    begun(world)
    assert said in client.get("/meetings/series").text
    days_of_2027 = client.as_(world.street_staff).get(f"{days}2027-02-01", htmx=True).text
    assert link in days_of_2027
    for at in range(7):
        day = date(2027, 2, 6) + timedelta(days=at)
        if PUBLISHED.is_worked(day):
            set_day(place=world.street, day=day, worked=False, name="春节", actor_id=world.street_staff.id)
    assert said in client.get(f"{days}2027-02-01", htmx=True).text, "five of them are not the year"
    for day in (date(2027, 4, 5), date(2027, 6, 9)):
        set_day(place=world.street, day=day, worked=False, name="节", actor_id=world.street_staff.id)
    assert said not in client.get(f"{days}2027-02-01", htmx=True).text


def test_whoever_no_longer_plans_here_plans_nothing(world: World) -> None:
    series = begun(world)
    series.chair_id = world.resident.id
    db.session.commit()
    with clock.stopped(NOW + timedelta(days=10)):
        assert plan_ahead(series=series) == []


def test_a_series_does_not_begin_in_the_past_nor_with_a_phone_number(world: World) -> None:
    for wish, field in (({"since": TODAY - timedelta(days=1)}, "since"), ({"venue": "打13812345678问"}, "venue")):
        with pytest.raises(Invalid) as caught:
            begun(world, **wish)
        assert caught.value.field == field


def test_an_own_day_off_counts_as_a_holiday(world: World) -> None:
    set_day(place=world.street, day=date(2026, 11, 25), worked=False, name="台风", actor_id=world.street_staff.id)
    series = begun(world, rhythm=Rhythm(Every.LAST, WEDNESDAY))
    assert clock.local(drafts(series)[0].starts_at).date() == date(2026, 12, 2)


def test_numbers_follow_the_days_not_the_planning(world: World) -> None:
    series = begun(world)
    sooner = draft(world, "急事", days=4)
    assert [meeting.number for meeting in drafts(series)] == [1, 2, 3]
    convene(meeting=sooner, actor_id=world.chair.id)
    assert sooner.number == 1
    assert [meeting.number for meeting in drafts(series)] == [2, 3, 4]


def test_the_rules_ask_for_two_assemblies_a_year(world: World) -> None:
    (missing,) = [each for each in too_seldom([world.estate]) if each.kind == "representatives"]
    assert (missing.held, missing.wanted) == (0, 2)
    for days in (12, 20):
        convened(world, "预算", days=days, kind=MeetingKind.REPRESENTATIVES)
    assert not [each for each in too_seldom([world.estate]) if each.kind == "representatives"]


def test_a_planner_lets_a_meeting_repeat_and_ends_it(world: World, client: Client) -> None:
    form = {
        "kind": "weekend_council", "place": world.estate.code, "every": "last", "weekday": "5",
        "starts": "15:00", "since": "2026-11-23", "venue": "活动室", "title": "", "once": "a",
    }  # fmt: skip
    client.as_(world.chair)
    assert (
        "November 28, 2026" in client.get("/meetings/series/days?every=last&weekday=5&since=2026-11-23", htmx=True).text
    )
    assert "Choose how often" in client.get("/meetings/series/days?every=x&weekday=9&since=", htmx=True).text
    bad = client.post("/meetings/series", data={**form, "venue": "", "since": "2020-01-01"})
    assert bad.status_code == 422
    assert "Say where you meet." in bad.text
    assert client.post("/meetings/series", data=form).status_code == 303
    page = client.get("/meetings/series").text
    assert "once a month, the last Saturday" in page
    series = db.session.scalars(select(Series)).one()
    client.as_(world.resident)
    assert client.get("/meetings/series").status_code == 403
    assert client.post(f"/meetings/series/{series.id}/ending").status_code == 404
    client.as_(world.chair)
    client.post(f"/meetings/series/{series.id}/ending")
    assert "Nothing repeats yet" in client.get("/meetings/series").text
