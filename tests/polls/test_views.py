"""The pages: with JavaScript and without, and when something is wrong."""

import re
from datetime import UTC, datetime

import pytest

from council.base import clock
from council.base.db import db
from council.polls.models import Poll
from council.polls.operations import cancel_poll, close_poll, publish_result
from council.polls.queries import turnout
from tests.polls.making import draft, opened, vote_all
from tests.support.client import Client
from tests.support.world import World

AT = datetime(2026, 11, 21, 11, 42, 16, tzinfo=UTC)  # 19:42:16 where the council meets


def _vote(client: Client, poll: Poll, choice: str, **options: object):  # type: ignore[no-untyped-def]
    back = options.pop("back", "")
    return client.post(f"/polls/{poll.id}/ballots", {"choice": choice, "back": back}, **options)  # type: ignore[arg-type]


def _receipt(html: str) -> str:
    found = re.search(r'data-test="ballot-receipt">([^<]+)<', html)
    assert found, "no receipt"
    return found[1]


def test_a_plain_form_votes_and_leads_back(world: World, client: Client) -> None:
    poll = opened(world)
    page = client.as_(world.chair).get(f"/polls/{poll.id}")
    for mark in ("poll-question", "vote-for", "vote-against", "vote-abstain", "turnout"):
        assert page.text.count(f'data-test="{mark}"') == 1
    assert "aria-pressed" not in page.text
    with clock.stopped(AT):
        answer = _vote(client, poll, "for", back="/meetings/12")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/meetings/12")
    page = client.get(f"/polls/{poll.id}")
    assert 'aria-pressed="true"' in page.text
    assert "19:42:16" in page.text
    assert "Your vote is recorded: For" in page.text
    assert _receipt(page.text)


@pytest.mark.parametrize("back", ["", "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere"])
def test_the_way_back_stays_on_this_site(world: World, client: Client, back: str) -> None:
    poll = opened(world)
    answer = _vote(client.as_(world.chair), poll, "for", back=back)
    assert answer.headers["Location"] == ("/" if back else f"/polls/{poll.id}")


def test_htmx_gets_the_recorded_ballot(world: World, client: Client) -> None:
    poll = opened(world)
    client.as_(world.chair)
    with clock.stopped(AT):
        first = _vote(client, poll, "for", htmx=True, back="/meetings/12")
    assert first.status_code == 200
    assert first.text.lstrip().startswith('<section class="ballot" id="ballot"')
    assert 'name="back" value="/meetings/12"' in first.text
    assert "no-store" in first.headers["Cache-Control"]
    second = _vote(client, poll, "for", htmx=True)
    assert _receipt(second.text) == _receipt(first.text)
    assert "19:42:16" in second.text
    changed = _vote(client, poll, "against", htmx=True)
    assert re.search(r'value="against" aria-pressed="true"', changed.text)
    assert _receipt(changed.text) == _receipt(first.text)
    assert turnout(poll.id) == (1, 33)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_late_vote_is_told_so(world: World, client: Client, htmx: bool) -> None:
    poll = opened(world)
    with clock.stopped(AT.replace(minute=45)):
        close_poll(poll=poll, actor_id=None)
    answer = _vote(client.as_(world.chair), poll, "for", htmx=htmx)
    assert answer.status_code == 409
    assert "Closed at 19:45. Your vote was not counted." in answer.text
    assert 'id="ballot"' in answer.text
    assert turnout(poll.id)[0] == 0


def test_a_late_change_leaves_the_vote(world: World, client: Client) -> None:
    poll = opened(world)
    _vote(client.as_(world.chair), poll, "for")
    with clock.stopped(AT.replace(minute=45)):
        close_poll(poll=poll, actor_id=None)
    answer = _vote(client, poll, "against", htmx=True)
    assert answer.status_code == 409
    assert "your vote stays: For" in answer.text
    replay = _vote(client, poll, "for", htmx=True)
    assert replay.status_code == 200
    assert _receipt(replay.text)


def test_who_may_not_vote_is_told_why(world: World, client: Client) -> None:
    poll = opened(world, present=33)
    late = _vote(client.as_(world.members[40]), poll, "for", htmx=True)
    assert (late.status_code, "next one" in late.text) == (403, True)
    resident = _vote(client.as_(world.resident), poll, "for")
    assert (resident.status_code, "not on the roll" in resident.text) == (403, True)
    assert _vote(client.as_(world.stranger), poll, "for").status_code == 404
    assert _vote(client.as_(None), poll, "for").status_code == 303
    assert client.as_(world.chair).post("/polls/999999/ballots", {"choice": "for"}).status_code == 404
    assert turnout(poll.id)[0] == 0


@pytest.mark.parametrize("choice", ["", "yes", "FOR", "none"])
def test_an_unknown_choice_is_refused(world: World, client: Client, choice: str) -> None:
    poll = opened(world)
    assert _vote(client.as_(world.chair), poll, choice, htmx=True).status_code == 422
    assert _vote(client, poll, choice).status_code == 422


def test_each_state_says_what_is_going_on(world: World, client: Client) -> None:
    client.as_(world.chair)
    poll = draft(world)
    assert "has not started" in client.get(f"/polls/{poll.id}").text
    assert _vote(client, poll, "for").status_code == 409
    cancel_poll(poll=poll, reason="改期", actor_id=None)
    assert "called off" in client.get(f"/polls/{poll.id}").text
    poll = opened(world)
    close_poll(poll=poll, actor_id=None)
    page = client.get(f"/polls/{poll.id}").text
    assert "The chair will announce the result" in page
    assert 'data-test="vote-for"' not in page
    assert "verdict" not in page
    publish_result(poll=poll, actor_id=None)
    assert "See the result" in client.get(f"/polls/{poll.id}/ballot", htmx=True).text


def test_while_it_is_open_nobody_sees_how_it_stands(world: World, client: Client) -> None:
    poll = opened(world)
    vote_all(poll, world, 7, 2, 1)
    page = client.as_(world.members[20]).get(f"/polls/{poll.id}").text
    assert re.search(r'data-test="turnout"><b>10</b> / 33', page)
    assert 'class="bar"' not in page
    assert "Who voted how" not in page


def test_the_result_page(world: World, client: Client) -> None:
    poll = opened(world)
    vote_all(poll, world, 21, 8, 3)
    close_poll(poll=poll, actor_id=None)
    publish_result(poll=poll, actor_id=None)
    page = client.as_(world.chair).get(f"/polls/{poll.id}").text
    assert re.search(r'data-test="verdict"><b>Carried</b>', page)
    assert "entitled 46, present 33, 17 needed, 21 in favour: carried" in page
    assert "63.6%" in page
    assert "代表02" in page
    assert "My vote" in page
    assert "应到46人" in client.get(f"/polls/{poll.id}", language="zh-CN").text
    for outsider in (world.stranger, None):
        public = client.as_(outsider).get(f"/polls/{poll.id}").text
        assert "代表02" not in public
        assert "代表" not in public, "masked names in the roll's order could be told apart"
        assert "63.6%" in public
        assert "唐守诚" not in public


def test_outsiders_see_nothing_before_that(world: World, client: Client) -> None:
    poll = opened(world)
    assert client.as_(world.stranger).get(f"/polls/{poll.id}").status_code == 404
    assert client.get(f"/polls/{poll.id}/ballot").status_code == 404
    assert client.get(f"/polls/{poll.id}/receipt").status_code == 404
    assert client.as_(None).get(f"/polls/{poll.id}").status_code == 303


def test_the_receipt_page(world: World, client: Client) -> None:
    poll = opened(world)
    client.as_(world.chair)
    assert client.get(f"/polls/{poll.id}/receipt").status_code == 404
    fragment = _vote(client, poll, "abstain", htmx=True)
    page = client.get(f"/polls/{poll.id}/receipt?back=/meetings/3")
    assert _receipt(page.text) == _receipt(fragment.text)
    assert "Abstain" in page.text
    assert 'href="/meetings/3"' in page.text


def test_the_ballot_costs_few_queries(world: World, client: Client, count_queries: list[str]) -> None:
    poll = opened(world)
    client.as_(world.chair)
    db.session.commit()
    count_queries.clear()
    answer = client.get(f"/polls/{poll.id}/ballot", htmx=True)
    assert answer.status_code == 200
    assert len(count_queries) <= 4, count_queries


def test_casting_loads_nobody(world: World, client: Client, count_queries: list[str]) -> None:
    poll = opened(world)
    client.as_(world.chair)
    poll_id = poll.id
    db.session.commit()
    count_queries.clear()
    client.post(f"/polls/{poll_id}/ballots", {"choice": "for"})
    assert len(count_queries) <= 3, count_queries
    assert not [sql for sql in count_queries if "appointment" in sql]
