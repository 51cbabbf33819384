"""The chair's console: one next step at a time, every act a plain form, two chairs, and who may not."""

import re
from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.followup.operations import add_task
from council.journal.operations import Ref
from council.meetings.models import Meeting, MeetingKind, Motion, Resolution
from council.meetings.operations.session import open_item
from council.meetings.operations.votes import close_vote, open_vote, publish_vote
from council.meetings.views import console as views
from council.polls.models import Poll
from tests.meetings import evening
from tests.meetings.plans import convened
from tests.support.client import Client
from tests.support.world import World


def console(client: Client, meeting: Meeting) -> str:
    return client.get(f"/meetings/{meeting.id}/chair").text


def now(meeting: Meeting) -> Meeting:
    return db.session.get_one(Meeting, meeting.id)


def fresh(poll: Poll) -> Poll:
    return db.session.get_one(Poll, poll.id, populate_existing=True)


def newest(client: Client, model: type) -> object:
    return db.session.scalars(db.select(model).order_by(model.id.desc())).first()  # type: ignore[attr-defined]


def test_a_whole_item_by_plain_forms(world: World, client: Client) -> None:
    """Without JavaScript: every act answers 303 to the console, which then shows the next one."""
    meeting = evening.convened(world)
    for member in world.members[:33]:
        evening.check_in(meeting=meeting, person_id=member.id)
    client.as_(world.chair)
    home = f"/meetings/{meeting.id}/chair"

    def act(path: str, **fields: str) -> str:
        answer = client.post(path, fields)
        assert (answer.status_code, answer.location) == (303, home), answer.text[:600]
        return console(client, meeting)

    assert f'action="/meetings/{meeting.id}/session"' in console(client, meeting)
    page = act(f"/meetings/{meeting.id}/session")
    first, second = now(meeting).items[:2]
    assert f'action="/items/{first.id}/opening"' in page
    page = act(f"/items/{second.id}/opening")
    assert f'action="/items/{second.id}/motions"' in page
    page = act(f"/items/{second.id}/motions", title="换声控灯", text="同意换48盏。", moved_by="叶知遥")
    motion = newest(client, Motion)
    assert isinstance(motion, Motion)
    assert re.search(r'data-test="open-poll"(?! [^>]*disabled)', page)
    page = act(f"/motions/{motion.id}/vote")
    poll = newest(client, Poll)
    assert isinstance(poll, Poll)
    assert 'data-test="close-poll"' in page
    assert "代表05" in page, "who has not voted yet"
    evening.votes(world, poll, 20, 2)
    page = act(f"/meetings/{meeting.id}/polls/{poll.id}/closure", sure="1")
    assert 'data-test="publish-result"' in page
    assert "20 in favour: carried" in page, "the chair sees the result first"
    page = act(f"/meetings/{meeting.id}/polls/{poll.id}/publication")
    assert 'data-test="resolution-text"' in page
    assert "同意换48盏。" in page, "prefilled from the motion"
    page = act(f"/motions/{motion.id}/resolution", text="同意换48盏。", force="consensus")
    assert 'data-test="add-task"' in page
    third = now(meeting).items[2]
    assert f'action="/items/{third.id}/opening"' in page
    act(f"/items/{third.id}/opening")
    asked = client.post(f"/meetings/{meeting.id}/closing")
    assert asked.status_code == 200
    assert "End the meeting? It cannot be begun again." in asked.text
    page = act(f"/meetings/{meeting.id}/closing", ends="1")
    assert f"/meetings/{meeting.id}/minutes" in page
    assert now(meeting).state == "closed"


def test_below_the_quorum_the_button_is_off_and_the_page_says_why(world: World, client: Client) -> None:
    motion = evening.with_motion(world, present=20)
    page = console(client.as_(world.chair), motion.item.meeting)
    assert "Present 20 of 46, 31 needed: no quorum" in page
    assert re.search(r'data-test="open-poll"[^>]* disabled', page)
    answer = client.post(f"/motions/{motion.id}/vote")
    assert answer.status_code == 409
    assert "no quorum" in answer.text


def test_htmx_gets_the_fragment_only(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    client.as_(world.chair)
    answer = client.post(f"/meetings/{meeting.id}/session", htmx=True)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="console"')
    assert "<html" not in answer.text


def test_a_chair_who_is_late_gets_the_fresh_console_and_a_sentence(world: World, client: Client) -> None:
    motion = evening.with_motion(world)
    meeting, item = motion.item.meeting, motion.item
    open_vote(motion=motion, actor_id=world.community_staff.id)
    client.as_(world.chair)
    answer = client.post(f"/items/{meeting.items[2].id}/opening", htmx=True)
    assert answer.status_code == 409
    assert "A vote is open. Close it first." in answer.text
    assert 'data-test="close-poll"' in answer.text, "the console as it is now"
    assert now(meeting).items[1].state == item.state == "current"
    whole = client.post(f"/items/{meeting.items[2].id}/opening")
    assert whole.status_code == 409
    assert "<html" in whole.text


def test_two_chairs_press_close(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    evening.votes(world, poll, 18)
    close_vote(poll=poll, meeting=meeting, actor_id=world.community_staff.id)
    answer = client.as_(world.chair).post(f"/meetings/{meeting.id}/polls/{poll.id}/closure", htmx=True)
    assert answer.status_code == 200
    assert 'data-test="publish-result"' in answer.text


def test_a_binding_resolution_is_refused_beside_its_field(world: World, client: Client) -> None:
    poll = evening.decided(world)
    motion = evening.motion_of(poll)
    client.as_(world.chair)
    answer = client.post(f"/motions/{motion.id}/resolution", {"text": "我们决定。", "force": "binding"}, htmx=True)
    assert answer.status_code == 422
    assert "it cannot bind" in answer.text
    assert 'href="#resolution-force-0"' in answer.text
    assert 'value="binding"' not in answer.text, "what cannot be is not offered"
    assert "我们决定。" in answer.text, "what was typed stays"
    assert newest(client, Resolution) is None


def test_an_empty_motion_comes_back_with_what_was_typed(world: World, client: Client) -> None:
    item = evening.with_item(world)
    answer = client.as_(world.chair).post(f"/items/{item.id}/motions", {"title": "换灯", "text": ""})
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert 'value="换灯"' in answer.text


def test_reopening_and_voiding_ask_for_a_reason(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    client.as_(world.chair)
    path = f"/meetings/{meeting.id}/polls/{poll.id}"
    wrong = client.post(f"{path}/reopening", {"reason": ""})
    assert wrong.status_code == 422
    assert re.search(r'<details id="reopen" open>.*?id="reopen-reason-error".*?Say why.*?</details>', wrong.text, re.S)
    wrong = client.post(f"{path}/cancellation", {"reason": ""}, htmx=True)
    assert wrong.status_code == 422
    assert re.search(r'<details id="void" open>.*?id="void-reason-error".*?Say why.*?</details>', wrong.text, re.S)
    assert '<details id="reopen">' in wrong.text, "only the fold that was used is open"
    assert client.post(f"{path}/reopening", {"reason": "误点"}).status_code == 303
    assert client.post(f"{path}/cancellation", {"reason": "题目写错"}).status_code == 303
    assert 'data-test="open-poll"' in console(client, meeting), "the motion can be put again"


def test_a_talk_has_a_straw_poll_and_tasks(world: World, client: Client) -> None:
    item = evening.with_item(world, kind=MeetingKind.EVENING_TALK, present=4)
    client.as_(world.chair)
    page = console(client, item.meeting)
    assert f'action="/items/{item.id}/polls"' in page
    assert 'data-test="add-task"' in page, "a talk hands over its list"
    assert client.post(f"/items/{item.id}/polls", {"question": ""}).status_code == 422
    assert client.post(f"/items/{item.id}/polls", {"question": "愿意吗？", "once": "a"}).status_code == 303
    assert 'data-test="close-poll"' in console(client, item.meeting)


def test_closing_asks_once_while_people_have_not_voted(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    evening.votes(world, poll, 26)
    path = f"/meetings/{meeting.id}/polls/{poll.id}/closure"
    for htmx in (False, True):
        asked = client.as_(world.chair).post(path, htmx=htmx)
        assert "7 people who are here have not voted. Close anyway?" in asked.text
        assert re.search(r'name="sure" value="1">\s*<button[^>]* data-key="v"', asked.text), "V alone, no clicker"
        assert fresh(poll).state == "open"
    assert 'data-test="publish-result" data-key="r"' in client.post(path, {"sure": "1"}, htmx=True).text
    assert fresh(poll).state == "closed"


def test_ending_asks_and_no_clicker_answers(world: World, client: Client) -> None:
    item = evening.with_item(world, kind=MeetingKind.EVENING_TALK, present=4)
    meeting = item.meeting
    open_item(item=meeting.items[-1], actor_id=world.chair.id)
    client.as_(world.chair)
    path = f"/meetings/{meeting.id}/closing"
    for htmx in (False, True):
        asked = client.post(path, htmx=htmx)
        assert "End the meeting? It cannot be begun again." in asked.text
        assert re.search(r'name="ends" value="1">\s*<button[^>]* data-key="e"', asked.text), "E alone"
        assert not re.search(r'data-key="[^"]*(?:Arrow|Page|Enter)', asked.text), "nothing for a nervous thumb"
        assert now(meeting).state == "in_session"
    assert "Items not reached" in client.post(path).text
    assert client.post(path, {"ends": "1"}, htmx=True).status_code == 200
    assert now(meeting).state == "closed"
    assert client.post(path, htmx=True).status_code == 200, "ending twice is ending once"


def test_a_vote_that_everyone_gave_closes_without_a_question(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    evening.votes(world, poll, 33)
    meeting = evening.meeting_of(poll)
    assert client.as_(world.chair).post(f"/meetings/{meeting.id}/polls/{poll.id}/closure").status_code == 303
    assert fresh(poll).state == "closed"


def test_the_console_shows_a_straw_poll_and_its_figures(world: World, client: Client) -> None:
    item = evening.with_item(world, kind=MeetingKind.EVENING_TALK, present=4)
    client.as_(world.chair).post(f"/items/{item.id}/polls", {"question": "愿意轮流值守吗？", "once": "a"})
    poll = newest(client, Poll)
    assert isinstance(poll, Poll)
    assert re.search(r'data-test="poll-question"[^>]*>愿意轮流值守吗？', console(client, item.meeting))
    evening.votes(world, poll, 2, 1)
    close = f"/meetings/{item.meeting_id}/polls/{poll.id}/closure"
    asked = client.post(close)
    assert (asked.status_code, fresh(poll).state) == (200, "open"), "one press ends no straw poll either"
    assert "1 person who is here has not voted. Close anyway?" in asked.text
    assert re.search(r'name="sure" value="1">\s*<button[^>]* data-key="v"', asked.text), "V alone, no clicker"
    assert client.post(close, {"sure": "1"}).status_code == 303
    client.post(f"/meetings/{item.meeting_id}/polls/{poll.id}/publication")
    shown = re.search(r'data-test="straw-result".*?</section>', console(client, item.meeting), re.S)
    assert shown is not None
    assert "愿意轮流值守吗？" in shown.group()
    assert re.findall(r'<span class="num">(\d+)</span>', shown.group()) == ["2", "1", "0", "1"]


def test_tasks_stand_under_the_resolution_they_came_from(world: World, client: Client) -> None:
    first = evening.decided(world)
    meeting = evening.meeting_of(first)
    client.as_(world.chair)

    def adopt(poll: Poll, task: str) -> None:
        motion = evening.motion_of(poll)
        client.post(f"/motions/{motion.id}/resolution", {"text": "同意。", "force": "consensus"})
        given = newest(client, Resolution)
        assert isinstance(given, Resolution)
        add_task(
            title=task,
            place=world.estate,
            origin=Ref("resolution", given.id),
            origin_label=given.number,
            issue=None,
            lead_person_id=world.grid_officer.id,
            lead_unit_id=None,
            due_on=clock.today() + timedelta(days=9),
            actor_id=world.chair.id,
        )

    adopt(first, "换灯48盏")
    assert "换灯48盏" in console(client, meeting)
    open_item(item=now(meeting).items[2], actor_id=world.chair.id)
    second = open_vote(motion=evening.put(world, now(meeting).items[2]), actor_id=world.chair.id)
    evening.votes(world, second, 30)
    close_vote(poll=second, meeting=meeting, actor_id=world.chair.id)
    publish_vote(poll=second, meeting=meeting, actor_id=world.chair.id)
    adopt(second, "画停车线")
    given = re.search(r'<ul class="given">.*?</ul>', console(client, meeting), re.S)
    assert given is not None
    assert "画停车线" in given.group()
    assert "换灯48盏" not in given.group()


def test_a_late_item_is_discussed(world: World, client: Client) -> None:
    meeting = evening.in_session(world, present=40)
    late = evening.add_item(meeting=meeting, title="临时", actor_id=world.chair.id)
    open_item(item=late, actor_id=world.chair.id)
    page = console(client.as_(world.chair), meeting)
    assert "It can be discussed, but not voted on" in page
    assert f'action="/items/{late.id}/motions"' not in page


def test_a_poll_of_another_meeting_is_not_found(world: World, client: Client) -> None:
    poll = evening.with_vote(world)
    other = evening.convened(world, kind=MeetingKind.EVENING_TALK)
    answer = client.as_(world.chair).post(f"/meetings/{other.id}/polls/{poll.id}/closure")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("part", "status"), [("resident", 403), ("recorder", 403), ("supervisor", 403), ("stranger", 404)]
)
def test_who_may_not_chair(world: World, client: Client, part: str, status: int) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    client.as_(getattr(world, part))
    assert client.get(f"/meetings/{meeting.id}/chair").status_code == status
    assert client.get(f"/meetings/{meeting.id}/missing").status_code == status
    for path in ("session", "closing", "wall", f"polls/{poll.id}/closure", f"polls/{poll.id}/publication"):
        assert client.post(f"/meetings/{meeting.id}/{path}", {"view": "blank"}).status_code == status
    assert client.post(f"/items/{meeting.items[0].id}/opening").status_code == status
    assert db.session.get_one(Poll, poll.id).state == "open"


@pytest.mark.parametrize("fields", [{}, {"text": "同意。", "force": "consensus"}, {"text": "x", "force": "binding"}])
@pytest.mark.parametrize("htmx", [True, False])
def test_the_recorder_adopts_nothing_and_sees_no_unpublished_result(
    world: World, client: Client, fields: dict[str, str], htmx: bool
) -> None:
    poll = evening.with_vote(world)
    meeting, motion = evening.meeting_of(poll), evening.motion_of(poll)
    evening.votes(world, poll, 20, 2)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    answer = client.as_(world.recorder).post(f"/motions/{motion.id}/resolution", fields, htmx=htmx)
    assert answer.status_code == 403
    assert "20 in favour" not in answer.text
    assert 'id="console"' not in answer.text
    assert newest(client, Resolution) is None


def test_the_console_is_drawn_for_chairs_alone_whatever_act_led_there(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if some act were granted to somebody else, its refusals must not show them the console."""
    poll = evening.with_vote(world)
    meeting, motion = evening.meeting_of(poll), evening.motion_of(poll)
    evening.votes(world, poll, 20, 2)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    monkeypatch.setattr(views, "motion_for", lambda _actor, key, to: db.session.get_one(Motion, key))
    client.as_(world.recorder)
    for fields in ({}, {"text": "同意。", "force": "consensus"}):
        answer = client.post(f"/motions/{motion.id}/resolution", fields, htmx=True)
        assert answer.status_code == 403
        assert 'id="console"' not in answer.text


def test_before_the_day_the_start_is_off_and_says_when(world: World, client: Client) -> None:
    meeting = convened(world, days=4)
    page = console(client.as_(world.chair), meeting)
    assert "Start it on that day." in page
    assert re.search(r'data-test="next-step"[^>]* disabled', page)
    answer = client.post(f"/meetings/{meeting.id}/session", htmx=True)
    assert answer.status_code == 409
    assert "The meeting is on" in answer.text
    assert now(meeting).state == "convened"


def test_the_console_asks_the_same_whatever_the_agenda(world: World, client: Client, count_queries: list[str]) -> None:
    counts = []
    for length in (3, 20):
        poll = evening.with_vote(world, items=[f"第{number}项" for number in range(length)])
        path = f"/meetings/{evening.meeting_of(poll).id}/chair"
        client.as_(world.chair).get(path)
        db.session.commit()
        count_queries.clear()
        client.get(path)
        counts.append(len(count_queries))
    assert counts[0] == counts[1]


def test_only_a_council_reads_that_it_cannot_bind(world: World, client: Client) -> None:
    client.as_(world.chair)
    for kind, said in ((MeetingKind.WEEKEND_COUNCIL, True), (MeetingKind.RESIDENTS_MEETING, False)):
        poll = evening.decided(world, kind=kind, present=33, for_=33, against=0, abstain=0)
        db.session.commit()
        page = client.get(f"/meetings/{evening.meeting_of(poll).id}/chair?lang=en").text
        assert 'data-test="resolution-text"' in page
        assert ("It cannot bind." in page) is said
        assert ("Binding resolution" in page) is not said
