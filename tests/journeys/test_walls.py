"""Two walls of one meeting, views lined up for them, and the code measured in three sizes."""

from playwright.sync_api import expect

from council.base.db import db
from council.meetings.models import Meeting
from council.meetings.operations.session import open_item
from council.meetings.walls.operations import add_wall
from council.meetings.walls.rules import SHARE
from tests.journeys.evenings import shot
from tests.journeys.people import DESK, WALL, Crowd, Hall
from tests.meetings import evening

#: The side of the symbol, without its quiet zone, as a share of the picture's width.
SYMBOL = """
() => {
  const code = document.querySelector('.welcome .qr');
  const squares = code.viewBox.baseVal.width;
  return code.getBoundingClientRect().width / innerWidth * (squares - 4) / squares;
}
"""


def test_the_hall_follows_and_the_foyer_stays(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting = evening.in_session(world, present=33)
        meeting_id, token = meeting.id, meeting.wall_token
        screen = add_wall(meeting=meeting, name="门厅", actor_id=world.chair.id)
        side = f"/walls/{screen.id}?token={screen.token}"
    big = crowd.someone(size=WALL).go(f"/meetings/{meeting_id}/projector?token={token}")
    foyer = crowd.someone(size=WALL).go(side)
    chair = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/chair")
    chair.sees("connection-state", "已连接")
    picture = "#wall-picture"
    chair.page.keyboard.press("w")
    expect(chair.mark("drive-b")).to_have_attribute("aria-pressed", "true")
    chair.page.keyboard.press("q")
    expect(foyer.page.locator(picture)).to_have_attribute("data-scene", "welcome")
    expect(chair.page.frame_locator("#wall-mirror iframe").locator(picture)).to_have_attribute("data-scene", "welcome")
    chair.page.locator("#more-walls summary").first.click()
    expect(chair.page.locator(".htmx-request")).to_have_count(0)
    chair.look()
    shot(chair, "walls-console")
    with hall.inside() as world:
        running = db.session.get_one(Meeting, meeting_id)
        open_item(item=running.items[1], actor_id=world.chair.id)
    expect(big.page.locator(picture)).to_have_attribute("data-scene", "item")
    expect(foyer.page.locator(picture)).to_have_attribute("data-scene", "welcome")
    chair.press("blank-all")
    for wall in (big, foyer):
        expect(wall.page.locator(picture)).to_have_attribute("data-scene", "blank")
    chair.press("remove-wall-b-ask").press("remove-wall-b")
    foyer.reads("这块大屏不用了")
    expect(chair.page.locator("#wall-mirror")).to_have_attribute("data-wall", "a")


def test_views_are_lined_up_and_shown_by_key(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.with_item(world).meeting_id
    chair = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/chair")
    chair.sees("connection-state", "已连接")
    chair.page.locator("#look-ahead summary").click()
    chair.press("line-agenda")
    expect(chair.mark("lined-up")).to_have_count(1)
    chair.press("line-welcome")
    expect(chair.mark("lined-up")).to_have_count(2)
    chair.press("line-up-2")
    expect(chair.mark("lined-up").first).to_contain_text("大二维码")
    chair.page.reload()
    expect(chair.mark("lined-up")).to_have_count(2)
    chair.page.keyboard.press("n")
    expect(chair.mark("wall-welcome")).to_have_attribute("aria-pressed", "true")
    expect(chair.mark("lined-up")).to_have_count(1)
    chair.page.keyboard.press("?")
    expect(chair.page.locator("[data-key-list]")).to_contain_text("放下一个排好的画面")
    chair.page.keyboard.press("Escape")
    chair.page.locator("#shown-before summary").click()
    chair.look()
    shot(chair, "walls-lined-up")
    chair.mark("show-again").nth(1).click()
    expect(chair.mark("wall-item")).to_have_attribute("aria-pressed", "true")


def test_the_code_is_two_fifths_of_the_picture(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting = evening.convened(world)
        path = f"/meetings/{meeting.id}/projector?token={meeting.wall_token}"
    wall = crowd.someone(size=WALL).go(path)
    for width, height in ((1024, 768), (1280, 720), (1920, 1080)):
        wall.page.set_viewport_size({"width": width, "height": height})
        assert SHARE <= wall.page.evaluate(SYMBOL) <= 0.45, (width, height)


def test_the_hall_is_measured_before_the_start(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = evening.convened(world).id
    chair = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/chair")
    chair.page.locator("#hall-size summary").click()
    chair.mark("hall-depth").fill("十二")
    chair.mark("hall-picture").fill("2,5")
    chair.press("measure-hall")
    expect(chair.page.locator("#hall-depth-error")).to_be_visible()
    expect(chair.mark("hall-picture")).to_have_value("2,5")
    chair.look()
    chair.mark("hall-depth").fill("12")
    chair.press("measure-hall")
    chair.reads("把画面放大到3米宽")
    shot(chair, "walls-measured")
