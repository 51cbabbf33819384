"""What is pushed to wall and phones: the right picture, never the split of a vote that is on, nothing personal."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, current_app

from council.base import clock
from council.charters.rules import Force
from council.journal.sentences import known
from council.live.service import live_of
from council.meetings import hooks_polls, screens
from council.meetings.loading import load_room
from council.meetings.models import MeetingKind, WallView
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, close_item, open_item, show_on_wall
from council.meetings.operations.votes import close_vote, open_straw_poll, publish_vote
from council.meetings.rules import wall_page
from council.meetings.steps import scene
from council.meetings.words import seal_of
from tests.meetings import evening
from tests.support.client import Client
from tests.support.world import World

#: A time of day that holds none of the numbers looked for: 20:34:56 on the wall.
QUIET = datetime(2026, 11, 22, 12, 34, 56, tzinfo=UTC)
#: (view, id of the meeting) → the HTML that the stream would carry.
Draw = Callable[[str, int], str]


@pytest.fixture
def drawn(app: Flask, english: None) -> Draw:
    """Draw a view of a meeting as the stream does."""
    views = {"wall": screens.wall, "phone": screens.phone, "hall": screens.hall, "turnout": screens.turnout}

    def draw(view: str, meeting_id: int) -> str:
        with app.test_request_context():
            return views[view](meeting_id, "en")

    return draw


def picture(meeting_id: int) -> str:
    return str(scene(load_room(meeting_id)))


def test_the_wall_follows_the_meeting(world: World) -> None:
    meeting = evening.convened(world)
    assert picture(meeting.id) == "welcome"
    for member in world.members[:33]:
        evening.check_in(meeting=meeting, person_id=member.id)
    evening.start_meeting(meeting=meeting, actor_id=world.chair.id)
    assert picture(meeting.id) == "welcome"
    open_item(item=meeting.items[0], actor_id=world.chair.id)
    assert picture(meeting.id) == "item"
    motion = evening.put(world, meeting.items[0])
    poll = evening.open_vote(motion=motion, actor_id=world.chair.id)
    assert picture(meeting.id) == "vote"
    evening.votes(world, poll, 20)
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert picture(meeting.id) == "item", "counted, not yet shown"
    publish_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    assert picture(meeting.id) == "result"
    evening.put(world, meeting.items[0], "另一动议")
    assert picture(meeting.id) == "item", "a new motion comes before the old result"
    close_item(item=meeting.items[0], postponed=False, actor_id=world.chair.id)
    assert picture(meeting.id) == "agenda"
    adjourn(meeting=meeting, actor_id=world.chair.id)
    assert picture(meeting.id) == "agenda"


def test_the_chair_chooses_only_what_can_be_shown(world: World) -> None:
    item = evening.with_item(world)
    meeting = item.meeting
    for view, shown in [
        (WallView.BLANK, "blank"),
        (WallView.AGENDA, "agenda"),
        (WallView.WELCOME, "welcome"),
        (WallView.VOTE, "item"),
        (WallView.RESULT, "item"),
    ]:
        show_on_wall(meeting=meeting, view=view, actor_id=world.chair.id)
        assert picture(meeting.id) == shown


def _numbers(html: str) -> set[str]:
    """The numbers that a reader sees, without the drawings."""
    text = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    return set(re.findall(r"(?<![\d.])\d+(?![\d.%])", re.sub(r"<[^>]+>", " ", text)))


def test_an_open_vote_shows_its_turnout_and_no_split(world: World, drawn: Draw, client: Client) -> None:
    with clock.stopped(QUIET):
        poll = evening.with_vote(world, present=40)
        meeting = evening.meeting_of(poll)
        evening.votes(world, poll, 19, 10)  # numbers that occur nowhere else
        shown = {view: drawn(view, meeting.id) for view in ("wall", "phone", "hall", "turnout")}
        assert 'data-test="turnout"' in shown["wall"]
        assert "29" in _numbers(shown["wall"])
        assert "29" in _numbers(shown["turnout"])
        assert "29" not in _numbers(shown["phone"]), "phones are not woken by a vote"
        part = client.as_(world.members[0]).get(f"/meetings/{meeting.id}/ballot", htmx=True).text
        desk = client.as_(world.chair).get(f"/meetings/{meeting.id}/chair", htmx=True).text
        for where, html in {**shown, "ballot": part, "console": desk}.items():
            assert not {"19", "10"} & _numbers(re.sub(r'<ol class="agenda">.*?</ol>', "", html, flags=re.S)), where
            assert "verdict" not in html, where


def test_a_counted_vote_is_seen_by_the_chair_alone(world: World, drawn: Draw) -> None:
    with clock.stopped(QUIET):
        poll = evening.with_vote(world)
        meeting = evening.meeting_of(poll)
        evening.votes(world, poll, 19, 7)
        close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
        for view in ("wall", "phone", "hall"):
            html = drawn(view, meeting.id)
            assert not {"19", "7"} & _numbers(html.replace("6、7栋", "").replace("48", ""))
            assert "verdict" not in html
        assert "The chair will show the result" in drawn("wall", meeting.id)


def test_the_result_has_verdict_figures_line_sentence_and_force(world: World, drawn: Draw) -> None:
    poll = evening.decided(world, for_=21, against=6, abstain=2)
    html = drawn("wall", evening.meeting_of(poll).id)
    assert re.search(r'data-test="verdict"><b>Carried', html)
    assert "entitled 46, present 33, 17 needed, 21 in favour: carried" in html
    assert {"46", "33", "17", "21", "6", "2"} <= _numbers(html)
    assert "Consensus" not in html, "how far it reaches is the chair's to decide"
    assert 'class="seal' not in html
    motion = evening.motion_of(poll)
    resolve(motion=motion, text="同意。", force=Force.OPINION, actor_id=world.chair.id)
    for view in ("wall", "phone"):
        html = drawn(view, evening.meeting_of(poll).id)
        assert "Opinion" in html
        assert "桂雨议事" in html, "the seal has the estate's own name"


def test_a_straw_poll_carries_nothing(world: World, drawn: Draw) -> None:
    item = evening.with_item(world, kind=MeetingKind.EVENING_TALK, present=9)
    poll = open_straw_poll(item=item, question="愿意吗？", actor_id=world.chair.id)
    evening.votes(world, poll, 6, 1)
    close_vote(poll=poll, meeting=item.meeting, actor_id=world.chair.id)
    publish_vote(poll=poll, meeting=item.meeting, actor_id=world.chair.id)
    html = drawn("wall", item.meeting_id)
    assert "Straw poll" in html
    assert "Opinion<" not in html
    assert "Carried" not in html
    assert "Opinion" in html


@pytest.mark.parametrize(
    ("place", "seal"), [("桂雨里小区", "桂雨议事"), ("清源", "清源议事"), ("Laurel Rain Lane", "LRL"), ("里", "里")]
)
def test_the_seal_has_the_name_of_its_place(english: None, place: str, seal: str) -> None:
    assert seal_of(place) == seal


def test_thirteen_items_are_all_shown_and_the_current_one_is_marked(world: World, drawn: Draw) -> None:
    item = evening.with_item(world, number=4, items=[f"第{number}件事" for number in range(1, 14)])
    show_on_wall(meeting=item.meeting, view=WallView.AGENDA, actor_id=world.chair.id)
    html = drawn("wall", item.meeting_id)
    assert len(re.findall(r'<span class="no">', html)) == 13
    assert re.search(r'class="now" aria-current="step" data-test="current-item"><span class="no">4<', html)


def test_a_longer_agenda_has_pages() -> None:
    assert wall_page(13, 4) == range(13)
    assert wall_page(20, 14) == range(14)
    assert wall_page(20, 15) == range(14, 20)
    assert wall_page(0, None) == range(0)


def test_the_wall_opens_with_its_token_or_for_who_chairs(world: World, client: Client) -> None:
    meeting = evening.convened(world)
    path = f"/meetings/{meeting.id}/projector"
    assert client.get(path).status_code == 404
    assert client.get(f"{path}?token=wrong").status_code == 404
    page = client.get(f"{path}?token={meeting.wall_token}").text
    assert 'data-test="join-qr"' in page
    assert f"{meeting.code[:3]} {meeting.code[3:]}" in page
    assert "sse-connect" in page
    assert client.as_(world.resident).get(path).status_code == 404
    preview = client.as_(world.chair).get(f"{path}?preview=1").text
    assert "sse-connect" not in preview, "the console's copy has no stream of its own"


def test_the_state_is_sent_again_only_when_it_changed(world: World, client: Client, count_queries: list[str]) -> None:
    poll = evening.with_vote(world)
    meeting = evening.meeting_of(poll)
    path = f"/meetings/{meeting.id}/state"
    client.as_(world.members[1])
    first = client.get(path, htmx=True)
    assert first.status_code == 200
    etag = {"If-None-Match": first.headers["ETag"]}
    evening.votes(world, poll, 5)
    count_queries.clear()
    again = client.get(path, htmx=True, headers=etag)
    assert (again.status_code, again.data) == (304, b""), "votes do not change it"
    assert len(count_queries) <= 2, "one question, and the actor"
    close_vote(poll=poll, meeting=meeting, actor_id=world.chair.id)
    changed = client.get(path, htmx=True, headers=etag)
    assert changed.status_code == 200
    assert f"{poll.id}-done" in changed.text
    assert client.get(path, htmx=True, language="zh-CN", headers=etag).status_code == 200


def test_a_vote_wakes_the_wall_of_its_meeting(world: World, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    poll = evening.with_vote(world)
    woken: list[str] = []
    monkeypatch.setattr(live_of(app), "changed", woken.append)
    current_app.extensions.pop("meetings_of_polls", None)
    evening.vote(world.members[0], poll)
    assert f"meeting.{evening.meeting_of(poll).id}." in woken


def test_polls_of_elsewhere_wake_no_meeting(app: Flask, session: None, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[str] = []
    monkeypatch.setattr(live_of(app), "changed", woken.append)
    current_app.extensions.pop("meetings_of_polls", None)
    hooks_polls.vote_is_in("charter", 1, 1)
    assert woken == []


def test_every_act_reads_as_a_sentence() -> None:
    source = "".join(path.read_text() for path in Path("council/meetings/operations").glob("*.py"))
    acts = set(re.findall(r'"(meetings\.[a-z_]+\.[a-z_]+)"', source))
    assert len(acts) > 15
    assert acts <= known()


def test_a_phone_that_asks_again_is_told_in_a_line_that_nothing_changed(
    client: Client, world: World, count_queries: list[str]
) -> None:
    item = evening.with_item(world, present=3)
    page, poll = f"/meetings/{item.meeting_id}", {"X-Live": "poll"}
    first = client.as_(world.members[0]).get(page, headers=poll)
    assert (first.status_code, first.headers["ETag"][:2]) == (200, "W/")
    seen = poll | {"If-None-Match": first.headers["ETag"]}
    count_queries.clear()
    again = client.get(page, headers=seen)
    assert (again.status_code, again.text) == (304, "")
    assert len(count_queries) <= 2, count_queries
    assert client.get(page, headers=seen, language="zh-CN").status_code == 200, "another language"
    assert client.get(page, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200, "opened anew"
    assert client.as_(world.stranger).get(page, headers=seen).status_code == 404
    open_item(item=item.meeting.items[2], actor_id=world.chair.id)
    assert client.as_(world.members[0]).get(page, headers=seen).status_code == 200
