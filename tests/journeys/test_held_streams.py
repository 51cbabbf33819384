"""A proxy that keeps the stream to itself: the page does not say that it is connected, and polls by itself."""

from dataclasses import replace

from playwright.sync_api import Browser, expect

from council.base.db import db
from council.meetings.models import Motion
from council.meetings.operations.votes import open_vote
from tests.journeys.holding import holding_proxy
from tests.journeys.people import Crowd, Hall
from tests.meetings import evening


def test_a_voter_behind_a_holding_proxy_gets_the_ballot_by_polling(browser: Browser, hall: Hall) -> None:
    with hall.inside() as world:
        motion = evening.with_motion(world)
        meeting_id, motion_id, chair_id = motion.item.meeting_id, motion.id, world.chair.id
    with holding_proxy(int(hall.base.rsplit(":", 1)[1])) as port:
        crowd = Crowd(browser, replace(hall, base=f"http://127.0.0.1:{port}"))
        voter = crowd.someone("member-2").go(f"/meetings/{meeting_id}")
        expect(voter.page.locator("[data-conn]")).to_have_attribute("data-state", "retry", timeout=12_000)
        with hall.inside():
            open_vote(motion=db.session.get_one(Motion, motion_id), actor_id=chair_id)
        voter.page.set_default_timeout(12_000)
        voter.press("vote-for")
        expect(voter.mark("ballot-receipt")).to_be_visible()
        expect(voter.page.locator("[data-conn]")).not_to_have_attribute("data-state", "ok")
        crowd.leave()
