"""Pages of proxies: named on the phone, written down at the desk, voted by, seen on the sheet and in the minutes."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.charters.operations import choose_procedure
from council.charters.rules.tightening import Own
from council.meetings.models import Meeting, MeetingKind, Member
from council.meetings.operations.session import adjourn, check_in, leave, start_meeting
from council.meetings.operations.votes import close_vote, publish_vote
from council.meetings.proxies.queries import standing
from council.minutes.facts import document
from council.minutes.paper import Paper
from council.minutes.rules import redacted
from council.polls.models import Ballot, RollEntry, Secrecy
from council.polls.papers.operations import hand_out, print_papers
from council.polls.papers.proxies import vote_by_proxy
from council.residents.models import Person
from council.residents.operations import enrol
from council.web.formats import masked
from tests.meetings import evening
from tests.meetings.test_proxies import called, named, opened
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def meeting(world: World) -> Meeting:
    return called(world)


def test_named_on_the_phone_and_taken_back(world: World, client: Client, meeting: Meeting) -> None:
    giver, holder = world.members[5], world.members[6]
    page, form = f"/meetings/{meeting.id}", f"/meetings/{meeting.id}/proxy"
    client.as_(giver)
    assert 'data-test="name-proxy"' in client.get(page).text
    assert "at most 3 others" in client.get(form).text
    for wrong in ({"holder": ""}, {"holder": "没有这个人"}, {"holder": giver.name}):
        answer = client.post(form, wrong)
        assert answer.status_code == 422
        assert f'value="{wrong["holder"]}"' in answer.text, "what was typed stands there"
    enrol(key="same-name", name=holder.name, place=world.building, door="999", household_rep=True)
    db.session.commit()
    assert client.post(form, {"holder": holder.name}).status_code == 303
    assert f"{holder.name} stands in for you" in client.get(page).text
    assert 'data-test="proxy-back"' in client.get(form).text, "there too"
    assert "You stand in for:" in client.as_(holder).get(page).text
    assert client.as_(giver).post(f"{form}/back").status_code == 303
    assert 'data-test="name-proxy"' in client.get(page).text
    assert client.as_(world.stranger).get(form).status_code == 404


def test_two_of_one_name_are_told_apart_by_the_door(world: World, client: Client) -> None:
    enrol(key="double", name=world.members[6].name, place=world.building, door="999", household_rep=True)
    meeting = called(world)
    client.as_(world.members[5])
    form = f"/meetings/{meeting.id}/proxy"
    answer = client.post(form, {"holder": world.members[6].name})
    assert "Add the door number" in answer.text
    assert client.post(form, {"holder": world.members[6].name, "holder_door": "999"}).status_code == 303
    (line,) = standing(meeting.id).by_giver.values()
    assert line.holder_id != world.members[6].id


def test_one_sentence_for_whoever_cannot_be_named(world: World, client: Client) -> None:
    meeting = called(world, MeetingKind.OWNERS_ASSEMBLY)
    giver, form = seat_for_owner(world, meeting), f"/meetings/{meeting.id}/proxy"
    lives = world.members[6]
    child = enrol(key="small", name="小树苗", place=world.building, door="888")
    child.adult = False
    db.session.commit()
    client.as_(giver)
    tries = ({"holder": "没有这个人"}, {"holder": child.name}, {"holder": child.name, "holder_door": "888"})
    for wrong in (*tries, {"holder": lives.name, "holder_door": "no such"}):
        answer = client.post(form, wrong)
        assert answer.status_code == 422
        assert "Nobody of this name can be entered here." in answer.text, wrong


def test_whoever_tries_names_waits_and_nobody_else_does(world: World, client: Client, meeting: Meeting) -> None:
    giver, other, holder = world.members[5], world.members[7], world.members[6]
    form, desk = f"/meetings/{meeting.id}/proxy", f"/meetings/{meeting.id}/door/proxies"
    wrong, right = {"holder": "没有这个人", "holder_door": "101"}, {"holder": holder.name}
    now = clock.now()
    with clock.stopped(now):
        client.as_(giver)
        tried = [client.post(form, sent).status_code for sent in (wrong, {"holder": ""}, *[wrong] * 5)]
        assert tried == [422] * 7, "six tries, and one form without a name, which is none"
        for sent in (wrong, right):
            answer = client.post(form, sent)
            assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
            assert "Several names could not be entered. Please wait 2 seconds, then try again." in answer.text
            assert f'value="{sent["holder"]}"' in answer.text, "what was typed is kept"
        assert 'value="101"' in client.post(form, wrong).text
        assert not standing(meeting.id).by_giver
        assert client.as_(other).post(form, wrong).status_code == 422, "another is not slowed"
        assert client.post(form, right).status_code == 303
        client.as_(world.recorder)
        for _many in range(8):
            assert client.post(desk, {"giver": giver.name, "holder": "没有这个人"}).status_code == 422, "nor the desk"
    with clock.stopped(now + timedelta(seconds=3)):
        assert client.as_(giver).post(form, right).status_code == 303
        assert client.post(f"{form}/back").status_code == 303
        assert client.post(form, wrong).status_code == 422
        assert client.post(form, right).headers["Retry-After"] == "4", "a right name bought no tries"
    with clock.stopped(now + timedelta(hours=2)):
        assert [client.post(form, wrong).status_code for _try in range(6)] == [422] * 6, "nobody is shut out for good"


def test_a_council_has_no_such_page(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.members[5])
    assert client.get(f"/meetings/{meeting.id}/proxy").status_code == 404
    assert "name-proxy" not in client.get(f"/meetings/{meeting.id}").text
    assert "stands in" not in client.get(f"/meetings/{meeting.id}/notice").text


def test_the_desk_writes_down_a_signed_paper(world: World, client: Client, meeting: Meeting) -> None:
    giver, holder = world.members[5], world.members[6]
    desk = f"/meetings/{meeting.id}/door/proxies"
    client.as_(world.recorder)
    assert client.get(f"/meetings/{meeting.id}/proxy-form").status_code == 200
    assert client.post(desk, {"giver": "没有这个人", "holder": holder.name}).status_code == 422
    for _twice in range(2):
        assert client.post(desk, {"giver": giver.name, "holder": holder.name}).status_code == 303
    assert client.post(desk, {"giver": giver.name, "holder": world.members[7].name}).status_code == 422
    assert "signed paper" in client.get(desk).text
    door, sheet = client.get(f"/meetings/{meeting.id}/door").text, f"/meetings/{meeting.id}/sign-in-sheet"
    assert 'data-test="desk-proxies"' in door
    assert "Represented by" in door
    assert "Stands in for:" in client.get(sheet).text
    assert client.as_(giver).get(desk).status_code == 403
    assert client.post(f"{desk}/back", {"giver": giver.id}).status_code == 403
    client.as_(world.recorder)
    assert client.post(f"{desk}/back", {"giver": giver.id}).status_code == 303
    assert not standing(meeting.id).by_giver
    assert client.post(f"{desk}/back", {"giver": "x"}).status_code == 404


def test_the_pages_once_it_is_too_late(world: World, client: Client, meeting: Meeting) -> None:
    said, signed, holder, other = world.members[5], world.members[7], world.members[6], world.members[8]
    form, desk = f"/meetings/{meeting.id}/proxy", f"/meetings/{meeting.id}/door/proxies"
    named(meeting, said, holder)
    named(meeting, signed, holder, at_desk=True)
    assert client.as_(world.recorder).get(desk).text.count("Take back the proxy of") == 2
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    assert client.get(desk).text.count("Take back the proxy of") == 1, "only what the desk wrote down"
    assert client.post(f"{desk}/back", {"giver": said.id}).status_code == 409
    client.as_(other)
    for answer in (client.get(form), client.post(form, {"holder": holder.name})):
        assert answer.text.count("The meeting has begun.") == 1
        assert 'data-test="proxy-submit"' not in answer.text
    adjourn(meeting=meeting, actor_id=world.chair.id)
    assert "takes no proxies now" in client.get(form).text
    closed = client.as_(world.recorder).get(desk).text
    assert "takes no proxies now" in closed
    assert "proxy-submit" not in closed
    assert "Take back the proxy of" not in closed


def test_the_call_says_so(world: World, client: Client, meeting: Meeting) -> None:
    page = client.as_(None).get(f"/meetings/{meeting.id}/notice").text
    assert page.count("name in writing who stands in for you") == 2, "on the board and in the text for the group"


def test_voting_for_all_at_once(world: World, client: Client, meeting: Meeting) -> None:
    holder, givers = world.members[6], [world.members[number] for number in (41, 42, 43)]
    for giver in givers:
        named(meeting, giver, holder)
    poll, _line = opened(world, meeting, givers[0], holder)
    hall = client.as_(holder).get(f"/meetings/{meeting.id}").text
    assert "43 of" in hall
    assert "(3 of them by proxy)" in hall
    assert 'data-test="vote-for-represented"' in client.get(f"/meetings/{meeting.id}/ballot", htmx=True).text
    page = f"/polls/{poll.id}/represented"
    text = client.get(page).text
    assert all(giver.name in text for giver in givers)
    assert f'href="{page}"' in client.get(f"/polls/{poll.id}").text, "one page for all of them, from here too"
    lines = lines_of(poll.id)
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"same": "maybe"}).status_code == 422
    mixed = {"same": "for", f"vote-{lines[givers[1].id]}": "against", "back": f"/meetings/{meeting.id}"}
    answer = client.post(page, mixed)
    assert (answer.status_code, answer.location) == (303, f"/meetings/{meeting.id}")
    assert client.post(page, mixed).status_code == 303, "a second tap changes nothing"
    cast = db.session.scalars(db.select(Ballot.choice).where(Ballot.poll_id == poll.id)).all()
    assert sorted(cast) == ["against", "for", "for"]
    assert "All their votes are given." in client.get(page).text
    assert client.as_(world.members[8]).get(page).status_code == 404
    assert "votes for you" in client.as_(givers[0]).get(f"/polls/{poll.id}").text


def seat_for_owner(world: World, meeting: Meeting) -> Person:
    """A member of the council with a seat at the assembly."""
    person = world.members[5]
    db.session.add(Member(meeting_id=meeting.id, person_id=person.id, weight=1))
    db.session.commit()
    return person


def lines_of(poll_id: int) -> dict[int, int]:
    """Person → line of the roll."""
    query = db.select(RollEntry.person_id, RollEntry.id).where(RollEntry.poll_id == poll_id)
    return dict(iter(db.session.execute(query)))


def test_who_comes_during_a_vote_reads_that_the_next_is_their_own(
    world: World, client: Client, meeting: Meeting
) -> None:
    giver, holder = world.members[41], world.members[6]
    named(meeting, giver, holder)
    opened(world, meeting, giver, holder)
    page, says = f"/meetings/{meeting.id}/ballot", "In the next one you vote yourself."
    assert says not in client.as_(giver).get(page, htmx=True).text, "they are not there"
    check_in(meeting=meeting, person_id=giver.id)
    assert says in client.get(page, htmx=True).text
    assert says not in client.as_(holder).get(page, htmx=True).text


def test_in_a_secret_vote_the_holder_takes_a_paper(world: World, client: Client) -> None:
    with clock.stopped(clock.now() - timedelta(days=20)):  # before the call, which keeps what then holds
        choose_procedure(
            place=world.estate,
            code="cn_residents_meeting",
            own=Own(secret=True),
            valid_from=clock.today(),
            actor_id=world.community_staff.id,
        )
    meeting = called(world)
    giver, holder = world.members[5], world.members[6]
    named(meeting, giver, holder)
    poll, line = opened(world, meeting, giver, holder)
    assert poll.secrecy == Secrecy.SECRET
    with pytest.raises(Conflict, match="takes a paper"):
        vote_by_proxy(poll=poll, entry_id=line.id, holder_id=holder.id, choice="for", marks="")
    page = f"/polls/{poll.id}/represented"
    for shown in (page, f"/polls/{poll.id}", f"/meetings/{meeting.id}"):
        text = client.as_(holder).get(shown).text
        assert "a paper for each of them" in text, shown
        assert "vote-for-" not in text, "no button that leads nowhere"
    assert client.post(page, {"same": "for"}).status_code == 409
    print_papers(poll=poll, count=1, actor_id=world.recorder.id)
    assert hand_out(poll=poll, entry_id=line.id, actor_id=world.recorder.id) is None, "nothing says which paper it was"
    assert line.channel == "paper"


def test_the_minutes_name_both(world: World, meeting: Meeting) -> None:
    giver, other, holder = world.members[41], world.members[42], world.members[6]
    named(meeting, giver, holder)
    named(meeting, other, world.members[43])
    poll, _line = opened(world, meeting, giver, holder)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    facts = document(meeting, {})
    came = facts["attendance"]
    assert came["present"] == 41
    paper = Paper(facts)
    assert paper.represented == [f"{giver.name} (by {holder.name})"]
    assert "One of them was represented." in paper.opening
    assert other.name in paper.absent, "whose holder never came"
    assert giver.name not in paper.absent
    public = Paper(redacted(facts, mask=masked))
    assert giver.name not in str(public.represented) or came["represented"][0]["open"]


def test_who_came_and_left_is_not_listed_as_represented_too(world: World, meeting: Meeting) -> None:
    came, absent, holder = world.members[41], world.members[42], world.members[6]
    for person in (came, holder):
        check_in(meeting=meeting, person_id=person.id)
    leave(meeting=meeting, person_id=came.id)
    for giver in (came, absent):
        named(meeting, giver, holder, at_desk=True)
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    adjourn(meeting=meeting, actor_id=world.chair.id)
    paper = Paper(document(meeting, {}))
    assert paper.facts["attendance"]["present"] == 3
    assert paper.represented == [f"{absent.name} (by {holder.name})"]
    assert "One of them was represented." in paper.opening
