"""A Chromium of 2020: joining and voting by the stream and by polling, answering a call, one's own calendar."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy import select

from council.base.db import db
from council.meetings.calling.models import Reply
from council.meetings.models import Motion
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.polls.models import Poll
from tests.journeys.holding import holding_proxy
from tests.journeys.old_engine import BINARY, OldBrowser
from tests.journeys.people import Hall
from tests.meetings import evening

pytestmark = pytest.mark.skipif(not BINARY.exists(), reason="no old browser here: make old-chromium (needs node)")


#: Controls that a thumb cannot hit, or that stand outside the screen; what is folded away has no size.
MISSED = """
var all = document.querySelectorAll('main button, main summary, main input, main a.btn');
Array.prototype.filter.call(all, function (one) {
  var box = one.getBoundingClientRect();
  return box.width > 0 && (box.height < 44 || box.left < 0 || box.right > innerWidth);
}).map(function (one) { return one.outerHTML; })
"""
#: Status and text of an address.
ASK = """
(function () { var ask = new XMLHttpRequest(); ask.open('GET', 'ADDRESS', false); ask.send();
  return ask.status + ask.responseText; })()
"""
#: Pairs of controls, one after the other on the page, that lie on each other.
ON_EACH_OTHER = """
(function () {
  var all = Array.prototype.filter.call(document.querySelectorAll('main button, main summary'), function (one) {
    return one.getBoundingClientRect().width > 0;
  });
  return all.slice(1).filter(function (one, at) {
    var a = all[at].getBoundingClientRect(), b = one.getBoundingClientRect();
    return b.top < a.bottom - 1 && a.top < b.bottom - 1 && b.left < a.right - 1 && a.left < b.right - 1;
  }).map(function (one) { return one.outerHTML; });
})()
"""


def fits(phone: OldBrowser) -> None:
    """Nothing is wider than the screen, too small for a thumb, or on top of something else."""
    phone.until("!!document.documentElement && document.readyState === 'complete'")  # a form may just have been sent
    assert phone.run("document.documentElement.scrollWidth") <= phone.run("innerWidth")
    assert phone.run(MISSED) == []
    assert phone.run(ON_EACH_OTHER) == []


def signed_in(phone: OldBrowser, hall: Hall, key: str) -> None:
    phone.go(hall.base + hall.sign_in_path(key))
    phone.tap("sign-in")
    phone.until("location.pathname.indexOf('/s/') !== 0")


def test_an_old_phone_answers_a_call(hall: Hall, tmp_path: Path) -> None:
    """An apology with its reason first, then they come after all."""
    with hall.inside() as world:
        meeting_id, person_id = evening.convened(world).id, world.members[3].id

    def said() -> tuple[str, str]:
        with hall.inside():
            query = select(Reply).where(Reply.meeting_id == meeting_id, Reply.person_id == person_id)
            reply = db.session.scalars(query).one()
            return reply.coming, reply.reason

    with OldBrowser(tmp_path) as phone:
        signed_in(phone, hall, "member-4")
        phone.go(f"{hall.base}/meetings/{meeting_id}")
        phone.until("!!document.querySelector('[data-test=coming]')")
        fits(phone)
        phone.run("document.querySelector('#not-coming summary').click()")
        phone.until("document.querySelector('[data-test=not-coming]').getBoundingClientRect().height > 40")
        fits(phone)
        phone.run("document.getElementById('reply-reason').value = '回老家'")
        phone.tap("not-coming")
        phone.until("!!document.querySelector('[data-test=my-reply]')")
        phone.until("document.getElementById('reply').innerText.indexOf('回老家') > 0")
        fits(phone)
        assert said() == ("no", "回老家")
        phone.tap("coming")
        phone.until("!document.querySelector('[data-test=coming]')")
        fits(phone)
        assert said() == ("yes", "")


def test_an_old_phone_has_its_own_calendar(hall: Hall, tmp_path: Path) -> None:
    with hall.inside() as world:
        evening.convened(world)
    with OldBrowser(tmp_path) as phone:
        signed_in(phone, hall, "member-5")
        phone.go(f"{hall.base}/meetings/calendar")
        fits(phone)
        phone.tap("make-calendar")
        phone.until("!!document.querySelector('.copy-text')")
        fits(phone)
        address = phone.run("document.querySelector('.copy-text').value")
        assert address.startswith(f"{hall.base}/calendars/")
        feed = phone.run(ASK.replace("ADDRESS", address))
        assert feed.startswith("200BEGIN:VCALENDAR")
        assert "BEGIN:VEVENT" in feed


@pytest.mark.parametrize("held", [False, True], ids=["stream", "polling"])
def test_an_old_phone_joins_votes_and_sees_the_result(hall: Hall, tmp_path: Path, held: bool) -> None:
    with hall.inside() as world:
        motion = evening.with_motion(world)
        meeting_id, motion_id, chair_id = motion.item.meeting_id, motion.id, world.chair.id
    port = int(hall.base.rsplit(":", 1)[1])
    with holding_proxy(port) if held else nullcontext(port) as door, OldBrowser(tmp_path) as phone:
        base = f"http://127.0.0.1:{door}"
        phone.go(base + hall.sign_in_path("member-3"))
        phone.tap("sign-in")
        phone.until("location.pathname.indexOf('/s/') !== 0")
        phone.go(f"{base}/meetings/{meeting_id}")
        state = "slow" if held else "ok"
        phone.until(f"document.querySelector('[data-conn]').dataset.state === '{state}'")
        assert phone.run("document.documentElement.scrollWidth") <= phone.run("innerWidth")
        phone.tap("raise-for")
        phone.until("!!document.querySelector('[data-test=my-hand]')")
        with hall.inside():
            poll_id = open_vote(motion=db.session.get_one(Motion, motion_id), actor_id=chair_id).id
        phone.tap("vote-for")
        phone.until("!!document.querySelector('[data-test=ballot-receipt]')")
        with hall.inside():
            poll = db.session.get_one(Poll, poll_id)
            meeting = evening.meeting_of(poll)
            close_vote(poll=poll, meeting=meeting, actor_id=chair_id)
            publish_vote(poll=poll, meeting=meeting, actor_id=chair_id)
            assert (poll.result or {})["figures"]["heads"]["for"] == 1
        phone.until("!!document.querySelector('[data-test=verdict], .verdict')")
