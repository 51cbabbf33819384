"""The projector of a vote that no meeting holds: turnout while it is open, the result only once it is published."""

import pytest

from council.polls.models import Poll, Secrecy
from council.polls.operations import cancel_poll, close_poll, publish_result
from council.polls.planning.checks import NewOption
from tests.polls.kinds import begun, mark_all, planned
from tests.support.client import Client
from tests.support.world import World

WAYS = ("东门", "西门", "北门")


def wall(client: Client, poll: Poll) -> str:
    answer = client.get(f"/polls/{poll.id}/projector")
    assert answer.status_code == 200
    return answer.text


def test_from_the_open_vote_to_the_published_result(client: Client, world: World) -> None:
    poll = begun(world, "choice", WAYS)
    mark_all(poll, world.members, {'"b"': 5, '"a"': 2})
    client.as_(world.chair)
    page = wall(client, poll)
    assert 'data-scene="vote"' in page
    assert '<b class="num" data-test="turnout">7</b>' in page
    assert "西门" in page
    assert "w-bars" not in page, "how the votes stand is not shown"
    close_poll(poll=poll, actor_id=world.chair.id)
    page = wall(client, poll)
    assert 'data-scene="counting"' in page
    assert "西门" not in page
    publish_result(poll=poll, actor_id=world.chair.id)
    page = wall(client, poll)
    assert 'data-scene="result"' in page
    assert 'data-test="verdict"><b class="long" lang="zh-CN">西门</b>' in page
    assert "<b>5</b>" in page


def test_for_and_against_and_the_seal_of_a_secret_vote(client: Client, world: World) -> None:
    poll = begun(world, "motion", procedure="gy_council", secrecy=Secrecy.SECRET)
    mark_all(poll, world.members, {'"for"': 6, '"against"': 1})
    client.as_(world.chair)
    assert "for, against or abstain" not in wall(client, poll)
    close_poll(poll=poll, actor_id=world.chair.id)
    publish_result(poll=poll, actor_id=world.chair.id)
    page = wall(client, poll)
    assert 'data-test="rule-sentence"' in page
    assert 'data-test="seal"' in page


def test_a_budget_shows_what_is_taken(client: Client, world: World) -> None:
    options = [NewOption("凉亭", cost=30_000), NewOption("路灯", cost=20_000), NewOption("车棚", cost=60_000)]
    poll = begun(world, "budget", options, budget=50_000)
    mark_all(poll, world.members, {'["a","b"]': 5, '["c"]': 1})
    client.as_(world.chair)
    assert "w-options" in wall(client, poll)
    close_poll(poll=poll, actor_id=None)
    publish_result(poll=poll, actor_id=world.chair.id)
    page = wall(client, poll)
    assert "2 projects" in page
    assert '<tr class="out"><td lang="zh-CN"><div>车棚' in page


def test_a_called_off_vote_and_a_draft_have_a_wall_too(client: Client, world: World) -> None:
    poll = planned(world, "choice", WAYS)
    client.as_(world.chair)
    assert 'data-scene="soon"' in wall(client, poll)
    cancel_poll(poll=poll, reason="下次再议", actor_id=world.chair.id)
    assert "called off" in wall(client, poll)


@pytest.mark.parametrize("published", [False, True])
def test_the_wall_is_seen_by_whom_the_vote_is_seen(client: Client, world: World, published: bool) -> None:
    poll = begun(world, "choice", WAYS)
    mark_all(poll, world.members, {'"b"': 5})
    close_poll(poll=poll, actor_id=None)
    if published:
        publish_result(poll=poll, actor_id=world.chair.id)
    assert client.get(f"/polls/{poll.id}/projector").status_code == (200 if published else 303)


def test_a_long_list_is_cut_to_what_can_be_read(client: Client, world: World) -> None:
    poll = begun(world, "choice", [f"方案{number}" for number in range(11)])
    page = wall(client.as_(world.chair), poll)
    assert "3 more on the ballot" in page
    assert "方案8" not in page
