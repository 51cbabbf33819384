"""The bell on the chair's desk and the wall's wake lock: asked of the browser as often as they should be, no more."""

from playwright.sync_api import expect
from sqlalchemy import select

from council.base.db import db
from council.meetings.floor.models import Speech
from council.meetings.floor.operations import raise_hand, time_speech
from council.meetings.floor.rules import LONGEST, SHORTEST, Stance, Turn
from council.meetings.models import AgendaItem, Meeting
from tests.journeys.people import DESK, WALL, Crowd, Hall, Visitor
from tests.meetings import evening

#: A sound card that counts how often it is used; `refuses` stands for a browser that gives none.
SOUND = """
// counted past a new load of the page, which a press may cause
function count(name, more) {
  var now = Number(sessionStorage.getItem(name)) + more;
  sessionStorage.setItem(name, now);
  return now;
}
Object.defineProperty(window, 'rings', { get: function () { return count('rings', 0); } });
Object.defineProperty(window, 'tried', { get: function () { return count('tried', 0); } });
window.AudioContext = window.webkitAudioContext = function () {
  count('tried', 1);
  if (%s) { throw new DOMException('no', 'NotSupportedError'); }
  count('rings', 1);
  var tone = { frequency: {}, connect: function () {}, start: function () {}, stop: function () {} };
  var gain = { setValueAtTime: function () {}, exponentialRampToValueAtTime: function () {} };
  var loud = { connect: function () {}, gain: gain };
  return { currentTime: 0, destination: {}, createOscillator: function () { return tone; },
           createGain: function () { return loud; }, close: function () {} };
};
"""
#: A wake lock that counts how often it is asked for and never gives one.
LOCK = """
window.asked = 0;
Object.defineProperty(Navigator.prototype, 'wakeLock', { configurable: true, get: function () {
  return { request: function (what) {
    window.asked += what === 'screen';
    return Promise.reject(new Error('low battery'));
  } };
} });
"""
NO_LOCK = "Object.defineProperty(Navigator.prototype, 'wakeLock', { configurable: true, value: undefined });"
HIDE = "Object.defineProperty(document, 'visibilityState', { configurable: true, value: '%s' });"
TELL = "document.dispatchEvent(new Event('visibilitychange'));"


def speaking(crowd: Crowd, hall: Hall, *, refuses: bool = False) -> tuple[Visitor, int]:
    """A chair's desk with two hands up and the first of them speaking; the clock can be moved on."""
    with hall.inside() as world:
        meeting = evening.with_item(world).meeting
        meeting_id = meeting.id
        for member in world.members[1:3]:
            raise_hand(meeting=meeting, person_id=member.id, stance=Stance.FOR)
    desk = crowd.someone("member-1", size=DESK)
    desk.page.add_init_script(SOUND % ("true" if refuses else "false"))
    desk.page.clock.install()
    desk.page.goto(f"{hall.base}/meetings/{meeting_id}/chair")
    desk.sees("connection-state", "已连接")
    desk.page.keyboard.press("s")
    desk.sees("speaker-now")
    shorten(desk, hall, meeting_id)
    return desk, meeting_id


def shorten(desk: Visitor, hall: Hall, meeting_id: int) -> None:
    """The shortest speech there is: less than the silence after which a page asks the server for the time again."""
    with hall.inside() as world:
        query = (
            select(Speech).join(AgendaItem).where(AgendaItem.meeting_id == meeting_id, Speech.state == Turn.SPEAKING)
        )
        time_speech(speech=db.session.scalars(query).one(), seconds=-LONGEST, actor_id=world.chair.id)
    expect(desk.page.locator(f'[data-bell$="-{SHORTEST}"]')).to_be_visible()


def rings(desk: Visitor, times: int) -> None:
    """Wait until the bell has rung so often; a page's own timers run half a second apart."""
    desk.page.wait_for_function("times => window.rings === times", arg=times)


def time_passes(desk: Visitor) -> None:
    """Longer than the speech; all that was due in between happens."""
    desk.page.clock.run_for((SHORTEST + 2) * 1000)


def test_the_bell_rings_once_a_speech(crowd: Crowd, hall: Hall) -> None:
    desk, meeting_id = speaking(crowd, hall)
    desk.page.clock.run_for(2000)
    assert desk.page.evaluate("window.rings") == 0, "not before the time is up"
    time_passes(desk)
    rings(desk, 1)
    with hall.inside() as world:
        meeting = db.session.get_one(Meeting, meeting_id)
        raise_hand(meeting=meeting, person_id=world.members[5].id, stance=Stance.QUESTION)
    desk.sees("hands-up", "2人举手")  # the desk has been swapped, the speech is the same
    time_passes(desk)
    assert desk.page.evaluate("window.rings") == 1
    desk.page.keyboard.press("s")
    desk.sees("speaker-now", "代表06")  # a question comes before another in favour
    shorten(desk, hall, meeting_id)
    desk.page.clock.run_for(2000)
    assert desk.page.evaluate("window.rings") == 1
    time_passes(desk)
    rings(desk, 2)


def test_a_browser_without_sound_is_no_trouble(crowd: Crowd, hall: Hall) -> None:
    """What it throws would be among the problems that `crowd` looks for."""
    desk, _meeting_id = speaking(crowd, hall, refuses=True)
    time_passes(desk)
    desk.page.wait_for_function("window.tried === 1")
    desk.page.clock.run_for(2000)
    assert desk.page.evaluate("window.tried") == 1, "once a speech, and not twice a second"
    assert desk.page.evaluate("window.rings") == 0
    assert desk.problems == []


def lit_wall(crowd: Crowd, hall: Hall, script: str) -> Visitor:
    with hall.inside() as world:
        meeting = evening.convened(world)
        path = f"/meetings/{meeting.id}/projector?token={meeting.wall_token}"
    wall = crowd.someone(size=WALL)
    wall.page.add_init_script(script)
    wall.page.goto(hall.base + path)
    wall.sees("join-code")
    return wall


def test_the_wall_asks_to_stay_lit_and_asks_again_when_it_comes_back(crowd: Crowd, hall: Hall) -> None:
    wall = lit_wall(crowd, hall, LOCK)
    wall.page.wait_for_function("window.asked === 1")
    wall.page.evaluate(HIDE % "hidden" + TELL)
    assert wall.page.evaluate("window.asked") == 1, "a hidden page has no lock to ask for"
    wall.page.evaluate(HIDE % "visible" + TELL)
    assert wall.page.evaluate("window.asked") == 2
    assert wall.problems == []


def test_a_wall_without_a_wake_lock_goes_on(crowd: Crowd, hall: Hall) -> None:
    wall = lit_wall(crowd, hall, NO_LOCK)
    assert wall.page.evaluate("'wakeLock' in navigator && navigator.wakeLock === undefined")
    wall.page.evaluate(TELL)
    wall.sees("join-code")
    assert wall.problems == []


def test_no_other_page_asks_for_the_lock(crowd: Crowd, hall: Hall) -> None:
    phone = crowd.someone("member-2")
    phone.page.add_init_script(LOCK)
    phone.go("/")
    assert phone.page.evaluate("window.asked") == 0
