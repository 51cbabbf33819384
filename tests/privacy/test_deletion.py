"""Deletion: asked for, answered by somebody else in time, and then for good."""

from datetime import timedelta

import pytest

from council.accounts.models import SignInLink
from council.accounts.operations import issue_sign_in_link
from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.issues.models import Issue
from council.issues.operations import raise_issue
from council.journal.deliveries import deliver_pending
from council.journal.models import JournalEntry
from council.journal.queries import history, verify
from council.minutes.operations import approve, publish, write_note
from council.permits.actor import Office
from council.permits.permission import allows
from council.privacy.models import DeletionRequest
from council.privacy.operations import ask_for_deletion, forget_person, give_consent, refuse_request, withdraw_request
from council.privacy.permissions import PrivacyAct
from council.privacy.queries import consents_of
from council.residents.models import Appointment, Person
from council.residents.operations import appoint
from council.residents.team_operations import form_team, join_team
from council.residents.teams import TeamKind
from council.roster.models import LotKind
from council.roster.operations.lots import add_owner, enter_lot
from council.roster.queries import owners_figures
from tests.minutes.evening import hold
from tests.support.client import Client
from tests.support.world import SINCE, World


def test_a_resident_asks_reads_what_stays_and_takes_it_back(client: Client, world: World) -> None:
    client.as_(world.resident)
    page = client.get("/my/data/deletion/new").text
    assert "This goes" in page
    assert "stays by law" in page
    assert client.post("/my/data/deletion/new", {"reason": "搬走了"}).status_code == 303
    assert client.post("/my/data/deletion/new", {"reason": "again"}).status_code == 303
    row = db.session.scalars(db.select(DeletionRequest)).one()
    assert (row.reason, row.state) == ("搬走了", "open")
    assert row.due_at - row.asked_at == timedelta(days=15)
    assert "Your request is waiting" in client.get("/my/data").text
    assert client.post("/my/data/deletion/withdrawal").status_code == 303
    assert client.post("/my/data/deletion/withdrawal").status_code == 303
    assert row.state == "withdrawn"
    assert world.resident.name == "周敏"


def test_too_long_a_reason_is_kept_and_said(client: Client, world: World) -> None:
    answer = client.as_(world.resident).post("/my/data/deletion/new", {"reason": "长" * 501})
    assert answer.status_code == 422
    assert "长" * 501 in answer.text


@pytest.mark.parametrize(
    ("part", "status"),
    [("recorder", 200), ("administrator", 200), ("chair", 404), ("grid_officer", 404), ("supervisor", 404),
     ("neighbour", 404), ("stranger", 404), ("resident", 404)],
)  # fmt: skip
def test_who_answers_requests(client: Client, world: World, part: str, status: int) -> None:
    request = ask_for_deletion(person=world.resident)
    person = getattr(world, part)
    assert allows(world.actor(person), PrivacyAct.HANDLE_REQUEST, request) is (status == 200)
    assert client.as_(person).get(f"/privacy/requests/{request.id}").status_code == status
    assert client.as_(person).post(f"/privacy/requests/{request.id}/refusal", {"answer": "x"}).status_code == (
        303 if status == 200 else status
    )
    assert client.as_(person).get("/privacy/requests/").status_code == (200 if status == 200 else 403)


def test_nobody_answers_their_own(client: Client, world: World) -> None:
    request = ask_for_deletion(person=world.recorder)
    assert client.as_(world.recorder).post(f"/privacy/requests/{request.id}/deletion/new").status_code == 403
    assert "somebody else answers it" in client.get("/privacy/requests/").text
    assert client.as_(world.administrator).get(f"/privacy/requests/{request.id}").status_code == 200


def test_a_refusal_needs_a_reason_and_the_person_reads_it(client: Client, world: World) -> None:
    request = ask_for_deletion(person=world.resident, reason="不想用了")
    client.as_(world.recorder)
    assert client.post(f"/privacy/requests/{request.id}/refusal", {"answer": " "}).status_code == 422
    assert client.post(f"/privacy/requests/{request.id}/refusal", {"answer": "钥匙还没交"}).status_code == 303
    assert "Refused" in client.get("/privacy/requests/?show=answered").text
    deliver_pending()
    assert "refused, with a reason" in client.as_(world.resident).get("/news").text
    assert "钥匙还没交" in client.get("/my/data").text
    with pytest.raises(Conflict):
        withdraw_request(request=request)
    with pytest.raises(Conflict):
        refuse_request(request=request, answer="noch einmal", actor_id=world.recorder.id)


def test_carried_out_nothing_says_who_it_was(client: Client, world: World) -> None:
    person = world.resident
    issue = raise_issue(actor_id=person.id, place=world.building, title="楼道灯不亮")
    appoint(person=person, office=Office.BUILDING_HEAD, place=world.building, since=SINCE)
    later = clock.today() + timedelta(days=30)
    appoint(person=person, office=Office.MEDIATOR, place=world.estate, since=later)
    give_consent(person=person, purpose="names", actor_id=person.id)
    issue_sign_in_link(person=person, made_by=None)
    twin = Person(key="twin", name="周敏", phone="19900000002", merged_into_id=person.id, place_id=world.building.id)
    db.session.add(twin)
    db.session.commit()
    request = ask_for_deletion(person=person, reason="我是周敏")
    client.as_(person)
    client.as_(world.administrator)
    assert "There is no way back" in client.get(f"/privacy/requests/{request.id}/deletion/new").text
    assert person.name == "周敏"  # only the POST does it
    assert client.post(f"/privacy/requests/{request.id}/deletion/new").status_code == 303
    for row in (person, twin):
        assert row.name == "Former resident"
        assert (row.phone, row.initials, row.external_id, row.photo_id) == ("", "", None, None)
        assert (row.household_id, row.place_id, row.left_on) == (None, None, clock.today())
        assert row.key.startswith("gone-")
    today = clock.today()
    held = db.session.scalars(db.select(Appointment).where(Appointment.person_id == person.id)).all()
    assert all(each.until is not None and each.until < today for each in held)
    assert not db.session.scalars(db.select(SignInLink).where(SignInLink.person_id == person.id)).all()
    assert consents_of(person.id) == {}
    assert (request.state, request.reason) == ("done", "")
    assert db.session.get_one(Issue, issue.id).anonymous
    assert "a neighbour" in client.as_(world.neighbour).get(f"/issues/{issue.number}").text
    entries = db.session.scalars(db.select(JournalEntry)).all()
    assert not [entry for entry in entries if entry.action.startswith("privacy") and "周敏" in str(entry.data)]
    assert list(verify()) == []


def test_old_sessions_end(client: Client, world: World) -> None:
    request = ask_for_deletion(person=world.resident)
    client.as_(world.resident)
    forget_person(request=request, actor_id=world.administrator.id)
    assert client.get("/my/data").status_code == 303


def test_twice_is_too_late(client: Client, world: World) -> None:
    request = ask_for_deletion(person=world.resident)
    client.as_(world.administrator)
    path = f"/privacy/requests/{request.id}/deletion/new"
    assert client.post(path).status_code == 303
    assert client.post(path).status_code == 409
    done = [entry for entry in history("person", world.resident.id) if entry.action == "privacy.deletion.done"]
    assert len(done) == 1
    assert client.get(path).status_code == 303


def test_the_last_administrator_stays(client: Client, world: World) -> None:
    appoint(person=world.neighbour, office=Office.RECORDER, place=world.street, since=SINCE)
    request = ask_for_deletion(person=world.administrator)
    answer = client.as_(world.neighbour).post(f"/privacy/requests/{request.id}/deletion/new")
    assert answer.status_code == 409
    assert "last administrator" in answer.text
    assert world.administrator.name == "方管"
    appoint(person=world.street_staff, office=Office.ADMINISTRATOR, place=world.street, since=SINCE)
    assert client.post(f"/privacy/requests/{request.id}/deletion/new").status_code == 303


def test_public_minutes_keep_a_forgotten_name_out(client: Client, world: World) -> None:
    evening = hold(world)
    write_note(item=evening.lights, text="周敏提出来的。", revision=0, actor_id=world.recorder.id)
    approve(meeting=evening.meeting, actor_id=world.recorder.id)
    publish(meeting=evening.meeting, actor_id=world.recorder.id)
    path = f"/meetings/{evening.meeting.id}/minutes"
    assert "周*提出来的" in client.get(path).text
    forget_person(request=ask_for_deletion(person=world.resident), actor_id=world.administrator.id)
    page = client.as_(None).get(path).text
    assert "周敏" not in page
    assert "周*提出来的" in page


def test_the_list_takes_the_same_queries_for_few_and_many(
    client: Client, world: World, count_queries: list[str]
) -> None:
    ask_for_deletion(person=world.resident)
    client.as_(world.recorder).get("/privacy/requests/")
    count_queries.clear()
    client.get("/privacy/requests/")
    few = len(count_queries)
    for member in world.members[:25]:
        ask_for_deletion(person=member)
    count_queries.clear()
    page = client.get("/privacy/requests/").text
    assert len(count_queries) == few
    assert "Page 1 of 2" in page


def test_teams_and_lots_end_with_the_name(world: World) -> None:
    person, grid = world.resident, world.building.parent
    assert grid is not None
    team = form_team(place=grid, kind=TeamKind.PATROL, name="夜巡队", actor_id=None)
    member = join_team(team=team, person=person)
    lot = enter_lot(place=world.building, door="302", kind=LotKind.DWELLING, area_cm2=925_000, actor_id=None)
    owned = add_owner(lot=lot, person=person, since=None, actor_id=world.recorder.id)
    forget_person(request=ask_for_deletion(person=person), actor_id=world.recorder.id)
    db.session.expire_all()
    assert (member.until, owned.until) == (clock.today(), clock.today())
    assert owners_figures(world.estate.path).heads == 0
    assert "周敏" not in str([entry.data for entry in db.session.scalars(db.select(JournalEntry))])
