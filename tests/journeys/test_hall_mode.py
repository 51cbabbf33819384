"""Hall mode: a laptop without internet serves a hall over its Wi-Fi, on plain HTTP, and the evening is copied home."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_babel import force_locale
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import func, select

from council.base.addresses import network_address
from council.base.db import db
from council.base.settings import Settings
from council.factory import create_app
from council.meetings.models import Meeting
from council.polls.models import Ballot
from council.web.qr import qr_svg
from tests.journeys.people import DESK, PHONE, WALL
from tests.journeys.running_hall import Laptop, free_port

ADDRESS = network_address()
pytestmark = pytest.mark.skipif(not ADDRESS, reason="this machine is in no network: connect it, or ip link add")

CODE = "482173"


class Visitors:
    """Browsers that note every address they ask."""

    def __init__(self, browser: Browser, base: str) -> None:
        self._browser = browser
        self.base = base
        self.contexts: list[BrowserContext] = []
        self.asked: set[str] = set()

    def someone(self, size: dict[str, int]) -> Page:
        """A browser of its own."""
        context = self._browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
        context.set_default_timeout(15000)
        context.on("request", lambda request: self.asked.add(request.url))
        self.contexts.append(context)
        return context.new_page()

    def member(self, key: str, size: dict[str, int]) -> Page:
        """Somebody of the cast, signed in on the demo's page as a user does it."""
        page = self.someone(size)
        page.goto(f"{self.base}/demo")
        mark(page, f"be-{key}").click()
        return page

    def outside(self) -> set[str]:
        """What was asked of anybody but the laptop."""
        own = {urlsplit(self.base).netloc, f"127.0.0.1:{urlsplit(self.base).port}"}
        return {url for url in self.asked if urlsplit(url).scheme not in ("data", "blob") and host(url) not in own}


def host(url: str) -> str:
    return urlsplit(url).netloc


def mark(page: Page, name: str) -> Locator:
    return page.locator(f'[data-test="{name}"]')


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    """A laptop with the demo in an empty folder, made by the commands of `make run`."""
    folder = tmp_path / "laptop"
    folder.mkdir()
    made = Laptop(folder, ADDRESS, free_port())
    made.runs("db", "upgrade")
    made.runs("demo", "--if-empty")
    return made


@pytest.fixture
def visitors(browser: Browser, laptop: Laptop) -> Iterator[Visitors]:
    found = Visitors(browser, laptop.base)
    yield found
    for context in found.contexts:
        context.close()


def test_an_evening_on_a_laptop_in_a_hall(laptop: Laptop, visitors: Visitors, tmp_path: Path) -> None:
    with laptop.serving() as said:
        path = meeting_path(said, laptop)
        wall = the_wall(said, visitors)
        phone = a_phone_joins(visitors, laptop)
        cookies_of_plain_http(phone, laptop)
        chair = the_vote(visitors, path, phone)
        during = laptop.runs("backup", str(tmp_path / "copies")).strip()
        the_result(chair, wall, phone)
        copy = laptop.runs("backup", str(tmp_path / "copies")).strip()
        addresses_of_the_hall(wall, chair, laptop)
        assert visitors.outside() == set(), "no internet was needed"
    home = Laptop(tmp_path / "home", ADDRESS, laptop.port)
    home.folder.mkdir()
    assert "Restored" in home.runs("restore", copy)
    assert_same_evening(laptop, home)
    home.runs("verify")
    with home.serving():
        phone.reload()
        expect(mark(phone, "verdict")).to_contain_text("通过")
    half = Laptop(tmp_path / "half", ADDRESS, laptop.port)
    half.folder.mkdir()
    half.runs("restore", during)
    half.runs("verify")
    assert evening_of(half)[1] == "open", "a copy taken in the middle of a vote has the vote in it"


def meeting_path(said: Sequence[str], laptop: Laptop) -> str:
    """The chair's address as the server printed it: the one that phones of the hall reach."""
    printed = {line.split()[0]: line.split()[1] for line in said if len(line.split()) > 1 and "http" in line}
    assert printed["Yehua"] == f"{laptop.base}/"
    assert printed["phone"] == f"{laptop.base}/j/{CODE}"
    assert any(f"in the local network {laptop.base}/" in line for line in said)
    return urlsplit(printed["chair"]).path.removesuffix("/chair")


def the_wall(said: Sequence[str], visitors: Visitors) -> Page:
    """Opened on the laptop itself, by the address that only the laptop knows."""
    address = next(line.split()[1] for line in said if line.split()[:1] == ["projector"])
    here = urlsplit(address)
    wall = visitors.someone(WALL)
    wall.goto(f"http://127.0.0.1:{here.port}{here.path}?{here.query}")
    expect(mark(wall, "current-item")).to_be_visible()
    return wall


def a_phone_joins(visitors: Visitors, laptop: Laptop) -> Page:
    """By typing the code; a phone that nobody has used yet."""
    phone = visitors.someone(PHONE)
    phone.goto(f"{laptop.base}/join")
    mark(phone, "join-code").fill("482 173")
    mark(phone, "join-code").press("Enter")
    phone.wait_for_url("**/sign-in?**")
    phone.locator('main a[href^="/demo"]').first.click()
    mark(phone, "be-voter-9").click()
    phone.wait_for_url(re.compile("/j/|/J/|/meetings/"))
    if mark(phone, "check-in").count():
        mark(phone, "check-in").click()
    else:
        phone.locator("main a.btn--primary").first.click()
    expect(mark(phone, "my-seat")).to_be_visible()
    expect(mark(phone, "connection-state").first).to_contain_text("已连接")
    return phone


def cookies_of_plain_http(phone: Page, laptop: Laptop) -> None:
    """A Secure cookie would be dropped here, and nobody could stay signed in."""
    own = {cookie["name"]: cookie for cookie in phone.context.cookies(laptop.base)}
    assert own["yehua"]["secure"] is False
    assert own["yehua"]["httpOnly"] is True
    assert not any(cookie["secure"] for cookie in own.values())
    assert phone.evaluate("isSecureContext") is False, "else this tests nothing"


def the_vote(visitors: Visitors, path: str, phone: Page) -> Page:
    """The chair opens the vote of item 4; the phone votes."""
    chair = visitors.member("chair-tang", DESK)
    chair.goto(visitors.base + path + "/chair")
    mark(chair, "open-poll").click()
    mark(phone, "vote-for").click()
    expect(mark(phone, "ballot-receipt")).to_be_visible()
    return chair


def the_result(chair: Page, wall: Page, phone: Page) -> None:
    mark(chair, "close-poll").click()
    expect(chair.locator("[name=sure]")).to_have_count(1)  # some who are there have not voted
    mark(chair, "close-poll").click()
    mark(chair, "publish-result").click()
    for screen in (wall, phone):
        expect(mark(screen, "verdict")).to_be_visible()


def addresses_of_the_hall(wall: Page, chair: Page, laptop: Laptop) -> None:
    """The wall that was opened as 127.0.0.1 shows the address that phones reach, in words and in the code."""
    app = Flask(__name__)
    with app.app_context():
        drawn = str(qr_svg(f"{laptop.base.upper()}/J/{CODE}", "")).partition(' d="')[2].partition('"')[0]
    expect(wall.locator(".w-foot svg.qr path")).to_have_attribute("d", drawn)
    mark(chair, "wall-welcome").click()
    expect(wall.locator(".welcome .addr")).to_contain_text(f"{laptop.address}:{laptop.port}/join")
    expect(wall.locator(".welcome .paper svg.qr path")).to_have_attribute("d", drawn)
    assert "127.0.0.1" not in wall.inner_text("body")
    assert "localhost" not in wall.inner_text("body")


def evening_of(laptop: Laptop) -> tuple[str, str, int, dict[str, object] | None]:
    """State of the meeting, state, ballots and result of its newest poll, as they lie in a laptop's folder."""
    app = create_app(Settings(data_dir=laptop.folder, database_url=f"sqlite:///{laptop.folder / 'yehua.db'}"))
    with app.app_context(), force_locale("zh_CN"):
        meeting = db.session.scalars(select(Meeting).where(Meeting.code == CODE)).one()
        polls = [motion.poll for item in meeting.items for motion in item.motions if motion.poll is not None]
        poll = max(polls, key=lambda each: each.id)
        cast = db.session.scalar(select(func.count()).where(Ballot.poll_id == poll.id)) or 0
        found = (meeting.state, poll.state, cast, poll.result)
        db.session.remove()
        db.engine.dispose()
    return found


def assert_same_evening(laptop: Laptop, home: Laptop) -> None:
    there, here = evening_of(laptop), evening_of(home)
    assert there == here
    assert here[1] == "published"
    assert here[2] >= 1
