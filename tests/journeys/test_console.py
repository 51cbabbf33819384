"""The chair's desk in a browser: figures that go on, keys that do no harm, a ballot that fits a small phone."""

import re

from playwright.sync_api import expect

from council.base.db import db
from council.meetings.floor.operations import raise_hand
from council.meetings.floor.rules import Stance
from council.meetings.models import Meeting, MeetingKind
from council.meetings.operations.session import adjourn, check_in
from council.meetings.operations.votes import open_vote
from council.polls.models import Poll
from tests.journeys.evenings import shot
from tests.journeys.people import DESK, WALL, Crowd, Hall, Visitor
from tests.meetings import evening

#: A motion's question of 24 Chinese characters.
QUESTION = "把小区东门外流动摊车统一迁到北路临时点位并定时清"
#: Presses a key at a moment of the page's clock (ms); whether that sent anything.
PRESS = """
([key, at]) => {
  const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  Object.defineProperty(press, 'timeStamp', { value: at });
  document.body.dispatchEvent(press);
  return document.querySelector('#console .htmx-request') !== null;
}
"""


def a_vote(hall: Hall) -> tuple[int, int]:
    """(meeting, poll) of a vote that 33 may take part in."""
    with hall.inside() as world:
        item = evening.with_item(world)
        poll = open_vote(motion=evening.put(world, item, QUESTION), actor_id=world.chair.id)
        return item.meeting_id, poll.id


def state_of(hall: Hall, poll_id: int) -> str:
    with hall.inside():
        return db.session.get_one(Poll, poll_id).state


def newest_poll(hall: Hall) -> int:
    with hall.inside():
        return db.session.scalars(db.select(Poll.id).order_by(Poll.id.desc())).first() or 0


def press(chair: Visitor, key: str, at: int) -> bool:
    expect(chair.page.locator(".htmx-added, .htmx-settling")).to_have_count(0)  # what came last is in place
    return bool(chair.page.evaluate(PRESS, [key, at]))


def at_the_desk(crowd: Crowd, meeting_id: int) -> Visitor:
    chair = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/chair")
    chair.sees("connection-state", "已连接")
    return chair


def test_the_turnout_goes_on_after_every_vote(crowd: Crowd, hall: Hall) -> None:
    meeting_id, poll_id = a_vote(hall)
    chair = at_the_desk(crowd, meeting_id)
    for cast in range(1, 4):
        assert hall.vote(poll_id, {cast + 1: "for"}) == 1
        expect(chair.mark("turnout")).to_have_text(re.compile(rf"{cast}\s*/\s*33"))
    expect(chair.page.locator("#console-turnout")).to_have_count(1)


def test_a_clicker_neither_closes_over_people_nor_publishes(crowd: Crowd, hall: Hall) -> None:
    meeting_id, poll_id = a_vote(hall)
    hall.vote(poll_id, dict.fromkeys(range(2, 28), "for"))
    chair = at_the_desk(crowd, meeting_id)
    assert press(chair, "ArrowRight", 100_000)
    expect(chair.page.get_by_text("7人没投票")).to_be_visible()
    assert not press(chair, "ArrowRight", 100_350)
    assert not press(chair, "PageDown", 105_000)
    assert state_of(hall, poll_id) == "open"
    chair.look()
    chair.page.keyboard.press("v")
    chair.sees("publish-result")
    for at, key in enumerate(("PageDown", "ArrowRight", "v", " ", "Enter")):
        assert not press(chair, key, 110_000 + 5_000 * at)
    chair.page.keyboard.press("?")
    names = chair.page.locator("[data-key-list]")
    expect(names).to_be_visible()
    expect(names.locator(".key-row--off", has_text="→")).to_have_count(1)
    expect(names.locator(".key-row:not(.key-row--off)", has_text="→")).to_have_count(0)
    chair.page.keyboard.press("Escape")
    assert state_of(hall, poll_id) == "closed"
    chair.page.keyboard.press("r")
    expect(chair.mark("resolution-text")).to_be_visible()
    assert state_of(hall, poll_id) == "published"


def test_a_clicker_pressed_twice_opens_one_item(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        talk = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
        meeting_id = talk.id
    chair = at_the_desk(crowd, meeting_id)
    assert press(chair, "PageDown", 100_000)
    chair.sees("current-item", evening.ITEMS[0])
    assert not press(chair, "PageDown", 100_350)
    assert press(chair, "PageDown", 102_000)
    chair.sees("current-item", evening.ITEMS[1])
    for at, title in enumerate(evening.ITEMS[2:]):
        assert press(chair, "PageDown", 110_000 + 5_000 * at)
        chair.sees("current-item", title)
    # once too often: it asks, and a clicker does not answer
    chair.page.keyboard.press("ArrowRight")
    chair.sees("ending")
    chair.look()
    shot(chair, "console-ending")
    for at, key in enumerate(("PageDown", "ArrowRight", "Enter", " ")):
        assert not press(chair, key, 160_000 + 5_000 * at)
    chair.press("go-on").sees("current-item", evening.ITEMS[-1])
    expect(chair.mark("ending")).to_have_count(0)
    chair.page.keyboard.press("ArrowRight")
    chair.sees("ending")
    chair.page.keyboard.press("e")
    chair.reads("会开完了")


def test_the_other_keys_of_a_clicker_speak_to_the_wall_alone(crowd: Crowd, hall: Hall) -> None:
    meeting_id, poll_id = a_vote(hall)
    chair = at_the_desk(crowd, meeting_id)
    for key, mark in (("3", "agenda"), (".", "blank"), ("PageUp", "agenda"), ("ArrowLeft", "blank")):
        chair.page.keyboard.press(key)
        expect(chair.mark(f"wall-{mark}")).to_have_attribute("aria-pressed", "true")
    expect(chair.page.locator("#console .flash")).to_be_visible()
    chair.page.keyboard.press("Escape")
    assert state_of(hall, poll_id) == "open"
    shot(chair, "console-back")
    chair.page.keyboard.press("?")
    rows = chair.page.locator(".key-row")
    expect(rows.filter(has_text="←")).to_be_visible()
    expect(chair.page.locator(".key-row--off").filter(has_text="←")).to_have_count(0)
    expect(chair.page.locator(".key-row--off[data-keys=s] small")).to_be_visible()
    chair.look()
    shot(chair, "console-keys")


def test_the_back_key_says_that_there_is_nothing_to_go_back_to(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK).id
    chair = at_the_desk(crowd, meeting_id)
    line = chair.page.locator("[data-key-else]")
    expect(line).to_be_hidden()
    chair.page.keyboard.press("PageUp")
    expect(line).to_be_visible()


def test_a_double_click_does_not_publish(crowd: Crowd, hall: Hall) -> None:
    meeting_id, poll_id = a_vote(hall)
    hall.vote(poll_id, dict.fromkeys(range(1, 34), "for"))
    chair = at_the_desk(crowd, meeting_id)
    chair.mark("close-poll").dblclick(delay=40)
    chair.sees("publish-result")
    assert state_of(hall, poll_id) == "closed"


def test_the_count_goes_on_while_the_chair_types(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.with_item(world, present=20).meeting_id
    chair = at_the_desk(crowd, meeting_id)
    chair.page.fill("[name=text]", "同意换灯")
    with hall.inside() as world:
        meeting = db.session.get_one(evening.Meeting, meeting_id)
        check_in(meeting=meeting, person_id=world.members[30].id)
    expect(chair.mark("present-count")).to_have_text("21")
    expect(chair.page.locator("[name=text]")).to_have_value("同意换灯")


def test_what_is_half_typed_survives_every_other_act(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        item = evening.with_item(world)
        meeting_id = item.meeting_id
        for number in (1, 2):
            raise_hand(meeting=item.meeting, person_id=world.members[number].id, stance=Stance.FOR)
    chair = at_the_desk(crowd, meeting_id)
    page, note, text = chair.page, chair.mark("note-title"), chair.page.locator("[name=text]")

    def all_stands() -> None:
        expect(note).to_have_value("路灯坏了")
        expect(note).to_be_visible()
        expect(text).to_have_value("同意换灯")
        expect(page.locator("#add-speaker select")).to_have_value("against")

    page.locator("#note-issue summary").click()
    note.fill("路灯坏了")
    text.fill("同意换灯")
    page.locator("#add-speaker summary").click()
    page.select_option("#add-speaker select", "against")
    for key, mark in (("3", "wall-agenda"), ("b", "wall-blank")):
        page.locator("h1").click()
        page.keyboard.press(key)
        expect(chair.mark(mark)).to_have_attribute("aria-pressed", "true")
        all_stands()
    chair.press("next-speaker")
    expect(chair.mark("hands-up")).to_contain_text("1")
    all_stands()
    # the toast: the change comes, the caret stays in its word
    note.evaluate("field => { field.focus(); field.setSelectionRange(2, 2); }")
    with hall.inside() as world:
        meeting = db.session.get_one(Meeting, meeting_id)
        raise_hand(meeting=meeting, person_id=world.members[3].id, stance=Stance.FOR)
    page.locator("[data-stale] button").click()
    expect(chair.mark("hands-up")).to_contain_text("2")
    all_stands()
    # an empty name is refused, and only its own form speaks of it; another page and back
    chair.press("add-speaker")
    expect(page.locator("#speaker-errors")).to_be_visible()
    all_stands()
    page.goto(f"{hall.base}/meetings/{meeting_id}/door")
    page.go_back()
    all_stands()
    # the form that is taken is done; the others wait while the vote is open, and come again
    page.fill("[name=title]", "楼道灯改成声控灯")
    page.locator(".motion-form button").click()
    chair.press("open-poll")
    chair.sees("close-poll")
    expect(note).to_have_count(0)
    hall.vote(newest_poll(hall), dict.fromkeys(range(1, 34), "against"))
    chair.press("close-poll").press("publish-result")
    expect(note).to_have_value("路灯坏了")
    chair.press("note-issue")
    expect(page.locator("#note-issue li")).to_have_count(1)
    expect(note).to_have_value("")


def test_the_ballot_and_its_record_fit_a_small_phone(crowd: Crowd, hall: Hall) -> None:
    meeting_id, _poll_id = a_vote(hall)
    for key, language in (("member-5", "zh-CN"), ("member-6", "en")):
        voter = crowd.someone(key, language=language).go(f"/meetings/{meeting_id}")
        for choice in ("for", "against", "abstain"):
            expect(voter.mark(f"vote-{choice}")).to_be_in_viewport(ratio=1)
        expect(voter.page.locator("nav.nav")).not_to_be_in_viewport()
        assert voter.page.get_by_text(QUESTION).locator("visible=true").count() == 1, "one heading"
        voter.press("vote-for")
        expect(voter.mark("ballot-receipt")).to_be_in_viewport(ratio=1)
        voter.look()


def test_the_strip_speaks_the_servers_time(crowd: Crowd, hall: Hall) -> None:
    """A phone set to another zone, and one without script."""
    meeting_id, _poll_id = a_vote(hall)
    away = crowd.someone("member-7", zone="America/New_York").go(f"/meetings/{meeting_id}")
    away.sees("connection-state", "已连接")
    hours = away.page.locator("[data-conn-time]").inner_text().split(":")[0]
    written = away.page.evaluate("fetch(location.href).then((answer) => answer.text())")
    assert f"data-conn-time>{hours}:" in written
    plain = crowd.someone("member-8", script=False).go(f"/meetings/{meeting_id}")
    expect(plain.page.get_by_text("已连接")).to_be_hidden()


def test_who_is_in_a_meeting_that_ends_is_not_asked_to_leave(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.with_item(world).meeting_id
    voter = crowd.someone("member-9").go(f"/meetings/{meeting_id}")
    voter.sees("connection-state", "已连接")
    expect(voter.page.locator(".leave")).to_be_visible()
    with hall.inside() as world:
        adjourn(meeting=db.session.get_one(evening.Meeting, meeting_id), actor_id=world.chair.id)
    expect(voter.page.locator(".leave")).to_be_hidden()
    expect(voter.mark("my-seat")).to_be_hidden()


def test_the_chair_looks_ahead_and_the_hall_does_not(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        item = evening.with_item(world)
        path, token = f"/meetings/{item.meeting_id}", item.meeting.wall_token
    wall = crowd.someone(size=WALL).go(f"{path}/projector?token={token}")
    chair = at_the_desk(crowd, item_meeting(path))
    chair.page.locator("#look-ahead summary").click()
    chair.page.get_by_role("link", name="议程", exact=True).click()
    copy = chair.page.frame_locator("#wall-mirror iframe").locator("#wall-picture")
    expect(copy).to_have_attribute("data-scene", "agenda")
    chair.reads("只有您看得到").look()
    with hall.inside() as world:
        meeting = db.session.get_one(Meeting, item_meeting(path))
        check_in(meeting=meeting, person_id=world.members[40].id)  # the wall is drawn anew, the copy is not
    wall.reads("实到 34")
    expect(wall.page.locator("#wall-picture")).to_have_attribute("data-scene", "item")
    expect(copy).to_have_attribute("data-scene", "agenda")
    chair.page.get_by_role("link", name="回到大屏画面").click()
    expect(copy).to_have_attribute("data-scene", "item")
    chair.reads("墙上正在放")


def item_meeting(path: str) -> int:
    """The meeting's id in its path."""
    return int(path.rsplit("/", 1)[1])
