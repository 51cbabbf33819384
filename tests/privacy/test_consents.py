"""Consents: each separate, one tap to give and one to take back, and never in the way of taking part."""

import hashlib

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Invalid
from council.issues.operations import raise_issue
from council.journal.queries import history
from council.permits.permission import allows
from council.privacy.models import Consent
from council.privacy.operations import give_consent, read_notice, withdraw_consent
from council.privacy.permissions import PrivacyAct
from council.privacy.queries import agrees, needs_notice
from council.privacy.texts import FOLDER, all_versions, in_force
from tests.support.client import Client
from tests.support.world import World

#: version → SHA-256 of its file: what somebody agreed to never changes. A new wording is a new file and a new line.
FROZEN = {1: "538709229b3b73ac5dfbf068dd40b39ae1c7adf86a209ccb0212340c0f8e9813"}


def test_a_published_text_never_changes() -> None:
    made = {
        text.version: hashlib.sha256((FOLDER / f"v{text.version}.json").read_bytes()).hexdigest()
        for text in all_versions()
    }
    assert made == FROZEN


def test_every_purpose_has_words_in_both_languages() -> None:
    for text in all_versions():
        for purpose in text.words["purposes"]:
            assert purpose["zh"].keys() == purpose["en"].keys() == {"title", "text", "off"}
        assert len(text.words["notice"]["zh"]) == len(text.words["notice"]["en"])


def test_one_tap_gives_and_one_takes_back(client: Client, world: World) -> None:
    client.as_(world.resident)
    assert "Not agreed" in client.get("/my/privacy").text
    assert client.post("/my/privacy/consents/names").status_code == 303
    assert client.post("/my/privacy/consents/names").status_code == 303  # set, not toggled
    assert agrees(world.resident.id, "names")
    assert ">Agreed<" in client.get("/my/privacy").text
    client.post("/my/privacy/consents/names/withdrawal")
    client.post("/my/privacy/consents/names/withdrawal")
    assert not agrees(world.resident.id, "names")
    row = db.session.scalars(db.select(Consent)).one()
    assert (row.version, row.text_hash, row.how) == (1, in_force(clock.today()).hash_of("names"), "phone")
    acts = [entry.action for entry in history("person", world.resident.id) if entry.action.startswith("privacy")]
    assert acts == ["privacy.consent.given", "privacy.consent.withdrawn"]


def test_an_unknown_purpose_is_not_found(client: Client, world: World) -> None:
    assert client.as_(world.resident).post("/my/privacy/consents/everything").status_code == 404
    with pytest.raises(Invalid):
        give_consent(person=world.resident, purpose="everything", actor_id=world.resident.id)


def test_the_notice_is_shown_once_and_stops_nothing(client: Client, world: World) -> None:
    client.as_(world.resident)
    assert 'data-test="notice-read"' in client.get("/").text
    assert client.get("/issues/new").status_code == 200
    assert client.post("/my/privacy/notice").status_code == 303
    assert not needs_notice(world.resident.id)
    assert 'data-test="notice-read"' not in client.get("/").text
    read_notice(person=world.resident)
    entries = [entry for entry in history("person", world.resident.id) if entry.action == "privacy.notice.read"]
    assert len(entries) == 1
    assert needs_notice(world.neighbour.id)


def test_everyone_reads_the_notice(client: Client, world: World) -> None:
    for language, said in (("en", "Your rights"), ("zh-CN", "您的权利")):
        page = client.get("/privacy", language=language)
        assert page.status_code == 200
        assert said in page.text


def test_with_consent_the_name_stands_beside_what_one_raised(client: Client, world: World) -> None:
    number = raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯不亮").number
    client.as_(world.neighbour)
    assert "周敏" not in client.get(f"/issues/{number}").text
    give_consent(person=world.resident, purpose="names", actor_id=world.resident.id)
    assert "周敏" in client.get(f"/issues/{number}").text
    withdraw_consent(person=world.resident, purpose="names", actor_id=world.resident.id)
    assert "周敏" not in client.get(f"/issues/{number}").text


def test_not_shown_for_this_issue_is_stronger_than_a_consent(client: Client, world: World) -> None:
    issue = raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯不亮", anonymous=True)
    give_consent(person=world.resident, purpose="names", actor_id=world.resident.id)
    page = client.as_(world.neighbour).get(f"/issues/{issue.number}").text
    assert "周敏" not in page
    assert "a neighbour" in page


def test_the_desk_writes_down_a_consent_from_paper(client: Client, world: World) -> None:
    path = f"/people/{world.resident.id}/privacy"
    client.as_(world.recorder)
    assert client.get(path).status_code == 200
    assert client.post(f"{path}/consents/names").status_code == 303
    row = db.session.scalars(db.select(Consent)).one()
    assert (row.how, row.entered_by, row.person_id) == ("desk", world.recorder.id, world.resident.id)
    assert client.post(f"{path}/consents/names/withdrawal").status_code == 303
    assert not agrees(world.resident.id, "names")


@pytest.mark.parametrize(
    ("part", "may"), [("recorder", True), ("grid_officer", True), ("administrator", True), ("neighbour", False),
                      ("supervisor", False), ("resident", False), ("stranger", False)],
)  # fmt: skip
def test_who_enters_consents(client: Client, world: World, part: str, may: bool) -> None:
    person = getattr(world, part)
    assert allows(world.actor(person), PrivacyAct.ENTER_CONSENT, world.resident) is may
    answer = client.as_(person).post(f"/people/{world.resident.id}/privacy/consents/names")
    assert answer.status_code == (303 if may else 404)
