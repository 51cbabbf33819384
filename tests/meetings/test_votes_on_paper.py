"""Some in the hall vote on paper: a vote closed before its papers are read waits for them, and says so."""

import pytest

from council.base.db import db
from council.meetings.operations.votes import close_vote, publish_vote
from council.polls.models import Poll, RollEntry
from council.polls.papers import operations as papers
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


def test_papers_still_out_at_the_close(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    evening.votes(world, poll, 20)
    papers.print_papers(poll=poll, count=1, actor_id=world.chair.id)
    query = db.select(RollEntry).where(RollEntry.poll_id == poll.id, RollEntry.person_id == world.members[30].id)
    entry = db.session.scalars(query).one()
    paper = papers.hand_out(poll=poll, entry_id=entry.id, actor_id=world.chair.id)
    assert paper is not None
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    home = f"/meetings/{meeting.id}"
    page = client.as_(world.chair).get(f"{home}/chair?lang=en").text
    assert "1 paper is still to be read" in page
    assert f'href="/polls/{poll.id}/papers"' in page
    assert "count-poll" not in page
    close = f"{home}/polls/{poll.id}/closure"
    client.post(close, {})
    assert "1 paper is still" in client.get(f"{home}/chair").text, "closing again changes nothing while one is out"
    assert "publish-result" not in page
    assert "Being counted" in page
    for path in (home, f"{home}/projector"):
        text = client.get(path).text
        assert "Papers are still being read." in text, path
        assert "The votes are counted." not in text, path
    for teller in (world.recorder, world.supervisor):
        papers.enter(poll=poll, serial=paper.serial, marks='"for"', teller_id=teller.id)
    assert "count-poll" in client.get(f"{home}/chair").text
    for _time in range(2):
        client.post(close, {})
    assert "publish-result" in client.get(f"{home}/chair").text
    for path in (home, f"{home}/projector"):
        assert "The votes are counted. The chair will show the result." in client.get(path).text, path
    counted = db.session.get_one(Poll, poll.id, populate_existing=True)
    publish_vote(poll=counted, meeting=meeting, actor_id=world.chair.id)
    assert (counted.result or {})["channels"] == {"paper": 1, "phone": 20}


def test_the_paper_desk_offers_nothing_for_who_is_not_here(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    lines = {line.person_id: line for line in db.session.scalars(db.select(RollEntry).filter_by(poll_id=poll.id))}
    here, away = lines[world.members[3].id], lines[world.members[40].id]
    assert (here.present, away.present) == (True, False)
    desk = f"/polls/{poll.id}"
    client.as_(world.recorder)
    for line, offered in ((here, 1), (away, 0)):
        page = client.get(f"{desk}/papers?q={line.person.name}").text
        for button in ("give-paper", "by-hand", "enter-for", "proxy"):
            assert page.count(f'data-test="{button}"') == offered, button
        assert page.count('data-test="not-here"') == 1 - offered
    assert away.person.name not in client.get(f"{desk}/papers/list").text
    for path in (f"{desk}/helped/{away.id}", f"{desk}/proxies/{away.id}"):
        answer = client.get(path)
        assert answer.status_code == 422
        assert f"{away.person.name} was not here when this vote was opened." in answer.text
    assert "was not here when this vote was opened" in client.post(f"{desk}/papers/out/{away.id}").text
