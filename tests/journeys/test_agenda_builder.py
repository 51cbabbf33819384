"""The agenda builder in a browser: an item dragged to another place stays there."""

from playwright.sync_api import expect

from tests.journeys.people import DESK, Crowd, Hall
from tests.meetings import plans


def test_an_item_is_dragged_and_stays(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        meeting_id = plans.draft(world, "上次交办", "楼道灯", "东门限行").id
    chair = crowd.someone("member-1", size=DESK).go(f"/meetings/{meeting_id}/plan")
    items = chair.page.locator(".plan-items > li")
    items.nth(2).drag_to(items.nth(0), target_position={"x": 20, "y": 4})
    titles = chair.page.locator(".plan-items .plan-item > b")
    expect(titles).to_have_text(["东门限行", "上次交办", "楼道灯"])
    expect(chair.page.locator(".plan-items .no")).to_have_text(["1", "2", "3"])
    chair.go(f"/meetings/{meeting_id}/plan")
    expect(titles).to_have_text(["东门限行", "上次交办", "楼道灯"])
