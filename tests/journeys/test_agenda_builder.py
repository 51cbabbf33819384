"""The agenda builder in a browser: items dragged, moved in and out by keyboard, and a paper put on one."""

from playwright.sync_api import Locator, expect

from tests.journeys.evenings import Chair
from tests.journeys.people import DESK, PHONE, Crowd, Hall
from tests.meetings import plans
from tests.meetings.test_attachments import DRAWING


def titles(page_of: Locator) -> Locator:
    return page_of.locator(".plan-item > b")


def test_an_item_is_dragged_and_stays(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = plans.draft(world, "上次交办", "楼道灯", "东门限行").id
    chair = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/plan")
    items = chair.page.locator(".plan-items > li")
    items.nth(2).drag_to(items.nth(0), target_position={"x": 20, "y": 4})
    expect(titles(items)).to_have_text(["东门限行", "上次交办", "楼道灯"])
    expect(chair.page.locator(".plan-items .no")).to_have_text(["1", "2", "3"])
    chair.go(f"/meetings/{meeting_id}/plan")
    expect(titles(items)).to_have_text(["东门限行", "上次交办", "楼道灯"])


def test_sub_items_are_made_by_keyboard_and_follow_their_heading(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting = plans.draft(world, "停车", "东门", "西门", "路灯")
        meeting_id, (heading, east, west, lamps) = meeting.id, [item.id for item in meeting.items]
    guest = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/plan")
    numbers, items = guest.page.locator(".plan-items .no"), guest.page.locator(".plan-items > li")
    chair = Chair(guest)
    for key, after in ((east, ["1", "1.1", "2", "3"]), (west, ["1", "1.1", "1.2", "2"])):
        chair.tabs_to(f"#nest-{key}")
        guest.page.keyboard.press("Enter")
        expect(numbers).to_have_text(after)
        expect(guest.page.locator(f"#nest-{key}")).to_be_focused()  # the same button takes it out again
    guest.page.locator(f"#down-{heading}").click()
    expect(titles(items)).to_have_text(["路灯", "停车", "东门", "西门"])
    expect(numbers).to_have_text(["1", "2", "2.1", "2.2"])
    items.nth(1).drag_to(items.nth(0), target_position={"x": 20, "y": 4})
    expect(numbers).to_have_text(["1", "1.1", "1.2", "2"])
    expect(titles(items)).to_have_text(["停车", "东门", "西门", "路灯"])
    items.nth(3).drag_to(items.nth(2), target_position={"x": 20, "y": 4})
    expect(titles(items)).to_have_text(["停车", "东门", "路灯", "西门"])
    expect(numbers).to_have_text(["1", "1.1", "1.2", "1.3"])
    guest.page.locator(f"#nest-{lamps}").click()
    expect(numbers).to_have_text(["1", "1.1", "1.2", "2"])
    guest.page.locator(f"#off-{heading}").click()
    expect(guest.page.locator("#agenda [role=alert]")).to_be_visible()
    expect(items).to_have_count(4)


def test_a_paper_is_put_on_an_item_and_read_on_a_phone(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = plans.draft(world, "东门限行").id
    chair = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/plan")
    chair.page.locator(".plan-acts a[href$='/papers']").click()
    chair.page.locator("#paper-title").fill("东门图纸")
    chair.page.locator("#paper-file").set_input_files({"name": "a.exe", "mimeType": "application/pdf", "buffer": b"MZ"})
    chair.page.locator("[data-test=add-paper]").click()
    expect(chair.page.locator("#paper-file-error")).to_be_visible()
    expect(chair.page.locator("#paper-title")).to_have_value("东门图纸")
    drawing = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": DRAWING}
    chair.page.locator("#paper-file").set_input_files(drawing)
    chair.page.locator("[data-test=add-paper]").click()
    expect(chair.page.locator(".paper-rows a")).to_have_text("东门图纸")
    chair.go(f"/meetings/{meeting_id}/plan")
    chair.page.locator("[data-test=convene]").click()
    expect(chair.page.locator(".notice-agenda .papers a")).to_have_text("东门图纸")
    phone = crowd.someone(size=PHONE).go(f"/meetings/{meeting_id}/notice")
    phone.page.locator(".papers a").click()
    expect(phone.page.locator("h1")).to_have_text("东门图纸")
    with phone.page.expect_download() as saved:
        phone.page.locator("[data-test=open-file]").click()
    assert saved.value.suggested_filename == "东门图纸.pdf"
