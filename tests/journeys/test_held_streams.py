"""A proxy that keeps the stream to itself: the page does not say that it is connected, and polls by itself."""

from dataclasses import replace

from playwright.sync_api import Browser, Request, expect

from council.base.db import db
from council.meetings.models import Motion
from council.meetings.operations.votes import open_vote
from tests.journeys.evenings import shot
from tests.journeys.holding import holding_proxy
from tests.journeys.people import Crowd, Hall
from tests.meetings import evening

#: Keeps every state of the strip from now on, in `window.strip`.
WATCH = """() => {
  const strip = document.querySelector('[data-conn]');
  window.strip = [strip.dataset.state];
  new MutationObserver(() => window.strip.push(strip.dataset.state)).observe(strip, {attributeFilter: ['data-state']});
}"""


def test_a_voter_behind_a_holding_proxy_gets_the_ballot_by_polling(browser: Browser, hall: Hall) -> None:
    with hall.inside() as world:
        motion = evening.with_motion(world)
        meeting_id, motion_id, chair_id = motion.item.meeting_id, motion.id, world.chair.id
    with holding_proxy(int(hall.base.rsplit(":", 1)[1])) as port:
        crowd = Crowd(browser, replace(hall, base=f"http://127.0.0.1:{port}"))
        voter = crowd.someone("member-2").go(f"/meetings/{meeting_id}")
        expect(voter.page.locator("[data-conn]")).to_have_attribute("data-state", "slow")
        with hall.inside():
            open_vote(motion=db.session.get_one(Motion, motion_id), actor_id=chair_id)
        voter.page.set_default_timeout(12_000)
        voter.press("vote-for")
        expect(voter.mark("ballot-receipt")).to_be_visible()
        expect(voter.page.locator("[data-conn]")).not_to_have_attribute("data-state", "ok")
        crowd.leave()


def polls(request: Request) -> bool:
    return request.headers.get("x-live") == "poll"


def test_the_strip_is_steady_while_polls_are_answered(crowd: Crowd, hall: Hall) -> None:
    """Streams break as soon as they are tried. Only a question that nobody answers is a lost connection."""
    with hall.inside() as world:
        meeting_id = evening.with_item(world).meeting_id
    phone = crowd.someone("member-2")
    phone.page.route("**/live/**", lambda route: route.abort())
    phone.go(f"/meetings/{meeting_id}")
    strip = phone.page.locator("[data-conn]")
    expect(strip).to_have_attribute("data-state", "slow")
    phone.page.evaluate(WATCH)
    tried = phone.page.evaluate("yehua.stream.misses")
    for _poll in range(2):
        with phone.page.expect_response(lambda answer: polls(answer.request)):
            pass
    assert phone.page.evaluate("yehua.stream.misses") > tried, "else this tests nothing"
    assert set(phone.page.evaluate("window.strip")) == {"slow"}
    expect(strip.locator("a")).to_be_hidden()
    phone.look()
    shot(phone, "phone-slow-line")
    phone.page.route("**/meetings/*", lambda route: route.abort())
    expect(strip).to_have_attribute("data-state", "off")
    expect(strip.locator("a")).to_be_visible()
    phone.page.evaluate(WATCH)
    with phone.page.expect_event("requestfailed", polls):
        pass
    assert set(phone.page.evaluate("window.strip")) == {"off"}
    phone.page.unroute("**/meetings/*")
    expect(strip).to_have_attribute("data-state", "slow")
    phone.page.unroute("**/live/**")
    expect(strip).to_have_attribute("data-state", "ok")
