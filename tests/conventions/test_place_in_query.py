"""What an address asks for behind the `?` is checked as well as its path: another estate's code or number gets nothing.

Which names an address looks at is found out by looking: the test's request notes every name that is read.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict

from council.base.db import db
from council.issues.models import Issue
from council.journal.models import JournalChain
from council.organisation.models import Place
from council.permits.actor import Office
from council.residents.models import Person
from council.residents.operations import appoint
from tests.conventions.scene import Scene, set_scene
from tests.conventions.test_permission_walk import PUBLIC, address, is_asset, rules
from tests.support.client import Client
from tests.support.world import SINCE, World

#: The offices that open the most desks, held in the other estate.
ON_DUTY = (Office.ESTATE_HEAD, Office.RECORDER, Office.GRID_OFFICER, Office.COUNCIL_MEMBER)
#: names that have been read
heard: set[str] = set()


class Listening(ImmutableMultiDict[str, Any]):
    """The names and values of an address or form; notes which names are looked for."""

    def get(self, key: str, *args: Any, **options: Any) -> Any:
        heard.add(key)
        return super().get(key, *args, **options)

    def getlist(self, key: str, *args: Any, **options: Any) -> Any:
        heard.add(key)
        return super().getlist(key, *args, **options)

    def __getitem__(self, key: str) -> Any:
        heard.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        heard.add(str(key))
        return super().__contains__(key)


@pytest.fixture
def scene(world: World) -> Scene:
    return set_scene(world)


@pytest.fixture
def theirs(scene: Scene, world: World) -> dict[str, list[str]]:
    """Name → what of 桂雨里 it could be asked for."""
    issue = db.session.scalars(db.select(Issue)).first()
    assert issue is not None
    door = world.resident.household
    assert door is not None
    codes = list(db.session.scalars(db.select(Place.code).where(Place.path.startswith(world.estate.path))))
    people = [str(world.resident.id), str(world.chair.id)]
    return {
        **dict.fromkeys(("place", "to", "from", "estate", "grid", "parent", "code"), codes),
        **dict.fromkeys(("person", "a", "b", "kept", "gone", "household"), people),
        **dict.fromkeys(("q", "text", "who", "name", "number"), ["zm", "302", "resident", "GY", issue.number]),
        "issue": [issue.number, str(issue.id)],
        "unit": [str(world.unit.id)],
        "lead": people,
        "origin": [f"issue:{issue.id}"],
        "lane": ["open", "done"],
        "show": ["past", "answered", "all"],
        "state": ["all", "ended"],
        "page": ["2", "999999"],
    }


#: What makes an address go on to the next question.
ALONG = {"place": "TQ-B1", "office": "building_head", "kind": "compact", "day": "2026-11-25", "notice_days": "3"}


@pytest.fixture
def listening(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    class Heard(Request):
        parameter_storage_class = Listening

    monkeypatch.setattr(app, "request_class", Heard)


@pytest.fixture
def own_marks(scene: Scene, world: World) -> list[str]:
    """What only people of 桂雨里 and those on duty there get to read."""
    people = db.session.scalars(db.select(Person).join(Person.place).where(Place.path.startswith(world.estate.path)))
    return [*(person.name for person in people), world.resident.phone, "楼道灯不亮", "换灯", "巡防队"]


def ways(app: Flask, scene: Scene, method: str) -> Iterator[tuple[str, str]]:
    for rule, each in rules(app):
        if each == method and rule.endpoint not in PUBLIC and not is_asset(rule) and rule.endpoint != "live.stream":
            own = Scene({**scene.parts, "place_code": "TQ", "code": "TQ"}, {})
            if not rule.arguments or rule.arguments <= {"place_code", "kind", "preset"}:
                yield rule.endpoint, address(rule, own)


def told(body: bytes, own_marks: list[str]) -> list[str]:
    text = body.decode("utf-8", "replace")
    return [mark for mark in own_marks if mark in text]


@pytest.mark.parametrize("offices", [(), ON_DUTY])
def test_no_name_in_an_address_opens_another_estate(
    app: Flask,
    client: Client,
    scene: Scene,
    world: World,
    theirs: dict[str, list[str]],
    own_marks: list[str],
    listening: None,
    offices: tuple[Office, ...],
) -> None:
    for office in offices:
        appoint(person=world.stranger, office=office, place=world.other_estate, since=SINCE)
    client.as_(world.stranger)
    holes: list[str] = []
    asked = 0
    for endpoint, path in ways(app, scene, "GET"):
        for query in questions(client, path, theirs):
            answer = client._send("GET", path, False, "en", query_string=query)
            asked += 1
            if answer.status_code >= 500 or (found := told(answer.data, own_marks)):
                holes.append(f"{endpoint} {path} {query} → {answer.status_code} {found}")
    assert not holes, "\n".join(holes)
    assert asked > 60


def questions(client: Client, path: str, theirs: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """Every name that the address looks at, with every foreign value; what it then looks at, too."""
    yield {}
    done: set[str] = set()
    heard.clear()
    client._send("GET", path, False, "en")
    yield {key: value for key, value in ALONG.items() if key in heard}
    while names := (heard & set(theirs)) - done:
        for name in sorted(names):
            for value in theirs[name]:
                for along in ({}, {key: value for key, value in ALONG.items() if key in heard}):
                    yield {**along, name: value}
        done |= names


def test_no_form_writes_into_another_estate(
    app: Flask,
    client: Client,
    scene: Scene,
    world: World,
    theirs: dict[str, list[str]],
    listening: None,
) -> None:
    for office in ON_DUTY:
        appoint(person=world.stranger, office=office, place=world.other_estate, since=SINCE)
    client.as_(world.stranger)
    before = acts(world)
    for endpoint, path in ways(app, scene, "POST"):
        if endpoint in {"accounts.close_others", "accounts.sign_out_everywhere"}:
            continue  # these end the very session that asks
        heard.clear()
        client.post(path, {"x": "1"})
        fields = {name: ALONG.get(name, "1") for name in heard}
        for name in sorted(heard & set(theirs)):
            for value in theirs[name][:4]:
                sent = {**fields, name: value}
                answer = client.post(path, sent, query_string={name: value})
                assert answer.status_code < 500, f"{endpoint} {sent}"
    assert acts(world) == before


def acts(world: World) -> int:
    """How much has been done in 桂雨里 and above it."""
    chains = db.select(db.func.sum(JournalChain.length)).where(JournalChain.place_id != world.other_estate.id)
    return db.session.scalar(chains) or 0


def test_those_on_duty_find_what_strangers_do_not(client: Client, own_marks: list[str], world: World) -> None:
    """The marks are there to be found, else the tests above would prove nothing."""
    client.as_(world.recorder)
    for path in (
        "/people/?q=zm",
        "/offices/?place=GY",
        "/roster/lots/?place=GY",
        "/issues/?place=GY",
        "/tasks/?place=GY",
    ):
        assert told(client.get(path).data, own_marks), path
    client.as_(world.administrator)
    assert told(client.get("/admin/teams?place=GY").data, own_marks)
