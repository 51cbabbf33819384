"""Every address is tried by people who may not: nobody signed in, and somebody of another estate.

An address that is open on purpose stands in a list below, with the reason. A new address that is not there and
answers is a hole, or wants a line here.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from council.accounts.sms.console import ConsoleSender
from council.accounts.sms.outbox import Outbox
from council.base.door_settings import ProviderSettings, SmsSettings
from tests.conventions.scene import Scene, set_scene
from tests.support.client import Client, check_page
from tests.support.world import World

#: Open to everyone, and why.
PUBLIC = {
    "asset_bundle": "styles and scripts",
    "favicon": "the icon",
    "health.healthz": "says only that it answers",
    "health.readyz": "says only whether it can work",
    "preferences.language": "a cookie of one's own",
    "preferences.text_size": "a cookie of one's own",
    "home.home": "the welcome page",
    "home.board": "the public board",
    "home.place": "places, officers and counts hang on boards anyway",
    "deliberation.numbers": "counts without persons",
    "issues.numbers": "counts without persons",
    "issues.numbers_file": "counts without persons",
    "issues.public": "titles and states, no names, no disputes",
    "accounts.sign_in": "the door",
    "accounts.confirm_link": "whoever holds the link may see its button",
    "accounts.use_link": "whoever holds the link may use it",
    "accounts.office": "typing a password; limited",
    "accounts.try_password": "typing a password; limited",
    "accounts.office_code": "the second step, for a browser that has shown the password",
    "accounts.try_code": "the second step, for a browser that has shown the password",
    "accounts.sign_out": "ends one's own session",
    "privacy.notice": "the notice is for everyone",
    "organisation.hotline_sheet": "three numbers that hang on the wall anyway",
    "admin.permits": "who may do what is no secret",
    "charters.index": "charters and compacts in force are public; the list shows each reader what they may read",
    "charters.document": "the version in force is public",
    "charters.comparison": "compares what its reader may read",
    "charters.procedures": "how a place decides is public",
    "charters.procedure": "how a place decides is public",
    "accounts.which_of_you": "whoever holds the slip sees the names behind its door",
    "accounts.join": "whoever holds the slip may use it",
    "accounts.slip_form": "typing a code",
    "accounts.find_slip": "typing a code; misses are limited",
    "accounts.spoken_form": "typing a code",
    "accounts.find_spoken": "typing a code; misses are limited",
    "accounts.confirm_spoken": "only a browser that has typed a code gets further",
    "accounts.use_spoken": "only a browser that has typed a code gets further",
    "issues.report_here": "whoever stands before the code on the wall may report",
    "issues.send_report": "whoever stands before the code on the wall may report; limited an hour",
    "issues.reported": "whoever holds the secret address sees that one report",
    "issues.visitor_feedback": "whoever holds the secret address raised it",
    "meetings.join": "typing a code",
    "meetings.find_meeting": "typing a code; limited, and tells only which meeting it is",
    "meetings.seat_card": "whoever holds the card sees a masked name and one button",
    "meetings.come_in_by_card": "whoever holds the card may come in with it: into that meeting only",
    "meetings.notice": "a call is public",
    "meetings.notice_pdf": "the same call as a file",
    "meetings.read_paper": "papers of a call are public as the call is",
    "meetings.paper_file": "papers of a call are public as the call is",
    "meetings.one_calendar": "the call as a calendar entry",
    "meetings.feed": "the secret address is the key; it shows what its owner may see",
    "meetings.notice_words": "counts days; nothing in it is anybody's",
    "meetings.when_of_kind": "counts days; nothing in it is anybody's",
    "meetings.resolutions": "what was decided is public",
    "meetings.resolution": "what was decided is public",
}
#: Open to people of another estate who are signed in, and why.
OPEN_TO_STRANGERS = {
    "meetings.calendar": "the way to one's own calendar",
    "meetings.open_calendar": "an address of one's own",
    "meetings.close_calendar": "an address of one's own",
    "privacy.give": "a consent of one's own",
    "privacy.withdraw": "a consent of one's own",
    "media.upload": "a photo of one's own, seen by nobody until a form takes it",
    "meetings.enter": "the code on the wall leads in; what follows asks for the right",
    "meetings.enter_upper": "the code on the wall leads in; what follows asks for the right",
}
#: What says 403 to strangers, since there is nothing of anybody's to hide, and why.
HIDE_NOTHING = {
    "live.stream": "without a ticket a stream tells nothing",
    "roster.example": "the example file of the project itself",
}
#: Ways in that a setting opens (text messages, the street's identity provider, the demo), and why they may be open.
OFFERED = {
    "accounts.phone": "typing a number",
    "accounts.ask_code": "typing a number; limited, and the answer is the same for every number",
    "accounts.phone_code": "only a browser that has typed a number gets further",
    "accounts.try_phone_code": "only a browser that has typed a number gets further; limited",
    "accounts.phone_person": "only a browser that has shown the code gets further",
    "accounts.choose_person": "only a browser that has shown the code gets further",
    "accounts.provider": "leads to the provider",
    "accounts.provider_answer": "believes only what the provider has signed for this browser",
    "demo.cast": "only where the demo made the database",
    "demo.be_someone": "only where the demo made the database",
}
REFUSED = {303, 401, 403, 404}


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(rule: Rule, scene: Scene) -> str:
    """The address with a thing of the scene in each variable part."""
    parts = {name: scene.parts[name] for name in rule.arguments if name in scene.parts}
    missing = rule.arguments - set(parts)
    assert not missing, f"{rule.rule}: say in scene.py what stands for {missing}"
    built = rule.build(parts, append_unknown=False)
    assert built is not None
    return str(built[1])


@pytest.fixture
def scene(world: World) -> Scene:
    """One thing of every kind."""
    return set_scene(world)


def is_asset(rule: Rule) -> bool:
    return rule.endpoint in {"asset_bundle", "favicon"}


@pytest.fixture
def everything_offered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way in that a setting opens is open; the provider answers nothing."""
    monkeypatch.setitem(app.config, "SMS", SmsSettings(sender="console"))
    monkeypatch.setitem(app.extensions, "sms", Outbox(ConsoleSender()))
    monkeypatch.setitem(app.config, "PROVIDER", ProviderSettings("http://127.0.0.1:1", "yehua"))
    monkeypatch.setitem(app.config, "IS_DEMO", True)
    app.extensions.pop("provider", None)


def holes_for_nobody(app: Flask, client: Client, scene: Scene, but: set[str]) -> list[str]:
    """Where somebody who is not signed in gets further than the door."""
    holes = []
    for rule, method in rules(app):
        if rule.endpoint in but:
            continue
        answer = client.get(address(rule, scene)) if method == "GET" else client.post(address(rule, scene))
        at_the_door = answer.status_code != 303 or (answer.location or "").startswith(("/sign-in", "/join"))
        if answer.status_code not in REFUSED or not at_the_door:
            holes.append(f"{method} {rule.rule} ({rule.endpoint}) → {answer.status_code} {answer.location or ''}")
    return holes


def test_nobody_gets_in_without_signing_in(app: Flask, client: Client, scene: Scene) -> None:
    holes = holes_for_nobody(app, client, scene, set(PUBLIC))
    assert not holes, "\n".join(holes)


@pytest.mark.usefixtures("everything_offered")
def test_nor_where_every_way_in_is_offered(app: Flask, client: Client, scene: Scene) -> None:
    holes = holes_for_nobody(app, client, scene, set(PUBLIC) | set(OFFERED))
    assert not holes, "\n".join(holes)


@pytest.mark.usefixtures("everything_offered")
def test_the_ways_in_are_there_when_offered_and_let_nobody_in_by_themselves(
    app: Flask, client: Client, scene: Scene
) -> None:
    for rule, method in rules(app):
        if rule.endpoint not in OFFERED:
            continue
        answer = client.get(address(rule, scene)) if method == "GET" else client.post(address(rule, scene))
        nobody_named = rule.endpoint == "demo.be_someone"
        assert answer.status_code != 404 or nobody_named, f"{method} {rule.rule} is not there"
        assert answer.status_code < 500 or rule.endpoint.startswith("accounts.provider"), rule.rule
        assert client.get("/account/").status_code == 303, f"{method} {rule.rule} signed somebody in"


def test_and_are_not_there_when_not(app: Flask, client: Client, scene: Scene) -> None:
    for rule, method in rules(app):
        if rule.endpoint in OFFERED:
            answer = client.get(address(rule, scene)) if method == "GET" else client.post(address(rule, scene))
            assert answer.status_code == 404, f"{method} {rule.rule} → {answer.status_code}"


def test_no_address_takes_other_methods(app: Flask) -> None:
    """Forms send GET and POST; another method would be one that no test here sends as itself."""
    others = {
        f"{rule.rule}: {sorted(unusual)}"
        for rule in app.url_map.iter_rules()
        if (unusual := (rule.methods or set()) - {"GET", "HEAD", "OPTIONS", "POST"})
    }
    assert not others


def test_what_is_public_works_for_everyone(app: Flask, client: Client, scene: Scene) -> None:
    for rule, method in rules(app):
        if rule.endpoint in PUBLIC and method == "GET" and not is_asset(rule):
            path = address(rule, scene) if rule.endpoint != "home.place" else "/places/GY"
            assert client.get(path).status_code in {200, 303}, path


def test_a_stranger_reaches_nothing_of_another_estate(app: Flask, client: Client, scene: Scene, world: World) -> None:
    """Not even that it exists: 404 for every page and act."""
    client.as_(world.stranger)
    holes = []
    for rule, method in rules(app):
        if not rule.arguments or rule.endpoint in PUBLIC or rule.endpoint in OPEN_TO_STRANGERS:
            continue
        path = address(rule, scene)
        answer = client.get(path) if method == "GET" else client.post(path, {"choice": "for"})
        hidden = 403 if rule.endpoint in HIDE_NOTHING else 404
        if answer.status_code != hidden:
            holes.append(f"{method} {rule.rule} ({rule.endpoint}) → {answer.status_code} {answer.location or ''}")
    assert not holes, "\n".join(holes)


def test_a_resident_does_no_officers_work(app: Flask, client: Client, scene: Scene, world: World) -> None:
    """A neighbour sees the estate's things, but none of the acts of chair, recorder and officers."""
    client.as_(world.neighbour)
    theirs = {
        "charters.remark", "charters.tick",
        "issues.support", "issues.withdraw_support", "issues.raise_issue", "meetings.arrive", "meetings.depart",
        "meetings.raise_hand", "meetings.lower_hand",
        "meetings.raise_point", "meetings.withdraw_my_point", "meetings.appeal_ruling",
        "meetings.say", "meetings.my_proxy_back", "meetings.open_calendar", "meetings.close_calendar",
        "meetings.come_in_by_card",
        "meetings.find_meeting", "notifications.read", "accounts.sign_out", "accounts.sign_out_everywhere",
        "accounts.use_link", "polls.vote",
        "privacy.read", "privacy.give", "privacy.withdraw", "privacy.ask_for_deletion", "privacy.withdraw_request",
        "accounts.try_password", "accounts.try_code", "accounts.keep_password",
        "accounts.join", "accounts.find_slip", "accounts.find_spoken",
        "accounts.use_spoken", "accounts.close_others",
        "deliberation.give", "deliberation.propose", "deliberation.answer", "deliberation.helps", "deliberation.tell",
        "issues.send_report", "issues.visitor_feedback", "issues.several", "media.upload",
    }  # fmt: skip
    holes = []
    for rule, method in rules(app):
        if method != "POST" or rule.endpoint in theirs or rule.endpoint.startswith("demo."):
            continue
        answer = client.post(address(rule, scene), scene.bodies.get(rule.endpoint))
        if answer.status_code not in {403, 404}:
            holes.append(f"{rule.rule} ({rule.endpoint}) → {answer.status_code} {answer.location or ''}")
    assert not holes, "\n".join(holes)


@pytest.mark.parametrize("part", ["resident", "chair", "recorder", "partner", "street_staff", "administrator"])
def test_no_page_breaks_for_anybody(app: Flask, client: Client, scene: Scene, world: World, part: str) -> None:
    client.as_(getattr(world, part))
    broken = []
    for rule, method in rules(app):
        if method != "GET" or is_asset(rule) or rule.endpoint == "live.stream":
            continue
        path = address(rule, scene)
        answer = client._send("GET", path, False, "en")  # some are parts of a page, which `get` would not take
        if answer.status_code >= 500:
            broken.append(f"{rule.rule} ({rule.endpoint}) → {answer.status_code}")
        elif (
            answer.status_code < 300 and answer.mimetype == "text/html" and answer.text.lower().startswith("<!doctype")
        ):
            check_page(answer.text)
    assert not broken, "\n".join(broken)


def test_the_lists_name_only_what_exists(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert set(PUBLIC) | set(OPEN_TO_STRANGERS) | set(OFFERED) <= endpoints
