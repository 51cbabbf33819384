"""The way in, the phone and the door, for each kind of visitor."""

import pytest
from flask import Flask

from council.base.db import db
from council.meetings import guessing
from council.meetings.models import Attendance, Meeting, MeetingKind
from council.meetings.operations.session import adjourn, check_in, leave, start_meeting
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.meetings.permissions import MeetingAct
from council.permits.permission import allows
from council.polls.casting import Receipt
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World


def there(meeting: Meeting) -> int:
    query = db.select(Attendance).where(Attendance.meeting_id == meeting.id, Attendance.left_at.is_(None))
    return len(db.session.scalars(query).all())


def test_the_digits_lead_to_the_meeting(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.members[4])
    for typed in (meeting.code, f"{meeting.code[:3]} {meeting.code[3:]}", f"{meeting.code[:3]}-{meeting.code[3:]}"):
        answer = client.post("/join", {"code": typed})
        assert (answer.status_code, answer.location) == (303, f"/j/{meeting.code}")
    wide = "".join(chr(0xFF10 + int(digit)) for digit in meeting.code)
    assert client.post("/join", {"code": wide}).status_code == 303


def test_a_wrong_code_is_said_in_words(world: World, client: Client) -> None:
    evening.convened(world)
    answer = client.post("/join", {"code": "000000"})
    assert answer.status_code == 422
    assert "There is no meeting with this code" in answer.text
    assert 'href="#code"' in answer.text
    assert "six digits" in client.post("/join", {"code": "12"}).text
    assert client.get("/j/000000").status_code == 404


def test_guessing_is_slowed_and_the_hall_is_not_locked(
    app: Flask, world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(app.extensions, guessing.EXTENSION, raising=False)
    meeting = evening.convened(world)
    codes = [client.post("/join", {"code": "000000"}).status_code for _try in range(guessing.FREE + 2)]
    assert codes == [422] * (guessing.FREE + 1) + [429]
    client.as_(world.members[1])
    assert client.post("/join", {"code": meeting.code}).status_code == 303, "another browser is not held back"


def test_waits_grow_and_end() -> None:
    assert [guessing.wait_after(n, many=False) for n in range(4, 11)] == [0, 2, 4, 8, 16, 30, 30]
    assert guessing.wait_after(1, many=True) == 0, "a first mistake is free even while someone guesses"
    assert guessing.wait_after(2, many=True) == guessing.LONGEST


@pytest.mark.parametrize("path", ["/j/{code}", "/J/{code}"])
def test_the_qr_code_opens_the_same_page_in_either_case(world: World, client: Client, path: str) -> None:
    meeting = evening.convened(world)
    page = client.as_(world.members[2]).get(path.format(code=meeting.code)).text
    assert "Weekend council no." in page
    assert "活动室二楼" in page
    assert 'data-test="check-in"' in page
    assert "you have a vote" in page


def test_the_way_back_is_kept_through_the_sign_in(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    answer = client.get(f"/j/{meeting.code}")
    assert answer.status_code == 303
    assert answer.location == f"/sign-in?next=/j/{meeting.code}"


def test_check_in_is_set_and_says_what_one_is(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.members[2])
    for _tap in range(2):
        answer = client.post(f"/meetings/{meeting.id}/attendance")
        assert (answer.status_code, answer.location) == (303, f"/meetings/{meeting.id}")
    assert there(meeting) == 1
    assert "You have a vote" in client.get(f"/meetings/{meeting.id}").text
    client.as_(world.resident).post(f"/meetings/{meeting.id}/attendance")
    assert "in attendance" in client.get(f"/meetings/{meeting.id}").text
    client.post(f"/meetings/{meeting.id}/departure")
    assert there(meeting) == 1


def test_a_talk_promises_nobody_a_vote(world: World, client: Client) -> None:
    talk = evening.in_session(world, kind=MeetingKind.EVENING_TALK)
    client.as_(world.resident).post(f"/meetings/{talk.id}/attendance")
    assert "You are checked in. You may take part in straw polls." in client.get(f"/meetings/{talk.id}").text
    for path in (f"/meetings/{talk.id}", f"/j/{talk.code}"):
        page = client.get(path).text
        assert "may take part in straw polls" in page
        assert "with a vote" not in page
        assert "You have a vote" not in page


def test_nobody_from_elsewhere_gets_in(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.stranger)
    for path in (f"/meetings/{meeting.id}", f"/j/{meeting.code}", f"/meetings/{meeting.id}/state"):
        assert client.get(path).status_code == 404
    assert client.post(f"/meetings/{meeting.id}/attendance").status_code == 404
    assert there(meeting) == 0


def test_the_phone_before_during_and_after(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.members[3])
    page = client.get(f"/meetings/{meeting.id}").text
    assert "Not yet begun" in page
    assert evening.ITEMS[1] in page
    start_meeting(meeting=meeting, actor_id=world.chair.id)
    assert "The meeting has begun" in client.get(f"/meetings/{meeting.id}").text
    adjourn(meeting=meeting, actor_id=world.chair.id)
    page = client.get(f"/meetings/{meeting.id}").text
    assert f"/meetings/{meeting.id}/minutes" in page
    assert "sse-connect" not in page, "what is over is not live"


def test_the_ballot_appears_and_becomes_my_vote(world: World, client: Client) -> None:
    motion = evening.with_motion(world)
    meeting = motion.item.meeting
    client.as_(world.members[3])
    page = client.get(f"/meetings/{meeting.id}").text
    assert 'data-ballot-key=""' in page
    assert "vote-for" not in page
    poll = open_vote(motion=motion, actor_id=world.chair.id)
    page = client.get(f"/meetings/{meeting.id}").text
    assert f'data-key="{poll.id}-open"' in page
    assert f'data-ballot-key="{poll.id}-open"' in page
    assert "<noscript><meta" not in page, "no refresh under the finger of someone who votes"
    back = {"choice": "for", "back": f"/meetings/{meeting.id}"}
    answer = client.post(f"/polls/{poll.id}/ballots", back)
    assert (answer.status_code, answer.location) == (303, f"/meetings/{meeting.id}")
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    part = client.get(f"/meetings/{meeting.id}/ballot", htmx=True)
    assert part.headers["Cache-Control"] == "no-store"
    assert "My vote:" in part.text
    assert motion.title in part.text, "which vote it was"
    closed = client.get(f"/meetings/{meeting.id}").text
    assert f'data-ballot-key="{poll.id}-done"' in closed
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    shown = client.get(f"/meetings/{meeting.id}").text
    assert f'data-ballot-key="{poll.id}-done"' in shown, "swapped at opening and closing, never in between"
    assert 'data-test="verdict"' in shown


def test_who_came_late_reads_why_there_is_no_ballot(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    late = world.members[40]
    check_in(meeting=meeting, person_id=late.id)
    page = client.as_(late).get(f"/meetings/{meeting.id}").text
    assert "You can vote in the next one" in page
    assert "vote-for" not in page
    absent = client.as_(world.members[41])
    for answer in (
        absent.get(f"/polls/{poll.id}"),
        absent.get(f"/meetings/{meeting.id}"),
        absent.post(f"/polls/{poll.id}/ballots", {"choice": "for"}),
    ):
        assert "You are not checked in." in answer.text, answer.request.path
        assert "You came after this vote was opened" not in answer.text, answer.request.path


def test_the_meeting_page_asks_few_questions(world: World, client: Client, count_queries: list[str]) -> None:
    poll = evening.with_vote(world, items=[f"第{number}项" for number in range(1, 21)], number=7)
    client.as_(world.members[3])
    for step in ("open", "closed", "published"):
        if step == "closed":
            close_vote(poll=poll, meeting=evening.meeting_of(poll), actor_id=world.chair.id)
        if step == "published":
            publish_vote(poll=poll, meeting=evening.meeting_of(poll), actor_id=world.chair.id)
        path = f"/meetings/{evening.meeting_of(poll).id}"
        db.session.commit()
        count_queries.clear()
        client.get(path)
        assert len(count_queries) <= 8, f"{step}: seven and the actor, not {count_queries}"


def test_the_door_finds_by_name_and_door_and_sets(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.recorder)
    page = client.get(f"/meetings/{meeting.id}/door").text
    assert page.count('name="person"') == 20, "paged"
    found = client.get(f"/meetings/{meeting.id}/door?q=代表07").text
    assert found.count('name="person"') == 1
    assert "代表07" in client.get(f"/meetings/{meeting.id}/door?q=407").text
    fields = {"person": str(world.members[6].id), "to": "here", "q": "407"}
    for _tap in range(2):
        answer = client.post(f"/meetings/{meeting.id}/door", fields)
        assert answer.location == f"/meetings/{meeting.id}/door?q=407"
    assert there(meeting) == 1
    client.post(f"/meetings/{meeting.id}/door", {**fields, "to": "left"})
    assert there(meeting) == 0


def test_the_door_knows_only_people_of_the_place(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.recorder)
    for nobody in (str(world.stranger.id), "99999999", "x", ""):
        assert client.post(f"/meetings/{meeting.id}/door", {"person": nobody}).status_code == 404
    assert client.post(f"/meetings/{meeting.id}/door", {"person": str(world.neighbour.id)}).status_code == 303


def test_the_door_asks_the_same_however_many_people(world: World, client: Client, count_queries: list[str]) -> None:
    meeting = evening.convened(world)
    client.as_(world.recorder)
    counts = []
    client.get(f"/meetings/{meeting.id}/door")
    for query in ("?q=代表07", ""):
        db.session.commit()
        count_queries.clear()
        client.get(f"/meetings/{meeting.id}/door{query}")
        counts.append(len(count_queries))
    assert counts[0] == counts[1], "\n".join(count_queries)


WHO_MAY = {
    MeetingAct.VIEW: {"resident", "chair", "recorder", "supervisor", "partner", "community_staff", "street_staff"},
    MeetingAct.PLAN: {"chair", "community_staff"},
    MeetingAct.CHAIR: {"chair", "community_staff"},
    MeetingAct.CHECK_IN_OTHERS: {"chair", "community_staff", "recorder"},
    MeetingAct.PRINT_CARDS: {"chair", "community_staff"},
    MeetingAct.ADOPT: {"chair", "community_staff"},
}
PARTS = ("resident", "chair", "recorder", "supervisor", "partner", "community_staff", "street_staff", "stranger")


@pytest.mark.parametrize("act", list(MeetingAct))
def test_who_may(world: World, act: MeetingAct) -> None:
    meeting = evening.convened(world)
    may = {part for part in PARTS if allows(world.actor(getattr(world, part)), act, meeting)}
    assert may == WHO_MAY[act]


def test_who_chairs_this_meeting_may_run_it_without_an_office(world: World) -> None:
    meeting = evening.convened(world, kind=MeetingKind.EVENING_TALK)
    meeting.chair_id = world.neighbour.id
    actor = world.actor(world.neighbour)
    assert all(allows(actor, act, meeting) for act in (MeetingAct.CHAIR, MeetingAct.CHECK_IN_OTHERS, MeetingAct.ADOPT))
    assert not allows(actor, MeetingAct.PLAN, meeting)


def test_who_leaves_during_a_vote_reads_that_they_may_still_vote_in_it(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    member, line = world.members[3], "You may still vote in the vote that was open when you left."
    path = f"/meetings/{meeting.id}"
    client.as_(member)
    assert line not in client.get(path).text
    leave(meeting=meeting, person_id=member.id)
    page = client.get(path).text
    assert line in page
    assert 'data-test="vote-for"' in page
    assert isinstance(evening.vote(member, poll), Receipt)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert line not in client.get(path).text
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    open_vote(motion=evening.put(world, meeting.items[1], "再议一次"), actor_id=world.chair.id)
    page = client.get(path).text
    assert line not in page, "it was not open when they left"
    assert "You are not checked in." in page
