"""Two records of one person become one, and two again, exactly."""

from datetime import date

import pytest
from flask_babel import force_locale

from council.accounts.models import SignInLink
from council.accounts.operations import issue_sign_in_link, sign_in_by_link
from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.issues.models import Issue, Support
from council.issues.operations import raise_issue, support
from council.journal.queries import history
from council.permits.actor import Office
from council.permits.permission import allows
from council.privacy.operations import ask_for_deletion
from council.residents.access import account_for
from council.residents.models import Appointment, Person
from council.residents.operations import appoint, enrol
from council.residents.people.operations import mark_as_left
from council.residents.queries import find_people, load_actor, roster
from council.residents.team_operations import form_team, join_team
from council.residents.teams import Role, Team, TeamKind
from council.roster.merging import likely_doubles
from council.roster.models import Lot, LotKind, Ownership, PersonMerge
from council.roster.operations.lots import add_owner, enter_lot
from council.roster.operations.merging import merge_people, undo_merge
from council.roster.permissions import RosterAct
from council.roster.queries import is_owned_now, owners_figures
from tests.support.client import Client
from tests.support.world import SINCE, World


@pytest.fixture
def double(world: World) -> Person:
    """A second record of the resident, with an office, a lot, an issue, two supports and a link."""
    person = enrol(
        key="double", name="周敏", place=world.building, household=world.resident.household, phone="13800000000"
    )
    person.external_id = "A-1"
    db.session.commit()
    appoint(person=person, office=Office.MEDIATOR, place=world.estate, since=date(2026, 1, 1))
    lot = enter_lot(place=world.building, door="302", kind=LotKind.DWELLING, area_cm2=925_000, actor_id=None)
    add_owner(lot=lot, person=person, since=None, actor_id=world.recorder.id)
    raise_issue(actor_id=person.id, place=world.building, title="楼道灯不亮")
    for title in ("门坏了", "漏水"):
        issue = raise_issue(actor_id=world.neighbour.id, place=world.building, title=title)
        support(issue=issue, actor_id=person.id)
        if title == "漏水":
            support(issue=issue, actor_id=world.resident.id)
    db.session.commit()
    return person


def state() -> dict[str, object]:
    """Everything that a merge could touch."""
    db.session.expire_all()
    people = db.session.query(
        Person.id, Person.name, Person.phone, Person.external_id, Person.merged_into_id, Person.household_id,
        Person.residency, Person.initials, Person.household_rep,
    ).order_by(Person.id)  # fmt: skip
    return {
        "people": [tuple(row) for row in people],
        **{
            model.__tablename__: [tuple(row) for row in db.session.query(model.id, column).order_by(model.id)]
            for model, column in (
                (Appointment, Appointment.person_id),
                (Ownership, Ownership.person_id),
                (Issue, Issue.reporter_id),
                (Support, Support.person_id),
                (SignInLink, SignInLink.person_id),
            )
        },
    }


def merge(world: World, double: Person, *taken: str) -> PersonMerge:
    return merge_people(kept=world.resident, gone=double, taken=taken, actor_id=world.recorder.id)


def test_offices_lots_issues_and_supports_move(world: World, double: Person) -> None:
    done = merge(world, double, "phone", "external_id")
    db.session.expire_all()
    resident = world.resident
    assert (resident.phone, resident.external_id) == ("13800000000", "A-1")
    assert (double.merged_into_id, double.external_id) == (resident.id, None)
    assert {held.office for held in load_actor(resident.id).holdings} == {Office.MEDIATOR}  # type: ignore[union-attr]
    assert db.session.query(Ownership.person_id).scalar() == resident.id
    assert [len(done.moved[name]) for name in ("issue.reporter_id", "support.person_id")] == [1, 1]
    assert db.session.query(Support).filter_by(person_id=double.id).count() == 1  # the resident had that one already


def test_undoing_makes_it_exactly_as_it_was(world: World, double: Person) -> None:
    issue_sign_in_link(person=double, made_by=None)
    before = state()
    done = merge(world, double, "phone", "external_id", "name", "home")
    assert state() != before
    undo_merge(merge=done, actor_id=world.recorder.id)
    assert state() == before
    undo_merge(merge=done, actor_id=world.recorder.id)
    acts = [entry.action for entry in history("person", double.id)]
    assert acts[-2:] == ["roster.person.merged", "roster.merge.undone"]


def test_numbers_change_places_and_back(world: World, double: Person) -> None:
    world.resident.external_id = "A-2"
    db.session.commit()
    before = state()
    done = merge(world, double, "external_id")
    assert (world.resident.external_id, double.external_id) == ("A-1", "A-2")
    undo_merge(merge=done, actor_id=world.recorder.id)
    assert state() == before


def test_history_stays(world: World, double: Person) -> None:
    entries = len(history("person", double.id))
    held = appoint(
        person=double, office=Office.PATROL_LEADER, place=world.estate, since=date(2025, 1, 1), until=date(2025, 6, 1)
    )
    merge(world, double)
    db.session.expire_all()
    assert held.person_id == double.id
    assert len(history("person", double.id)) == entries + 2


def test_the_record_that_went_is_listed_nowhere_and_signed_out(client: Client, world: World, double: Person) -> None:
    browser = client.as_(double)
    assert browser.get("/").status_code == 200
    merge(world, double)
    assert browser.get("/roster/lots/").status_code in (303, 401)
    found = {person.id for person in find_people("周敏")}
    assert found == {world.resident.id}
    listed = db.session.scalars(roster([world.estate.path], "周敏")).all()
    assert [person.id for person in listed] == [world.resident.id]


def test_a_link_of_the_record_that_went_signs_the_other_in(world: World, double: Person) -> None:
    token, _until = issue_sign_in_link(person=double, made_by=None)
    merge(world, double)
    assert sign_in_by_link(token=token).person_id == world.resident.id


def test_what_both_had_ends_on_the_other_record_and_goes_on_after_undoing(world: World, double: Person) -> None:
    lot = db.session.query(Lot).one()
    add_owner(lot=lot, person=world.resident, since=None, actor_id=world.recorder.id)
    team = form_team(place=world.building.parent, kind=TeamKind.PATROL, name="夜巡队", actor_id=None)
    for person in (world.resident, double):
        join_team(team=team, person=person, role=Role.MEMBER, actor_id=None)
    db.session.commit()
    before = (state(), _current(lot, team))
    done = merge(world, double)
    assert _current(lot, team) == ([world.resident.id], [world.resident.id])
    ended = {name: len(keys) for name, keys in done.ended.items()}
    assert ended == {"team_member.person_id": 1, "ownership.person_id": 1}
    assert owners_figures(world.estate.path).heads == 1
    undo_merge(merge=done, actor_id=world.recorder.id)
    assert (state(), _current(lot, team)) == before


def _current(lot: Lot, team: Team) -> tuple[list[int], list[int]]:
    """Who owns the lot and who is in the team today."""
    db.session.expire_all()
    owners = db.session.query(Ownership.person_id).filter(Ownership.lot_id == lot.id, is_owned_now())
    return sorted(key for (key,) in owners), sorted(member.person_id for member in team.current)


def test_a_neighbour_with_two_records_supports_an_issue_once(world: World, double: Person) -> None:
    def counts() -> dict[str, int]:
        db.session.expire_all()
        return {issue.title: issue.support_count for issue in db.session.query(Issue)}

    assert counts() == {"楼道灯不亮": 0, "门坏了": 1, "漏水": 2}
    done = merge(world, double)
    assert counts() == {"楼道灯不亮": 0, "门坏了": 1, "漏水": 1}
    undo_merge(merge=done, actor_id=world.recorder.id)
    assert counts() == {"楼道灯不亮": 0, "门坏了": 1, "漏水": 2}


def test_an_open_request_for_deletion_follows(world: World, double: Person) -> None:
    request = ask_for_deletion(person=double)
    done = merge(world, double)
    assert request.person_id == world.resident.id
    undo_merge(merge=done, actor_id=world.recorder.id)
    db.session.expire_all()
    assert request.person_id == double.id


def test_who_moved_away_is_no_likely_double(world: World, double: Person) -> None:
    mark_as_left(person=double, on=clock.today(), actor_id=world.recorder.id)
    assert likely_doubles([world.estate.path]) == []


def test_it_cannot_be_undone_when_something_changed_since(world: World, double: Person) -> None:
    done = merge(world, double, "phone")
    world.resident.phone = "13811111111"
    db.session.commit()
    with force_locale("en"), pytest.raises(Conflict, match="changed after the merge"):
        undo_merge(merge=done, actor_id=world.recorder.id)
    world.resident.phone = "13800000000"
    db.session.query(Ownership).update({"person_id": world.neighbour.id})
    db.session.commit()
    with force_locale("en"), pytest.raises(Conflict, match="given to somebody else"):
        undo_merge(merge=done, actor_id=world.recorder.id)


def test_neither_twice_nor_in_a_ring(world: World, double: Person) -> None:
    merge(world, double)
    with pytest.raises(Conflict):
        merge(world, double)
    with pytest.raises(Conflict):
        merge_people(kept=double, gone=world.neighbour, taken=(), actor_id=world.recorder.id)


def test_a_later_merge_is_undone_first(world: World, double: Person) -> None:
    first = merge(world, double)
    second = merge_people(kept=world.neighbour, gone=world.resident, taken=(), actor_id=world.recorder.id)
    with force_locale("en"), pytest.raises(Conflict, match="Undo that first"):
        undo_merge(merge=first, actor_id=world.recorder.id)
    undo_merge(merge=second, actor_id=world.recorder.id)
    undo_merge(merge=first, actor_id=world.recorder.id)


def test_likely_doubles(world: World, double: Person) -> None:
    world.neighbour.phone, world.members[3].phone = "13877777777", "13877777777"
    world.members[4].external_id, world.members[5].external_id = "QY-007", "qy 007"
    db.session.commit()
    found = {(pair.first.id, pair.second.id): pair.reason for pair in likely_doubles([world.estate.path])}
    assert found == {
        (world.resident.id, double.id): "door",
        (world.neighbour.id, world.members[3].id): "phone",
        (world.members[4].id, world.members[5].id): "number",
    }
    assert likely_doubles([world.other_estate.path]) == []


def test_the_way_over_the_pages(client: Client, world: World, double: Person) -> None:
    appointment = db.session.query(Appointment).filter_by(person_id=double.id).one()
    appointment.office = Office.COUNCIL_MEMBER  # a recorder does not merge holders of other offices
    db.session.commit()
    client.as_(world.recorder)
    assert "same name and door" in client.get("/roster/merges/").text
    assert "Which is the first record?" in client.get("/roster/merges/new?q=周敏").text
    assert "Which is the second record?" in client.get(f"/roster/merges/new?a={double.id}&q=周敏").text
    page = client.get(f"/roster/merges/new?a={world.resident.id}&b={double.id}").text
    assert "13800000000" in page
    pair = {"a": world.resident.id, "b": double.id}
    assert client.post("/roster/merges/new", pair).status_code == 422
    form = {**pair, "keep": world.resident.id, "from_phone": double.id}
    answer = client.post("/roster/merges/new", form)
    assert answer.status_code == 303
    assert "13800000000" in client.get(answer.location).text
    assert client.post(f"{answer.location}/undoing").status_code == 303
    assert "two records again" in client.get(answer.location).text
    assert world.resident.phone == "19900000001"


class TestWhoMay:
    def test_nobody_merges_those_above(self, client: Client, world: World, double: Person) -> None:
        pair = {"a": double.id, "b": world.chair.id, "keep": double.id}
        assert client.as_(world.recorder).post("/roster/merges/new", pair).status_code == 403

    def test_nobody_merges_their_own_record(self, client: Client, world: World, double: Person) -> None:
        pair = {"a": double.id, "b": world.chair.id, "keep": world.chair.id}
        assert client.as_(world.chair).post("/roster/merges/new", pair).status_code == 403

    @pytest.mark.parametrize("part", ["community_staff", "street_staff", "administrator"])
    def test_those_above_do(self, client: Client, world: World, double: Person, part: str) -> None:
        pair = {"a": world.resident.id, "b": double.id, "keep": world.resident.id}
        assert client.as_(getattr(world, part)).post("/roster/merges/new", pair).status_code == 303

    def test_the_estate_head_where_no_estate_wide_office_is_held(self, client: Client, world: World) -> None:
        pair = {"a": world.resident.id, "b": world.neighbour.id, "keep": world.resident.id}
        assert client.as_(world.chair).post("/roster/merges/new", pair).status_code == 303

    def test_nobody_else(self, client: Client, world: World, double: Person) -> None:
        done = merge(world, double)
        for person, status in ((world.grid_officer, 403), (world.neighbour, 403), (world.stranger, 403)):
            assert client.as_(person).get("/roster/merges/").status_code == status
            assert client.get(f"/roster/merges/{done.id}").status_code == 404
        assert db.session.query(Lot).count() == 1


def test_the_last_administrator_does_not_go_to_a_record_of_somebody_who_left(world: World) -> None:
    mark_as_left(person=world.neighbour, on=clock.today(), actor_id=world.chair.id)
    with force_locale("en"), pytest.raises(Conflict, match="last administrator"):
        merge_people(kept=world.neighbour, gone=world.administrator, taken=(), actor_id=world.street_staff.id)
    db.session.rollback()
    merge_people(kept=world.resident, gone=world.administrator, taken=(), actor_id=world.street_staff.id)
    assert Office.ADMINISTRATOR in {held.office for held in World.actor(world.resident).holdings}


def test_an_administrator_of_a_part_merges_nobody_who_reaches_further(world: World) -> None:
    """Whoever merges a record hands its offices over: nobody hands over what lies above their own."""
    appoint(person=world.neighbour, office=Office.ADMINISTRATOR, place=world.community, since=SINCE)
    appoint(person=world.resident, office=Office.ADMINISTRATOR, place=world.street, since=SINCE)
    part, whole = World.actor(world.neighbour), World.actor(world.administrator)
    assert not allows(part, RosterAct.MERGE, account_for(part, world.resident.id))
    assert allows(part, RosterAct.MERGE, account_for(part, world.grid_officer.id))
    assert allows(whole, RosterAct.MERGE, account_for(whole, world.resident.id))
