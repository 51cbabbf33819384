"""The kind of a meeting brings its days of notice: at once with script, beside the field without."""

from datetime import timedelta

from playwright.sync_api import expect

from council.base import clock
from tests.journeys.people import DESK, Crowd


def test_another_kind_brings_its_days_at_once(crowd: Crowd) -> None:
    chair = crowd.someone("member-1", size=DESK, language="en").go("/meetings/new")
    page = chair.page
    days, day, words = page.locator("[name=notice_days]"), page.locator("[name=day]"), page.locator("#notice-words")
    expect(days).to_have_value("3")
    page.fill("[name=starts]", "20:15")
    page.fill("[name=venue]", "架空层")
    page.locator("[name=kind][value=owners_assembly]").check()
    expect(days).to_have_value("15")
    assert day.input_value() >= (clock.today() + timedelta(days=15)).isoformat()
    expect(page.locator("[name=starts]")).to_have_value("20:15")
    expect(page.locator("[name=venue]")).to_have_value("架空层")
    page.fill("[name=notice_days]", "4")
    expect(words).to_contain_text("Civil Code, article 278")
    chair.look()
    page.locator("[name=kind][value=evening_talk]").check()
    expect(days).to_have_value("3")
    expect(words).not_to_contain_text("Civil Code")


def test_without_script_the_rule_stands_beside_the_field(crowd: Crowd) -> None:
    chair = crowd.someone("member-1", language="en", script=False).go("/meetings/new")
    page = chair.page
    page.locator("label", has=page.locator("[name=kind][value=owners_assembly]")).click()
    page.fill("[name=venue]", "架空层")
    chair.press("make-draft")
    expect(page.locator(".field--error")).to_contain_text("Civil Code, article 278")
    expect(page.locator("[name=notice_days]")).to_have_value("15")
    page.fill("[name=day]", (clock.today() + timedelta(days=15)).isoformat())
    chair.press("make-draft")
    page.wait_for_url("**/plan")
