"""Two consoles of one meeting: one drives, the other looks on, and the seat changes hands without losing a word."""

from playwright.sync_api import expect

from tests.journeys.people import DESK, PHONE, Crowd, Hall, Visitor
from tests.meetings import evening


def a_desk(crowd: Crowd, key: str, meeting_id: int, **how: object) -> Visitor:
    chair = crowd.someone(key, size=DESK, **how).go(f"/meetings/{meeting_id}/chair")  # type: ignore[arg-type]
    if chair.script:
        chair.sees("connection-state", "已连接")
    return chair


def test_the_seat_changes_hands(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.with_item(world).meeting_id
    first = a_desk(crowd, "member-1", meeting_id)
    second = a_desk(crowd, "community_staff", meeting_id)
    expect(first.mark("looks-on")).to_have_count(0)
    second.sees("looks-on")
    expect(second.mark("wall-agenda")).to_be_disabled()
    second.look()
    second.page.keyboard.press("3")
    first.page.fill("[name=text]", "同意换灯")
    second.press("take-over")
    expect(second.mark("looks-on")).to_have_count(0)
    expect(second.mark("wall-agenda")).to_be_enabled()
    # the first learns it at once, in the middle of a word, and keeps the word
    first.sees("looks-on")
    expect(first.mark("wall-agenda")).to_be_disabled()
    expect(first.page.locator("[name=text]")).to_have_value("同意换灯")
    first.look()
    second.press("wall-agenda")
    expect(second.mark("wall-agenda")).to_have_attribute("aria-pressed", "true")
    first.press("take-over")
    expect(first.page.locator("[name=text]")).to_be_enabled()
    expect(first.page.locator("[name=text]")).to_have_value("同意换灯")
    second.sees("looks-on")


def test_two_tabs_of_one_browser_are_one_desk_and_are_told_so(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.with_item(world).meeting_id
    first = a_desk(crowd, "member-1", meeting_id)
    second = crowd.another_tab(first).go(f"/meetings/{meeting_id}/chair")
    second.sees("connection-state", "已连接")
    for tab, mark in ((first, "wall-agenda"), (second, "wall-item"), (first, "wall-blank")):
        expect(tab.mark("looks-on")).to_have_count(0)
        tab.press(mark)
        expect(tab.mark(mark)).to_have_attribute("aria-pressed", "true")
        tab.sees("several-desks", "2")


def test_a_desk_that_did_not_hear_of_it_is_refused_in_words(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.with_item(world).meeting_id
    first = a_desk(crowd, "member-1", meeting_id)
    plain = a_desk(crowd, "community_staff", meeting_id, script=False)
    first.is_cut = True
    first.page.context.route("**/live/**", lambda route: route.abort())
    first.page.context.route("**/chair/driver", lambda route: route.abort())
    first.page.fill("[name=title]", "楼道灯改成声控灯")
    first.page.fill("[name=text]", "同意换灯")
    plain.press("take-over")
    expect(plain.mark("looks-on")).to_have_count(0)
    first.page.evaluate("document.querySelectorAll('.acts').forEach((acts) => { acts.disabled = false; })")
    first.page.locator(".motion-form button").click()
    expect(first.page.get_by_role("alert")).to_contain_text("开始主持")
    expect(first.page.locator("[name=text]")).to_have_value("同意换灯")
    expect(first.mark("wall-agenda")).to_be_disabled()


def test_the_seat_is_taken_back_on_a_phone(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.with_item(world).meeting_id
    a_desk(crowd, "member-1", meeting_id)
    small = crowd.someone("community_staff", size=PHONE).go(f"/meetings/{meeting_id}/chair")
    small.sees("looks-on")
    assert small.overflows()[0] is False
    small.press("take-over")
    expect(small.mark("looks-on")).to_have_count(0)
