"""Joining and voting in a Chromium of 2020: by the stream, by polling, and with a page that says what it is."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from council.base.db import db
from council.meetings.models import Motion
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.polls.models import Poll
from tests.journeys.holding import holding_proxy
from tests.journeys.old_engine import BINARY, OldBrowser
from tests.journeys.people import Hall
from tests.meetings import evening

pytestmark = pytest.mark.skipif(not BINARY.exists(), reason="no old browser here: make old-chromium (needs node)")


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
        state = "retry" if held else "ok"
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
