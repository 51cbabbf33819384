"""Ways in, in a real browser: a cut network, photos that fail, for a resident, as a visitor, beside a similar issue."""

import io
import re

from PIL import Image
from playwright.sync_api import Route, expect
from sqlalchemy import func, select

from council.base.db import db
from council.issues.models import Issue
from council.issues.operations.visiting import make_point
from tests.journeys.people import DESK, Crowd, Hall, Visitor


def picture(colour: str = "teal") -> dict[str, object]:
    """A photo as a phone gives it to the browser."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def many(hall: Hall, title: str) -> int:
    """How many issues have this title."""
    with hall.inside():
        return db.session.scalar(select(func.count()).select_from(Issue).where(Issue.title == title)) or 0


def number_shown(visitor: Visitor) -> str:
    found = re.search(r"GY-\d{4}-\d+", visitor.sees("issue-number").inner_text())
    assert found is not None
    return found.group()


def test_a_cut_network_loses_nothing_and_sends_once(crowd: Crowd, hall: Hall) -> None:
    resident = crowd.someone("resident")
    title = "7楼水管爆了"
    resident.go("/issues/new")
    resident.mark("issue-title").fill(title)
    resident.cut_off()
    resident.press("issue-submit")
    expect(resident.page.locator("[data-not-sent]")).to_be_visible()
    expect(resident.mark("issue-title")).to_have_value(title)
    resident.cut_off(False)  # the browser says “online”, and the form goes by itself
    number_shown(resident)
    assert many(hall, title) == 1


def test_a_draft_survives_a_page_that_is_lost(crowd: Crowd) -> None:
    resident = crowd.someone("resident")
    resident.go("/issues/new")
    resident.mark("issue-title").fill("写到一半")
    resident.go("/")
    resident.go("/issues/new")
    expect(resident.mark("issue-title")).to_have_value("写到一半")


def test_a_photo_that_fails_is_sent_again_by_itself(crowd: Crowd, hall: Hall) -> None:
    resident = crowd.someone("resident")
    resident.go("/issues/new")
    resident.mark("issue-title").fill("花坛塌了一角")
    tries = []

    def second_fails(route: Route) -> None:
        tries.append(route)
        if len(tries) == 2:
            route.abort()
        else:
            route.continue_()

    resident.page.route("**/photos", second_fails)
    resident.page.locator("#photos").set_input_files([picture("teal"), picture("tan")])  # type: ignore[list-item]
    tiles = resident.mark("photo-tile")
    expect(tiles).to_have_count(2)
    failed = resident.page.locator(".photo--failed")
    expect(failed).to_have_count(1)
    resident.look()
    failed.get_by_role("button").click()
    expect(failed).to_have_count(0)
    expect(resident.page.locator("[name=photo_token]")).to_have_count(2)
    resident.press("issue-submit")
    number = number_shown(resident)
    with hall.inside():
        issue = db.session.scalars(select(Issue).where(Issue.number == number)).one()
        assert len(issue.photos) == 2


def test_a_similar_issue_is_supported_instead(crowd: Crowd, hall: Hall) -> None:
    crowd_first = crowd.someone("resident")
    crowd_first.go("/issues/new")
    crowd_first.mark("issue-title").fill("东门口路灯不亮")
    crowd_first.press("issue-submit")
    number = number_shown(crowd_first)
    neighbour = crowd.someone("neighbour")
    neighbour.go("/issues/new")
    neighbour.mark("issue-title").press_sequentially("东门路灯不亮了")
    link = neighbour.page.locator("#similar a", has_text="东门口路灯不亮")
    expect(link).to_be_visible()
    neighbour.look()
    link.click()
    neighbour.press("support-issue")
    neighbour.sees("withdraw-support")
    neighbour.look()
    with hall.inside():
        assert db.session.scalars(select(Issue.support_count).where(Issue.number == number)).one() == 1


def test_an_officer_raises_it_for_a_resident_who_agreed(crowd: Crowd, hall: Hall) -> None:
    officer = crowd.someone("grid_officer", size=DESK)
    officer.go("/issues/").press("raise-for")
    officer.mark("find-resident").fill("周敏")
    officer.page.keyboard.press("Enter")
    officer.press("for-resident")
    officer.page.locator("[name=source][value=visit]").check(force=True)
    officer.mark("issue-title").fill("老人说楼梯扶手松了")
    officer.look()
    officer.press("issue-submit")
    officer.sees("issue-consent")  # nothing without their word, and what was typed is kept
    expect(officer.mark("issue-title")).to_have_value("老人说楼梯扶手松了")
    officer.page.locator("[name=consent]").check()
    officer.press("issue-submit")
    number = number_shown(officer)
    officer.look()
    resident = crowd.someone("resident")
    resident.go(f"/issues/{number}").reads("秦朗")
    resident.look()


def test_a_visitor_reports_by_the_code_on_a_wall(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        token = make_point(actor_id=world.grid_officer.id, place=world.building, spot="茶馆门口").token
    tourist = crowd.someone(language="en")
    tourist.go(f"/report/{token}")
    tourist.mark("issue-title").fill("Broken step by the teahouse")
    tourist.press("issue-submit")
    number = number_shown(tourist)
    tourist.look()
    officer = crowd.someone("grid_officer", size=DESK)
    officer.go(f"/issues/{number}").press("acknowledge")
    officer.page.locator("#resolve-fold summary").click()
    officer.page.locator("#resolve-fold [name=answer]").fill("台阶修好了")
    officer.press("resolve")
    officer.page.wait_for_load_state()
    tourist.page.reload()
    tourist.reads("台阶修好了")
    tourist.page.locator("[name=solved][value=yes]").check(force=True)
    tourist.press("send-feedback")
    expect(tourist.mark("send-feedback")).to_have_count(0)
    tourist.look()
