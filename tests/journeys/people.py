"""People with browsers: each has a context of their own, signs in by a link, and looks at pages that must be sound."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask_babel import force_locale
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from council.accounts.operations import issue_sign_in_link
from council.base import clock
from council.polls.casting import Receipt, cast
from council.residents.queries import person_by_key
from tests.support.client import identity
from tests.support.world import World

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
WALL = {"width": 1280, "height": 720}
#: What a browser says about a refusal that the page itself shows: no trouble of the page.
EXPECTED = ("Failed to load resource", "Response Status Error Code 4")
#: What it says besides while somebody has no network.
CUT = ("htmx:afterRequest", "htmx:sendError")
#: Milliseconds to wait for what must come: a limit for machines under load, no measure of speed.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)
#: What it says where a newer tick takes the place of a request still on its way (`hx-sync`).
REPLACED = "htmx:sendAbort"
#: What axe must not find.
GRAVE = ("serious", "critical")
#: A page as axe sees it: its tags and attributes, how large the screen and the text are; not its words and numbers.
SKELETON = """() => [innerWidth, innerHeight, getComputedStyle(document.documentElement).fontSize,
  document.documentElement.outerHTML.replace(/ (value|content|datetime)="[^"]*"/g, ' $1')
    .replace(/>[^<]*[^<\\s][^<]*</g, '>…<').replace(/\\d+/g, '0').replace(/\\?[^"]*"/g, '?"')].join('|')"""
AXE = Axe()
#: Pages that were found sound: what ten phones show alike is read once.
_sound: set[bytes] = set()


@dataclass(frozen=True)
class Hall:
    """The running application."""

    app: Flask
    base: str

    @contextmanager
    def inside(self) -> Iterator[World]:
        """Act on the same data as the server does, through the rooms' operations."""
        with self.app.test_request_context(base_url=self.base), force_locale("zh_CN"):
            yield World.load()

    def sign_in_path(self, key: str) -> str:
        """A fresh one-time link for a person."""
        with self.inside():
            person = person_by_key(key)
            assert person is not None
            token, _until = issue_sign_in_link(person=person, made_by=None)
            return f"/s/{token}"

    def cookie(self, key: str) -> str:
        """The session of a person who has signed in already, as it lies in a browser."""
        with self.inside():
            person = person_by_key(key)
            assert person is not None
            session = {"_user_id": identity(person), "_fresh": True, "_permanent": True}
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(signer.dumps(session))

    def vote(self, poll_id: int, choices: dict[int, str]) -> int:
        """Votes of council members by their number; how many were taken."""
        taken = 0
        with self.inside() as world:
            for number, choice in choices.items():
                member = world.members[number - 1]
                receipt = cast(
                    poll_id=poll_id,
                    person_id=member.id,
                    epoch=member.session_epoch,
                    choice=choice,
                    now=clock.now(),
                )
                taken += isinstance(receipt, Receipt)
        return taken


@dataclass
class Visitor:
    """Somebody with a browser."""

    hall: Hall
    page: Page
    script: bool = True
    problems: list[str] = field(default_factory=list)
    #: the network is cut, and requests must fail
    is_cut: bool = False

    def go(self, path: str) -> "Visitor":
        """Open a page of the hall, and look it over."""
        self.page.goto(self.hall.base + path)
        return self.look()

    def look(self) -> "Visitor":
        """What axe says about the page as it stands: nothing serious. (Axe itself is a script.)"""
        if not self.script:
            return self
        self.page.locator("body").wait_for()  # a page that is just arriving has nothing in it yet
        seen = sha256(self.page.evaluate(SKELETON).encode()).digest()
        if seen not in _sound:
            found = AXE.run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
            grave = [f"{each['id']}: {_where(each)}" for each in found if each["impact"] in GRAVE]
            assert not grave, f"{self.page.url}: {grave}"
            _sound.add(seen)
        return self

    def mark(self, name: str) -> Locator:
        """The control with this mark."""
        return self.page.locator(f'[data-test="{name}"]')

    def press(self, name: str) -> "Visitor":
        """Press the control with this mark."""
        self.mark(name).click()
        return self

    def sees(self, name: str, text: str = "") -> Locator:
        """Wait until the control with this mark is there, with `text` in it."""
        found = self.mark(name)
        expect(found).to_be_visible()
        if text:
            expect(found).to_contain_text(text)
        return found

    def reads(self, text: str) -> "Visitor":
        """Wait until `text` stands on the page."""
        expect(self.page.locator("body")).to_contain_text(text)
        return self

    def refresh(self) -> "Visitor":
        """Without script, tap the line that asks for it: a reload would meet the page's own every ten seconds."""
        self.page.locator("p.conn a").click()
        return self

    def cut_off(self, cut: bool = True) -> "Visitor":
        """Take the network away, or give it back."""
        self.is_cut = self.is_cut or cut  # what failed may be told a moment later
        self.page.context.set_offline(cut)
        return self

    def overflows(self) -> tuple[bool, bool]:
        """Whether the page is wider, and higher, than the screen."""
        wide, high = self.page.evaluate(
            "[document.documentElement.scrollWidth > innerWidth, document.documentElement.scrollHeight > innerHeight]"
        )
        return bool(wide), bool(high)


def _where(violation: dict[str, object]) -> list[str]:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    return [str(node["html"])[:160] for node in nodes[:2]]


class Crowd:
    """Opens browsers and keeps an eye on their consoles."""

    def __init__(self, browser: Browser, hall: Hall) -> None:
        self._browser = browser
        self._hall = hall
        self._contexts: list[BrowserContext] = []
        self.visitors: list[Visitor] = []

    def someone(
        self,
        key: str = "",
        *,
        size: dict[str, int] | None = None,
        language: str = "zh-CN",
        script: bool = True,
        zone: str = "Asia/Shanghai",
        by_link: bool = False,
    ) -> Visitor:
        """A person with a browser of their own, signed in as `key` (`by_link`: by doing it); without one nobody is."""
        context = self._browser.new_context(
            viewport=size or PHONE,  # type: ignore[arg-type]
            locale=language,
            timezone_id=zone,
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        visitor = self._watch(Visitor(self._hall, context.new_page(), script))
        if key and not by_link:
            name = self._hall.app.config["SESSION_COOKIE_NAME"]
            context.add_cookies([{"name": name, "value": self._hall.cookie(key), "url": self._hall.base}])
        if key and by_link:
            visitor.page.goto(self._hall.base + self._hall.sign_in_path(key))
            visitor.press("sign-in")
        return visitor

    def another_tab(self, visitor: Visitor) -> Visitor:
        """The same browser, one more tab."""
        return self._watch(Visitor(self._hall, visitor.page.context.new_page(), visitor.script))

    def _watch(self, visitor: Visitor) -> Visitor:
        def heard(message: ConsoleMessage) -> None:
            expected = EXPECTED + CUT if visitor.is_cut else EXPECTED
            if message.text.startswith(REPLACED):  # told in two messages, of which this is the second
                if visitor.problems and visitor.problems[-1].startswith("htmx:afterRequest"):
                    visitor.problems.pop()
                return
            if message.type == "error" and not message.text.startswith(expected):
                visitor.problems.append(message.text)

        visitor.page.on("console", heard)
        visitor.page.on("pageerror", lambda error: visitor.problems.append(str(error)))
        self.visitors.append(visitor)
        return visitor

    def leave(self) -> None:
        """Close all; nobody's console may have complained."""
        problems = [problem for visitor in self.visitors for problem in visitor.problems]
        for context in self._contexts:
            context.close()
        assert not problems, problems
