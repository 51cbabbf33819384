"""What is over its time goes by itself, once; how long is set by administrators within what the law asks."""

from datetime import timedelta

import pytest
from flask import Flask

from council.accounts.models import SignInLink
from council.accounts.operations import issue_sign_in_link
from council.base import clock
from council.base.db import db
from council.cli.jobs import remove_expired
from council.journal.deliveries import deliver_pending
from council.journal.models import JournalEntry
from council.notifications.models import News
from council.permits.permission import allows
from council.privacy.hooks import expiring
from council.privacy.operations import sweep
from council.privacy.permissions import PrivacyAct
from council.privacy.queries import retention_days
from council.residents.models import Residency
from council.residents.operations import enrol
from tests.support.client import Client
from tests.support.world import World

NOW = clock.now()


def old_things(world: World) -> None:
    with clock.stopped(NOW - timedelta(days=31)):
        enrol(key="guest", name="过客", place=world.building, phone="19900000007", residency=Residency.VISITOR)
    enrol(key="guest-2", name="新客", place=world.building, phone="19900000008", residency=Residency.VISITOR)
    with clock.stopped(NOW - timedelta(days=400)):
        issue_sign_in_link(person=world.resident, made_by=world.recorder.id)
        deliver_pending()
    issue_sign_in_link(person=world.resident, made_by=world.recorder.id)
    deliver_pending()


def test_what_is_over_its_time_goes_once_and_the_journal_says_how_much(world: World) -> None:
    old_things(world)
    with clock.stopped(NOW):
        would = sweep(dry=True)
        assert db.session.scalars(db.select(SignInLink)).all().__len__() == 2
        gone = sweep()
        assert would == gone
        assert (gone["visitor_phones"], gone["sign_in_links"], gone["news"]) == (1, 1, 1)
        assert set(sweep().values()) == {0}
    assert len(db.session.scalars(db.select(SignInLink)).all()) == 1
    assert len(db.session.scalars(db.select(News)).all()) == 1
    entries = db.session.scalars(db.select(JournalEntry).where(JournalEntry.action == "privacy.retention.swept"))
    assert {entry.data["kind"]: entry.data["count"] for entry in entries}["visitor_phones"] == 1


def test_a_phone_of_somebody_who_moved_away_goes(world: World) -> None:
    world.resident.left_on = clock.today() - timedelta(days=91)
    world.neighbour.phone, world.neighbour.left_on = "19900000009", clock.today() - timedelta(days=80)
    db.session.commit()
    sweep()
    db.session.expire_all()
    assert world.resident.phone == ""
    assert world.neighbour.phone == "19900000009"


def test_journal_and_ballots_have_no_time() -> None:
    for kind in ("journal", "ballots", "minutes"):
        assert expiring[kind].default_days is None
        assert expiring[kind].sweep is None


def test_the_job_and_the_command_do_it(app: Flask, world: World) -> None:
    old_things(world)
    said = app.test_cli_runner().invoke(args=["retention", "--dry-run"])
    assert said.exit_code == 0, said.output
    assert "visitor_phones: 1 older than 30 days would go" in said.output
    assert remove_expired() >= 3
    assert remove_expired() == 0


def test_an_administrator_sets_the_days(client: Client, world: World) -> None:
    client.as_(world.administrator)
    assert "Never deleted" in client.get("/privacy/retention").text
    assert client.post("/privacy/retention", {"news": "90"}).status_code == 303
    assert retention_days()["news"] == 90
    assert client.post("/privacy/retention", {"news": "90"}).status_code == 303
    acts = db.session.scalars(db.select(JournalEntry).where(JournalEntry.action == "privacy.retention.set")).all()
    assert [entry.data["days"] for entry in acts] == [{"news": 90}]


@pytest.mark.parametrize("days", ["30", "0", "x", "", "-1", "99999999"])
def test_less_than_the_law_asks_is_refused_beside_the_field(client: Client, world: World, days: str) -> None:
    answer = client.as_(world.administrator).post("/privacy/retention", {"sign_in_links": days, "news": "77"})
    assert answer.status_code == 422
    assert 'id="days-sign_in_links-error"' in answer.text
    assert 'value="77"' in answer.text
    assert retention_days()["sign_in_links"] == 183
    assert retention_days()["news"] == 365


@pytest.mark.parametrize(
    ("part", "may"), [("administrator", True), ("recorder", False), ("street_staff", False), ("resident", False)]
)
def test_who_sets_retention_and_names_the_operator(client: Client, world: World, part: str, may: bool) -> None:
    person = getattr(world, part)
    for act in (PrivacyAct.SET_RETENTION, PrivacyAct.NAME_OPERATOR):
        assert allows(world.actor(person), act, world.street) is may
    client.as_(person)
    assert client.get("/privacy/retention").status_code == (200 if may else 403)
    assert client.post("/privacy/retention", {"news": "90"}).status_code == (303 if may else 403)
    body = {"name": "灯桥社区居委会", "contact": "0700 12 0001"}
    assert client.post("/privacy/operator", body).status_code == (303 if may else 403)
    assert ("灯桥社区居委会" in client.as_(None).get("/privacy").text) is may


def test_an_operator_needs_a_name(client: Client, world: World) -> None:
    answer = client.as_(world.administrator).post("/privacy/operator", {"name": " ", "contact": "楼下办公室"})
    assert answer.status_code == 422
    assert "楼下办公室" in answer.text
