"""The papers around a weekend council in a browser: the call before it, the minutes after it."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from council.base import clock
from council.base.db import db, transaction
from council.meetings.models import Meeting
from tests.journeys.evenings import Chair, agreed_on, shot
from tests.journeys.people import DESK, Crowd, Hall


def called(crowd: Crowd, hall: Hall, items: tuple[str, ...]) -> int:
    """The chair plans and calls it by keyboard: a notice too short is refused, three days are enough. Its number."""
    visitor = crowd.someone("member-1", size=DESK).go("/meetings/new")
    chair = Chair(visitor)
    pick_day(chair, 1)
    chair.writes("[name=venue]", "活动室二楼").enters('[data-test="make-draft"]').reads("议程还是空的")
    for number, title in enumerate(items, 1):
        if visitor.page.locator("#own-item").get_attribute("open") is None:
            chair.enters("#own-item summary")
        chair.writes("#own-item [name=title]", title).enters('[data-test="add-item"]').reads(f"议程：{number}项")
    chair.reads("日期太早")
    expect(visitor.mark("convene")).to_be_disabled()
    shot(visitor, "plan-too-early")
    chair.enters("#basics summary")
    pick_day(chair, 4)
    chair.enters('#basics button[type="submit"], #basics form .btn--big')
    expect(visitor.mark("convene")).to_be_enabled()
    shot(visitor, "plan-ready")
    chair.enters('[data-test="convene"]')
    visitor.page.wait_for_url(re.compile("/notice"))
    visitor.look().sees("join-qr")
    text = visitor.page.locator("[data-copy] textarea").input_value()
    assert all(title in text for title in items), "the text for the group names every item"
    shot(visitor, "notice")
    return the_days_pass(hall, int(visitor.page.url.split("/")[-2]))


def pick_day(chair: Chair, days: int) -> None:
    """The day, in the browser's own picker, whose keys are not ours to test."""
    chair.visitor.page.fill("[name=day]", (clock.today() + timedelta(days=days)).isoformat())
    chair.visitor.page.fill("[name=starts]", "19:30")


def the_days_pass(hall: Hall, meeting_id: int) -> int:
    """Neighbours have said what they agree on, and the evening of the meeting has come."""
    with hall.inside() as world:
        with transaction():
            db.session.get_one(Meeting, meeting_id).starts_at = clock.now()
        meeting = db.session.get_one(Meeting, meeting_id)
        agreed_on(world, meeting.items[1], 6, words="楼道灯不要整夜长亮")
    return meeting_id


def written_down(crowd: Crowd, meeting_id: int, told: tuple[str, ...], name: str) -> None:
    """The recorder approves and publishes what wrote itself; the public reads masked names; then correction no. 1."""
    recorder = crowd.someone("recorder", size=DESK).go(f"/meetings/{meeting_id}/minutes")
    for words in told:
        recorder.sees("minutes-draft", words)
    shot(recorder, "minutes-draft")
    recorder.press("approve-minutes-ask").press("approve-minutes")
    recorder.press("publish-minutes").reads("已定稿并公布").look()
    public = crowd.someone().go(f"/meetings/{meeting_id}/minutes")
    for words in told:
        public.reads(words)
    assert name not in public.page.inner_text("main"), "names are masked for the public"
    shot(public, "minutes-published")
    recorder.page.fill("#correct [name=text]", "第二项的发言顺序以签到表为准。")
    recorder.page.locator("#correct button.btn").last.click()
    recorder.reads("更正第 1 号")
    public.go(f"/meetings/{meeting_id}/minutes").reads("第二项的发言顺序以签到表为准。")
