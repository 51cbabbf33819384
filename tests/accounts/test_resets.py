"""Resetting password and second step from above: who may, and what it does."""

import re

import pytest

from council.accounts.credentials.models import Credential, RecoveryCode
from council.accounts.permissions import AccountAct
from council.base import clock
from council.base.db import db
from council.journal.deliveries import deliver_pending
from council.journal.queries import history
from council.notifications.models import News
from council.permits.actor import Office
from council.permits.permission import allows
from council.residents.access import account_for
from council.residents.operations import appoint
from tests.accounts.keys import PASSWORD, give_second
from tests.support.client import Client
from tests.support.world import SINCE, World


def reset(client: Client, person_id: int, once: str = "k"):  # type: ignore[no-untyped-def]
    return client.post(f"/people/{person_id}/credential-resets", {"once": once})


def may(world: World, actor: str, whom: str, act: AccountAct = AccountAct.RESET_CREDENTIAL) -> bool:
    one, other = world.actor(getattr(world, actor)), getattr(world, whom)
    return allows(one, act, account_for(world.actor(other), other.id))


@pytest.mark.parametrize("act", [AccountAct.RESET_CREDENTIAL, AccountAct.LINK_IDENTITY])
@pytest.mark.parametrize(
    ("actor", "whom", "yes"),
    [
        ("community_staff", "chair", True),
        ("community_staff", "recorder", True),
        ("recorder", "resident", True),
        ("grid_officer", "resident", True),
        ("administrator", "chair", True),
        ("grid_officer", "recorder", False),
        ("recorder", "chair", False),
        ("chair", "chair", False),
        ("resident", "resident", False),
        ("neighbour", "resident", False),
        ("administrator", "administrator", False),
        ("stranger", "resident", False),
    ],
)
def test_those_who_stand_above_may_and_nobody_for_themselves(
    world: World, actor: str, whom: str, yes: bool, act: AccountAct
) -> None:
    assert may(world, actor, whom, act) is yes


def test_an_administrator_of_a_community_has_no_key_for_whoever_reaches_further(world: World) -> None:
    appoint(person=world.neighbour, office=Office.ADMINISTRATOR, place=world.community, since=SINCE)
    assert may(world, "neighbour", "chair")
    appoint(person=world.chair, office=Office.STREET_STAFF, place=world.street, since=SINCE)
    assert not may(world, "neighbour", "chair")


def test_a_reset_ends_everything_and_makes_a_link(client: Client, world: World) -> None:
    give_second(world.chair, "tang")
    chair = Client(client._app).as_(world.chair)
    assert chair.get("/desk").status_code == 200
    other = client.as_(world.community_staff).get(f"/people/{world.members[1].id}").text
    assert "Reset password" not in other
    assert "Reset password and second step" in client.get(f"/people/{world.chair.id}").text
    answer = reset(client, world.chair.id)
    assert answer.status_code == 200
    assert db.session.get(Credential, world.chair.id) is None
    assert not db.session.scalars(db.select(RecoveryCode)).all()
    assert chair.get("/desk").status_code == 303
    link = re.search(r"/s/[\w-]+", answer.text)
    assert link
    assert chair.post(link.group()).status_code == 303
    assert "Set your password" in chair.get("/desk").text
    assert chair.post("/sign-in/office", {"login": "tang", "password": PASSWORD}).status_code == 422


def test_the_same_form_twice_resets_once(client: Client, world: World) -> None:
    give_second(world.chair, "tang")
    client.as_(world.community_staff)
    first = re.search(r"/s/[\w-]+", reset(client, world.chair.id).text)
    give_second(world.chair, "tang", at=clock.now())
    second = re.search(r"/s/[\w-]+", reset(client, world.chair.id).text)
    assert first
    assert second
    assert first.group() == second.group()
    assert db.session.get(Credential, world.chair.id) is not None
    actions = [entry.action for entry in history("person", world.chair.id)]
    assert actions.count("accounts.credential.reset") == 1


def test_the_person_is_told(client: Client, world: World) -> None:
    give_second(world.chair, "tang")
    reset(client.as_(world.community_staff), world.chair.id)
    db.session.commit()
    while deliver_pending():
        pass
    told = db.session.scalars(db.select(News).where(News.person_id == world.chair.id)).all()
    assert "accounts.credential.reset" in {news.entry.action for news in told}
    assert "Password and second step were reset" in client.as_(world.chair).get("/news").text


def test_others_are_refused(client: Client, world: World) -> None:
    give_second(world.chair, "tang")
    assert reset(client.as_(world.recorder), world.chair.id).status_code == 403
    assert reset(client.as_(world.chair), world.chair.id).status_code == 403
    assert reset(client.as_(world.stranger), world.chair.id).status_code == 404
    assert db.session.get(Credential, world.chair.id) is not None


def test_the_owner_of_the_machine_resets_by_command(client: Client, world: World) -> None:
    give_second(world.administrator, "fang.guan")
    db.session.commit()
    result = client._app.test_cli_runner().invoke(args=["reset-credential", "administrator"])
    assert result.exit_code == 0, result.output
    assert "/s/" in result.output
    db.session.expire_all()
    assert db.session.get(Credential, world.administrator.id) is None


def test_the_list_of_people_asks_for_credentials_once(client: Client, world: World, count_queries: list[str]) -> None:
    client.as_(world.recorder).get("/people/")
    count_queries.clear()
    client.get("/people/")
    before = len(count_queries)
    for number, member in enumerate(world.members[1:6]):
        give_second(member, f"member-{number}", at=clock.now())
    count_queries.clear()
    client.get("/people/")
    assert len(count_queries) == before
