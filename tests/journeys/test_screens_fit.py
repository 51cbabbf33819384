"""Walls without a scroll bar at three sizes in both languages; phones without a sideways one at any text size."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from council.base import clock
from council.charters.rules.procedures import Force
from council.followup.operations import add_task
from council.journal.operations import Ref
from council.meetings.floor.operations import enter_hand, give_floor, remind
from council.meetings.floor.rules import Reminder, Stance
from council.meetings.models import MeetingKind, WallView
from council.meetings.operations.noting import note_issue
from council.meetings.operations.ordering import nest_item
from council.meetings.operations.resolutions import resolve
from council.meetings.operations.session import adjourn, check_in, open_item, show_on_wall
from council.meetings.operations.votes import close_vote, open_straw_poll, open_vote, publish_vote, record_motion
from tests.journeys.evenings import agreed_on, shot
from tests.journeys.people import WALL, Crowd, Hall, Visitor
from tests.meetings import evening

SIZES = [(1024, 768), (1280, 720), (1920, 1080)]
LANGUAGES = ["zh-CN", "en"]
AGENDA = [f"第{number}件要商量的小区里的事情" for number in range(1, 14)]
#: As long as a motion's question may be: 24 Chinese characters, 60 Latin ones.
LONG_ZH = "把小区东门外流动摊车统一迁到北路临时点位并定时清扫"[:24]
#: As long as an item's title may be, and a motion's text as they are.
LONGEST = "关于在小区东门外北路设置流动摊车临时点位并安排专人定时清扫费用由沿街商户与居民分摊每季度公布账目的试行方案"
TEXT = "同意自明年一月起流动摊车统一迁到北路临时点位，由沿街商户每日收摊后清扫，物业每周冲洗一次，费用各出一半。" * 4
LONG_EN = "Move the food carts from the east gate to the north path now"[:60]
SCENES = (
    "welcome",
    "agenda",
    "long-agenda",
    "item",
    "motion",
    "vote",
    "counted",
    "result",
    "lost",
    "straw",
    "blank",
    "longest",
    "longest-vote",
    "longest-result",
    "long-titles",
    "seven-long",
    "agree",
    "no-agreement",
    "nested-agenda",
    "lists",
    "no-lists",
    "speaker",
    "no-speaker",
)


@pytest.fixture(scope="module")
def walls(hall: Hall) -> dict[str, str]:
    """Scene → address of a wall that shows it."""
    found = {}
    with hall.inside() as world:
        chair_id = world.chair.id

        def keep(name: str, meeting: evening.Meeting) -> evening.Meeting:
            found[name] = f"/meetings/{meeting.id}/projector?token={meeting.wall_token}"
            return meeting

        keep("welcome", evening.convened(world))
        agenda = keep("agenda", evening.with_item(world, number=4, items=AGENDA).meeting)
        show_on_wall(meeting=agenda, view=WallView.AGENDA, actor_id=chair_id)
        tree = evening.draft(world, items=AGENDA + [LONGEST])
        for at in (2, 3, 6, 7, 8, 13):
            nest_item(item=tree.items[at], inside=True, actor_id=chair_id)
        keep("nested-agenda", evening.begun(world, tree))
        open_item(item=tree.items[3], actor_id=chair_id)
        show_on_wall(meeting=tree, view=WallView.AGENDA, actor_id=chair_id)
        longer = keep("long-agenda", evening.with_item(world, number=16, items=AGENDA + AGENDA[:7]).meeting)
        show_on_wall(meeting=longer, view=WallView.AGENDA, actor_id=chair_id)
        item = evening.with_item(world, number=1, items=[LONG_ZH])
        keep("item", item.meeting)
        for name, title in (("motion", LONG_ZH), ("vote", LONG_EN), ("counted", LONG_ZH)):
            item = evening.with_item(world, number=1, items=[LONG_ZH])
            motion = evening.put(world, item, title)
            keep(name, item.meeting)
            if name != "motion":
                poll = open_vote(motion=motion, actor_id=chair_id)
                evening.votes(world, poll, 17, 4)
            if name == "counted":
                close_vote(poll=poll, meeting=item.meeting, actor_id=chair_id)
        for name, title, for_ in (("result", LONG_EN, 20), ("lost", LONG_ZH, 3)):
            item = evening.with_item(world, number=1, items=[LONG_ZH])
            poll = open_vote(motion=evening.put(world, item, title), actor_id=chair_id)
            evening.votes(world, poll, for_, 9, 2)
            close_vote(poll=poll, meeting=item.meeting, actor_id=chair_id)
            publish_vote(poll=poll, meeting=item.meeting, actor_id=chair_id)
            keep(name, item.meeting)
        for stage in ("", "-vote", "-result"):
            item = evening.with_item(world, number=1, items=[LONGEST])
            motion = record_motion(item=item, title=LONGEST, text=TEXT, moved_by="叶知遥", actor_id=chair_id)
            if stage:
                poll = open_vote(motion=motion, actor_id=chair_id)
            if stage == "-result":
                close_vote(poll=poll, meeting=item.meeting, actor_id=chair_id)
                publish_vote(poll=poll, meeting=item.meeting, actor_id=chair_id)
            keep(f"longest{stage}", item.meeting)
        for name, titles in (("long-titles", [LONGEST] * 13), ("seven-long", [LONGEST] * 7)):
            crowdy = evening.with_item(world, number=3, items=titles).meeting
            show_on_wall(meeting=crowdy, view=WallView.AGENDA, actor_id=chair_id)
            keep(name, crowdy)
        for name in ("speaker", "no-speaker"):
            item = evening.with_item(world, number=1, items=[LONGEST[:60]])
            keep(name, item.meeting)
            show_on_wall(meeting=item.meeting, view=WallView.SPEAKER, actor_id=chair_id)
            if name == "speaker":
                for who in ("欧阳慕容晓燕（7栋2单元代表）", "12号座", "13号座"):
                    enter_hand(meeting=item.meeting, name=who, stance=Stance.INFORMATION, actor_id=chair_id)
                speech = give_floor(meeting=item.meeting, after=None, actor_id=chair_id)
                assert speech is not None
                remind(speech=speech, of=Reminder.TOPIC, actor_id=chair_id)
        for name, people in (("agree", 6), ("no-agreement", 0)):
            meeting = evening.with_item(world, number=1, items=[LONG_ZH]).meeting
            agreed_on(world, meeting.items[0], people, words=LONG_ZH)
            keep(name, show_on_wall(meeting=meeting, view=WallView.AGREE, actor_id=chair_id))
        for name, count in (("lists", 7), ("no-lists", 0)):
            full = evening.in_session(world, present=3, kind=MeetingKind.EVENING_TALK)
            for number in range(count):
                note_issue(meeting=full, title=f"{number}号楼{LONG_ZH}", actor_id=chair_id)
                add_task(
                    title=f"{number}号楼{LONG_ZH}",
                    place=world.estate,
                    origin=Ref("meeting", full.id),
                    origin_label="居民夜话",
                    issue=None,
                    lead_person_id=world.members[number].id,
                    lead_unit_id=None,
                    due_on=clock.today() + timedelta(days=9),
                    actor_id=chair_id,
                )
            show_on_wall(meeting=full, view=WallView.LISTS, actor_id=chair_id)
            keep(name, full)
        talk = evening.in_session(world, present=20, kind=MeetingKind.EVENING_TALK)
        open_item(item=talk.items[0], actor_id=chair_id)
        poll = open_straw_poll(item=talk.items[0], question=LONG_ZH, actor_id=chair_id)
        close_vote(poll=poll, meeting=talk, actor_id=chair_id)
        publish_vote(poll=poll, meeting=talk, actor_id=chair_id)
        keep("straw", talk)
        blank = keep("blank", evening.in_session(world))
        show_on_wall(meeting=blank, view=WallView.BLANK, actor_id=chair_id)
    return found


#: Names of elements of the wall whose words do not fit into them, or that reach into the footer or off the screen.
CROWDED = """
() => {
  const foot = document.querySelector('.w-foot');
  const floor = foot ? foot.getBoundingClientRect().top : innerHeight;
  const names = [];
  const parts = ['h1', 'p', 'li', 'td', '.seal', '.bar-row'].map((part) => `.w-main ${part}`);
  document.querySelectorAll([...parts, '.welcome h1', '.welcome p'].join()).forEach((e) => {
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    if (!box.width || style.position === 'absolute' || e.classList.contains('vh')) { return; }
    const over = box.bottom > floor + 1 || box.right > innerWidth + 1;
    const cut = e.scrollWidth > e.clientWidth + 2 && style.display !== 'inline' && e.clientWidth;
    const words = e.textContent.trim().slice(0, 40);
    if (over || cut) { names.push(`${e.className}|${words}|${Math.round(box.bottom - floor)}`); }
  });
  document.querySelectorAll('.w-agenda li').forEach((row) => {
    if (row.querySelector('.t').getBoundingClientRect().height > row.getBoundingClientRect().height + 1) {
      names.push(`row ${row.textContent.trim().slice(0, 12)}`);
    }
  });
  return names;
}
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wall_never_scrolls(crowd: Crowd, walls: dict[str, str], language: str) -> None:
    """At every size: a wall has no script that measures it, so the same page is only made larger and smaller."""
    wall = crowd.someone(size=WALL, language=language)
    crowded = {}
    for scene in SCENES:
        wall.go(walls[scene])
        for width, height in SIZES:
            wall.page.set_viewport_size({"width": width, "height": height})
            assert wall.overflows() == (False, False), (scene, width)
            if found := wall.page.evaluate(CROWDED):
                crowded[scene, width] = found
    assert not crowded


@pytest.mark.parametrize("size", SIZES)
def test_codes_can_be_read_from_the_back_row(crowd: Crowd, walls: dict[str, str], size: tuple[int, int]) -> None:
    """The welcome code is 40 % of the width, the corner code 12 % of the height; no text below 1/28 of it."""
    wall = crowd.someone(size={"width": size[0], "height": size[1]})
    wall.go(walls["welcome"])
    symbol = wall.page.locator(".paper .qr").bounding_box()
    assert symbol is not None
    modules = 4 / float((wall.page.locator(".paper .qr").get_attribute("viewBox") or "").split()[2])
    assert symbol["width"] * (1 - modules) >= 0.40 * size[0] - 1
    wall.go(walls["vote"])
    corner = wall.page.locator(".w-foot .qr").bounding_box()
    assert corner is not None
    assert corner["height"] >= 0.12 * size[1]
    smallest = wall.page.evaluate(
        "Math.min(...[...document.querySelectorAll('.stage *')].filter(e => e.childNodes.length"
        " && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.getClientRects().length"
        " && !e.closest('.vh')).map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= size[1] / 28 - 0.5


def test_thirteen_items_all_at_once_with_the_current_one_marked(crowd: Crowd, walls: dict[str, str]) -> None:
    wall = crowd.someone(size={"width": 1024, "height": 768})
    wall.go(walls["agenda"])
    expect(wall.page.locator(".w-agenda li")).to_have_count(13)
    for number in range(13):
        expect(wall.page.locator(".w-agenda li").nth(number)).to_be_in_viewport(ratio=1)
    wall.sees("current-item", AGENDA[3])


@pytest.fixture(scope="module")
def phones(hall: Hall) -> dict[str, str]:
    """Pages that the first guest of the evening sees."""
    with hall.inside() as world:
        before = evening.convened(world, items=AGENDA)
        talked = evening.with_item(world, number=2, items=AGENDA)
        motion = evening.with_motion(world, items=AGENDA)
        vote = evening.with_vote(world, items=AGENDA)
        shown = evening.decided(world, items=AGENDA)
        over = evening.with_item(world, number=2, items=AGENDA)
        motion_on = record_motion(item=over, title=LONG_ZH, text=TEXT, moved_by="", actor_id=world.chair.id)
        long = open_vote(motion=motion_on, actor_id=world.chair.id)
        evening.votes(world, long, 24, 5)
        close_vote(poll=long, meeting=over.meeting, actor_id=world.chair.id)
        publish_vote(poll=long, meeting=over.meeting, actor_id=world.chair.id)
        resolve(motion=motion_on, text=TEXT, force=Force.CONSENSUS, actor_id=world.chair.id)
        adjourn(meeting=over.meeting, actor_id=world.chair.id)
        for meeting in (talked.meeting, motion.item.meeting):
            check_in(meeting=meeting, person_id=world.members[1].id)
        return {
            "join": "/join",
            "enter": f"/j/{before.code}",
            "before": f"/meetings/{before.id}",
            "item": f"/meetings/{talked.meeting_id}",
            "motion": f"/meetings/{motion.item.meeting_id}",
            "vote": f"/meetings/{evening.meeting_of(vote).id}",
            "over": f"/meetings/{over.meeting_id}",
            "result": f"/meetings/{evening.meeting_of(shown).id}",
        }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height", "text"), [(360, 740, "100"), (320, 640, "175")])
def test_phones_never_scroll_sideways(
    crowd: Crowd, phones: dict[str, str], width: int, height: int, text: str, language: str
) -> None:
    guest = crowd.someone("member-2", size={"width": width, "height": height}, language=language)
    if text != "100":
        guest.go(f"/text-size?to={text}&next=/")
        enlarge(guest)
    for name, path in phones.items():
        guest.go(path)
        if text != "100":
            enlarge(guest)
        assert not guest.overflows()[0], name


def test_in_large_text_what_became_of_an_item_stands_below_its_title(crowd: Crowd, phones: dict[str, str]) -> None:
    guest = crowd.someone("member-2", size={"width": 360, "height": 740})
    guest.go("/text-size?to=175&next=/")
    guest.go(phones["over"])
    enlarge(guest)
    line = guest.page.locator("#agenda-lines li", has=guest.page.locator(".agenda-decided"))
    title, outcome = line.locator(".grow").bounding_box(), line.locator("small").bounding_box()
    assert title is not None
    assert outcome is not None
    assert outcome["y"] >= title["y"] + title["height"]
    assert title["width"] >= 0.6 * 360
    decision = line.locator(".agenda-decided").bounding_box()
    assert decision is not None
    assert decision["y"] >= outcome["y"] + outcome["height"]
    assert len(line.locator(".agenda-decided").inner_text()) <= 60
    shot(guest, "closed-large-text")
    guest.page.set_viewport_size({"width": 820, "height": 740})
    guest.page.evaluate("document.documentElement.style.fontSize = '112.5%'")
    beside, below = line.locator("small").bounding_box(), line.locator(".grow").bounding_box()
    assert beside is not None
    assert below is not None
    assert beside["x"] >= below["x"] + below["width"], "beside it where there is room"


def enlarge(guest: Visitor) -> None:
    """The large text of the page (1.75) and the browser's own on top, to 200 %."""
    guest.page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")


def test_the_ballot_is_reached_without_scrolling(crowd: Crowd, phones: dict[str, str]) -> None:
    guest = crowd.someone("member-2")
    guest.go(phones["vote"])
    for name in ("vote-for", "vote-against"):
        expect(guest.mark(name)).to_be_in_viewport(ratio=1)
        box = guest.mark(name).bounding_box()
        assert box is not None
        assert box["height"] >= 60


def test_the_last_picture_stays_when_the_line_is_lost(crowd: Crowd, walls: dict[str, str]) -> None:
    wall = crowd.someone(size={"width": 1280, "height": 720})
    wall.go(walls["vote"])
    wall.sees("turnout", "21")
    word = wall.mark("connection-state")
    expect(word).to_be_hidden()
    wall.cut_off()
    wall.page.evaluate("window.yehua.stream.lost()")  # the browser itself notices only at the next heartbeat
    expect(word).to_be_visible()
    expect(wall.page.locator("[data-conn]")).to_have_attribute("data-state", "off")  # nor was it answered when it asked
    assert word.inner_text().strip() == "正在重连", "nobody can tap a wall"
    assert word.locator("a").count() == 0
    wall.sees("turnout", "21")
    shot(wall, "wall-lost-line")
    wall.cut_off(False)
    expect(word).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_place_can_be_read_at_the_top_of_the_phone(crowd: Crowd, walls: dict[str, str], language: str) -> None:
    """The name of the place is not cut where there is room: no rule of another page reaches it."""
    phone = crowd.someone("member-1", language=language).go("/")
    place = phone.page.locator(".masthead .place").first
    expect(place).to_be_visible()
    assert place.evaluate("(e) => e.scrollWidth <= e.clientWidth || getComputedStyle(e).display === 'inline'")
    assert place.evaluate("(e) => getComputedStyle(e).borderRadius") == "0px"
