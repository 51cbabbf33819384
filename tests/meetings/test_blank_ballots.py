"""The ballot that a hall asks for at once is the one that the ordinary way draws, for everybody and at every moment."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from council.accounts.operations import end_sessions
from council.base import clock
from council.base.db import db, transaction
from council.meetings.models import Meeting
from council.meetings.operations.session import check_in, leave
from council.meetings.operations.timing import time_vote
from council.meetings.operations.votes import close_vote, open_straw_poll, publish_vote
from council.meetings.views import phone
from council.polls.models import Poll
from council.residents.models import Person
from tests.meetings import evening
from tests.meetings.test_secret_vote import cast as cast_secretly
from tests.meetings.test_secret_vote import secret_vote
from tests.support.client import Client
from tests.support.world import World

#: What differs between two drawings of one ballot: a token is signed anew each second.
TOKEN = re.compile(r'(name="csrf_token" value=")[^"]+')


#: Person, meeting, language → whether the quick way answered, and the text.
Both = Callable[..., tuple[bool, str]]


@pytest.fixture
def both(client: Client, monkeypatch: pytest.MonkeyPatch) -> Both:
    """Asks for somebody's part both ways, says whether the quick one answered, and gives the text."""
    quick = phone.blank_part

    def ask(person: Person | None, meeting: Meeting, language: str = "en") -> tuple[bool, str]:
        answered = []
        client.as_(person)
        client.get(f"/meetings/{meeting.id}", language=language)  # the room has been read once, as in a hall
        texts = []
        for way in (lambda meeting_id: answered.append(quick(meeting_id)) or answered[-1], lambda _meeting_id: None):
            monkeypatch.setattr(phone, "blank_part", way)
            texts.append(client.get(f"/meetings/{meeting.id}/ballot", htmx=True, language=language))
        monkeypatch.setattr(phone, "blank_part", quick)
        assert [answer.status_code for answer in texts] in ([200, 200], [303, 303], [401, 401])
        assert texts[0].headers.get("Cache-Control") == texts[1].headers.get("Cache-Control")
        one, other = (TOKEN.sub(r"\1", answer.text) for answer in texts)
        assert one == other
        return answered[0] is not None, one

    return ask


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_each_member_gets_their_own_name_and_token(world: World, client: Client, both: Both, language: str) -> None:
    meeting = evening.meeting_of(evening.with_vote(world))
    for member in world.members[:3]:
        quick, text = both(member, meeting, language)
        assert quick
        assert member.name in text
        assert f'name="acting" value="{member.id}"' in text
        assert all(other.name not in text for other in world.members[:3] if other is not member)


def test_what_it_answers_is_a_ballot_that_counts(world: World, client: Client, both: Both) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    quick, text = both(world.members[4], meeting)
    assert quick
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text))
    assert client.post(f"/polls/{poll.id}/ballots", {**fields, "choice": "for"}).status_code == 303
    quick, text = both(world.members[4], meeting)
    assert not quick
    assert "Your vote is recorded" in text


def test_a_secret_vote_and_a_straw_poll(world: World, client: Client, both: Both) -> None:
    poll = secret_vote(world)
    meeting = evening.meeting_of(poll)
    assert both(world.members[3], meeting)[0]
    cast_secretly(client.as_(world.members[3]), poll, "for", f"/meetings/{meeting.id}")
    quick, text = both(world.members[3], meeting)
    assert not quick
    assert "Your vote is in the box" in text
    item = evening.with_item(world)
    open_straw_poll(item=item, question="今晚就谈这一件？", actor_id=world.chair.id)
    assert both(world.members[3], item.meeting)[0]


def test_who_is_not_awaited_goes_the_ordinary_way(world: World, both: Both) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    late = world.members[40]
    check_in(meeting=meeting, person_id=late.id)
    assert not both(late, meeting)[0], "came after it was opened"
    assert not both(world.resident, meeting)[0], "not on the roll"
    assert not both(None, meeting)[0], "nobody is signed in"


def test_a_session_that_was_ended_draws_nothing(world: World, client: Client) -> None:
    meeting = evening.meeting_of(evening.with_vote(world))
    member = world.members[5]
    client.as_(member).get(f"/meetings/{meeting.id}")
    assert "vote-for" in client.get(f"/meetings/{meeting.id}/ballot", htmx=True).text
    end_sessions(person=member, actor_id=world.administrator.id)
    answer = client.get(f"/meetings/{meeting.id}/ballot", htmx=True)
    assert "vote-for" not in answer.text


def test_it_is_drawn_anew_when_the_meeting_changes_and_gone_when_the_vote_is(world: World, both: Both) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    member = world.members[7]
    with clock.stopped(clock.now()) as _now:
        assert both(member, meeting)[0]
        leave(meeting=meeting, person_id=world.members[2].id)
        assert both(member, meeting)[0]
        time_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
        quick, text = both(member, meeting)
        assert quick
        assert "Open until" in text
    assert poll.closes_at is not None
    with clock.stopped(poll.closes_at + timedelta(seconds=1)):
        assert not both(member, meeting)[0], "the time is up"
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert not both(member, meeting)[0]
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert not both(member, meeting)[0]


def test_a_hall_asks_three_questions_a_phone(
    world: World, client: Client, count_queries: list[str], both: Both
) -> None:
    meeting = evening.meeting_of(evening.with_vote(world))
    assert both(world.members[1], meeting)[0]
    client.as_(world.members[2])
    path = f"/meetings/{meeting.id}/ballot"
    count_queries.clear()
    assert "vote-for" in client.get(path, htmx=True).text
    assert len(count_queries) == 3, count_queries


def test_a_name_is_text(world: World, both: Both) -> None:
    poll: Poll = evening.with_vote(world)
    with transaction():
        db.session.get_one(Person, world.members[6].id).name = "<b>李</b>"
    quick, text = both(world.members[6], evening.meeting_of(poll))
    assert quick
    assert "<b>李" not in text
