"""A council that votes in secret: the phone asks once more; the wall and the minutes show the seal."""

import re

from council.base import clock
from council.charters.operations import choose_procedure
from council.charters.rules.tightening import Own
from council.meetings.operations.votes import close_vote, publish_vote
from council.polls.box.queries import bulletin_of
from council.polls.models import Poll
from tests.meetings.evening import meeting_of, with_vote
from tests.support.client import Client
from tests.support.world import World


def secret_vote(world: World) -> Poll:
    choose_procedure(
        place=world.estate,
        code="gy_council",
        own=Own(secret=True),
        valid_from=clock.today(),
        actor_id=world.community_staff.id,
    )
    return with_vote(world)


def cast(client: Client, poll: Poll, choice: str, back: str) -> None:
    """One vote as the meeting's page casts it: a tap, then once more."""
    sent = {"marking": "stance", "choice": choice, "back": back}
    asked = client.post(f"/polls/{poll.id}/ballots", sent, htmx=True)
    code = re.search(r'name="tracker" value="(\w+)"', asked.text)
    assert code is not None
    boxed = client.post(f"/polls/{poll.id}/ballots", {**sent, "sure": "1", "tracker": code[1]}, htmx=True)
    assert 'data-test="boxed"' in boxed.text


def test_a_council_votes_in_secret(client: Client, world: World) -> None:
    poll = secret_vote(world)
    meeting = meeting_of(poll)
    back = f"/meetings/{meeting.id}"
    assert poll.secrecy == "secret"
    for number, member in enumerate(world.members[:21]):
        cast(client.as_(member), poll, "for" if number < 18 else "against", back)
    page = client.as_(world.members[0]).get(back).text
    assert "Your vote is in the box" in page
    wall = client.as_(world.chair).get(f"/meetings/{meeting.id}/projector").text
    assert "21" in wall
    assert "Secret" in wall
    closed = close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=closed, meeting=meeting, actor_id=world.chair.id)
    bulletin = bulletin_of(poll.id)
    assert bulletin is not None
    wall = client.get(f"/meetings/{meeting.id}/projector").text
    assert bulletin.seal[:32] in wall
    assert bulletin.seal[32:] in wall
    minutes = client.get(f"/meetings/{meeting.id}/minutes").text
    assert bulletin.seal in minutes
    result = client.as_(world.members[3]).get(f"/polls/{poll.id}").text
    assert "Carried" in result
    assert "Who voted how" not in result


def test_the_wall_tells_the_rule_and_who_can_see_what(client: Client, world: World) -> None:
    """Also for a vote by name: the wall reads a row of its own, which must have all that the words need."""
    meeting = meeting_of(with_vote(world))
    wall = client.as_(world.chair).get(f"/meetings/{meeting.id}/projector").text
    assert "Carried when more than half of the 33 present are in favour: 17." in wall
    assert "By name. You may change it until the vote closes." in wall
