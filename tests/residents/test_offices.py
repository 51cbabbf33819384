"""Giving an office, following its holder, ending it; nobody climbs, and an administrator stays."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, DomainError, Invalid
from council.home.queries.places import officers
from council.journal.models import JournalEntry
from council.journal.operations import Ref
from council.journal.queries import history
from council.permits.actor import Office
from council.residents.models import Appointment, Person, Way
from council.residents.offices.guards import demand_an_administrator_stays
from council.residents.offices.operations import BY_MISTAKE, appoint, end_appointment, replace_holder
from council.residents.offices.queries import State, counts, seats
from council.residents.offices.rules import Term
from council.residents.people.operations import bring_back, mark_as_left
from council.residents.queries import find_people, holders, load_actor
from tests.support.world import SINCE, World


@pytest.fixture(autouse=True)
def english(session: None) -> Iterator[None]:
    """What is refused is told in English."""
    with force_locale("en"):
        yield


def held(world: World, person: Person, office: Office) -> Appointment:
    query = db.select(Appointment).where(Appointment.person_id == person.id, Appointment.office == office)
    return db.session.scalars(query.order_by(Appointment.id.desc())).first()  # type: ignore[return-value]


def head(world: World, **more: object) -> Appointment:
    wanted = {
        "person": world.neighbour,
        "since": clock.today() - timedelta(days=100),
        "actor_id": world.chair.id,
        **more,
    }
    return appoint(office=Office.BUILDING_HEAD, place=world.building, **wanted)  # type: ignore[arg-type]


def test_an_office_with_all_that_is_known_of_it(world: World) -> None:
    made = head(
        world, way=Way.ELECTED, origin=Ref("resolution", 7), letter="1号", until=clock.today() + timedelta(days=9)
    )
    assert (made.way, made.origin_kind, made.origin_id, made.letter) == ("elected", "resolution", 7, "1号")
    entry = history("person", world.neighbour.id)[-1]
    assert entry.action == "residents.appointment.made"
    assert entry.data["office"] == "building_head"
    assert "1号" not in str(entry.data)


def test_a_form_sent_twice_gives_one_office(world: World) -> None:
    assert head(world, key="k").id == head(world, key="k").id


@pytest.mark.parametrize(
    ("office", "place"),
    [(Office.BUILDING_HEAD, "estate"), (Office.ESTATE_HEAD, "building"), (Office.STREET_STAFF, "estate")],
)
def test_an_office_fits_its_kind_of_place(world: World, office: Office, place: str) -> None:
    with pytest.raises(Invalid):
        appoint(person=world.neighbour, office=office, place=getattr(world, place), since=SINCE)


def test_one_head_at_a_time_but_several_mediators(world: World) -> None:
    head(world)
    with pytest.raises(Conflict):
        head(world, person=world.resident)
    with pytest.raises(Invalid):
        head(world)  # the same person twice
    for person in (world.neighbour, world.resident):
        appoint(person=person, office=Office.MEDIATOR, place=world.estate, since=SINCE)


def test_a_term_backwards_or_too_long(world: World) -> None:
    today = clock.today()
    with pytest.raises(Invalid):
        head(world, since=today, until=today - timedelta(days=1))
    with pytest.raises(Invalid):
        head(world, since=today, until=today + timedelta(days=2000))


def test_a_supervisor_holds_no_office_that_is_supervised(world: World) -> None:
    for office, place in ((Office.RECORDER, world.estate), (Office.COMMUNITY_STAFF, world.community)):
        with pytest.raises(Invalid, match="supervises"):
            appoint(person=world.supervisor, office=office, place=place, since=SINCE)
    with pytest.raises(Invalid):
        appoint(person=world.chair, office=Office.SUPERVISOR, place=world.estate, since=SINCE)
    appoint(person=world.supervisor, office=Office.RECORDER, place=world.other_estate, since=SINCE)


def test_who_follows_begins_where_the_other_ended(world: World) -> None:
    old = head(world)
    new = replace_holder(appointment=old, person=world.resident, since=clock.today(), actor_id=world.chair.id)
    db.session.refresh(old)
    assert (old.until, new.replaces_id) == (clock.today() - timedelta(days=1), old.id)
    assert history("person", old.person_id)[-1].action == "residents.appointment.replaced"
    with pytest.raises(Conflict):  # the old term is over
        replace_holder(appointment=old, person=world.stranger, since=clock.today())


def test_following_needs_another_person_and_a_later_day(world: World) -> None:
    old = head(world)
    with pytest.raises(Invalid):
        replace_holder(appointment=old, person=world.neighbour, since=clock.today())
    with pytest.raises(Invalid):
        replace_holder(appointment=old, person=world.resident, since=old.since - timedelta(days=1))


def test_whoever_is_replaced_before_they_began_never_held_it(world: World) -> None:
    old = head(world, since=clock.today())
    replace_holder(appointment=old, person=world.resident, since=clock.today())
    db.session.refresh(old)
    assert Term(old.since, old.until).is_void
    assert not load_actor(world.neighbour.id).holdings  # type: ignore[union-attr]


def test_an_end_at_once_counts_at_once(world: World) -> None:
    made = held(world, world.recorder, Office.RECORDER)
    end_appointment(appointment=made, because="搬走", actor_id=world.administrator.id)
    assert not load_actor(world.recorder.id).holdings  # type: ignore[union-attr]
    assert history("person", world.recorder.id)[-1].action == "residents.appointment.ended"
    with pytest.raises(Conflict):
        end_appointment(appointment=made, because="again")


def test_an_end_on_a_day_lets_it_last_until_then(world: World) -> None:
    made = held(world, world.recorder, Office.RECORDER)
    with pytest.raises(Invalid):
        end_appointment(appointment=made, because=" ")
    end_appointment(appointment=made, because="x", last_day=clock.today() + timedelta(days=3))
    assert load_actor(world.recorder.id).holdings  # type: ignore[union-attr]
    assert not load_actor(world.recorder.id, day=clock.today() + timedelta(days=4)).holdings  # type: ignore[union-attr]


def test_a_mistake_was_never_held(world: World) -> None:
    made = head(world)
    end_appointment(appointment=made, because=BY_MISTAKE)
    assert Term(made.since, made.until).is_void
    head(world, person=world.resident)  # the seat is free for the whole time


def administrator(world: World, person: Person, **term: date) -> Appointment:
    return appoint(person=person, office=Office.ADMINISTRATOR, place=world.street, since=SINCE, **term)


def test_the_last_administrator_stays(world: World) -> None:
    last = held(world, world.administrator, Office.ADMINISTRATOR)
    acts = (
        lambda: end_appointment(appointment=last, because="x"),
        lambda: end_appointment(appointment=last, because="x", last_day=clock.today() + timedelta(days=3)),
        lambda: end_appointment(appointment=last, because=BY_MISTAKE),
        lambda: mark_as_left(person=world.administrator, on=clock.today(), actor_id=world.administrator.id),
        lambda: demand_an_administrator_stays(except_person_id=world.administrator.id),
        lambda: replace_holder(appointment=last, person=world.resident, since=clock.today() + timedelta(days=1)),
        lambda: replace_holder(
            appointment=last, person=world.resident, since=clock.today(), until=clock.today() + timedelta(days=9)
        ),
    )
    for act in acts:
        with pytest.raises(Conflict, match="last administrator"):
            act()
    demand_an_administrator_stays(except_person_id=world.resident.id)  # somebody who is none may go


def test_an_administrator_with_a_last_day_or_below_the_root_does_not_stay(world: World) -> None:
    last = held(world, world.administrator, Office.ADMINISTRATOR)
    administrator(world, world.resident, until=clock.today() + timedelta(days=30))
    appoint(person=world.neighbour, office=Office.ADMINISTRATOR, place=world.community, since=SINCE)
    left = administrator(world, world.stranger)
    mark_as_left(person=world.stranger, on=clock.today(), actor_id=world.administrator.id)
    assert left.ended_because == "left"
    with pytest.raises(Conflict):
        end_appointment(appointment=last, because="x")


def test_with_another_administrator_one_may_go(world: World) -> None:
    administrator(world, world.resident)
    end_appointment(appointment=held(world, world.administrator, Office.ADMINISTRATOR), because="x")
    with pytest.raises(Conflict):
        end_appointment(appointment=held(world, world.resident, Office.ADMINISTRATOR), because="x")


def test_the_last_administrator_can_be_followed_at_once(world: World) -> None:
    last = held(world, world.administrator, Office.ADMINISTRATOR)
    replace_holder(appointment=last, person=world.resident, since=clock.today())
    assert load_actor(world.resident.id).holdings[0].office is Office.ADMINISTRATOR  # type: ignore[union-attr]


def test_people_who_left_hold_nothing_and_are_on_no_list(world: World) -> None:
    made = head(world)
    mark_as_left(person=world.neighbour, on=clock.today(), actor_id=world.chair.id)
    assert not find_people(world.neighbour.name)
    assert not holders([Office.BUILDING_HEAD])
    assert load_actor(world.neighbour.id) is None
    assert counts(world.estate.path)["building_head"].vacant == 1
    assert world.neighbour.name not in [row.name for row in officers(world.estate.path)]
    with pytest.raises(Invalid, match="no longer in use"):
        head(world)
    bring_back(person=world.neighbour, actor_id=world.chair.id)
    assert find_people(world.neighbour.name)
    assert made.until == clock.today()  # what ended stays ended


def test_a_place_counts_its_holders_and_vacancies(world: World) -> None:
    before = counts(world.estate.path)
    assert (before["estate_head"].held, before["estate_head"].vacant) == (1, 0)
    assert (before["building_head"].held, before["building_head"].vacant) == (0, 1)
    head(world, until=clock.today() + timedelta(days=20))
    after = counts(world.estate.path)["building_head"]
    assert (after.held, after.soon, after.vacant) == (1, 1, 0)
    appoint(person=world.resident, office=Office.PATROL_LEADER, place=world.estate, since=SINCE)
    assert counts(world.estate.path)["patrol_leader"].vacant == 0  # one for the estate is one for its grid
    vacant = db.session.execute(seats(world.estate.path, state=State.VACANT)).all()
    assert {row.office for row in vacant} == {"hub_household_head", "safety_officer", "legal_officer", "mediator"}


acts = st.lists(
    st.tuples(
        st.sampled_from(["appoint", "replace", "end", "mistake"]),
        st.integers(-40, 40),
        st.integers(0, 60),
        st.integers(0, 3),
    ),
    max_size=9,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
def test_terms_of_one_seat_never_overlap_whatever_is_done(world: World, acts: list[tuple[str, int, int, int]]) -> None:
    people = [world.resident, world.neighbour, world.members[3], world.members[4]]
    for verb, offset, length, who in acts:
        _try(world, verb, clock.today() + timedelta(days=offset), length, people[who])
    rows = db.session.scalars(db.select(Appointment).where(Appointment.office == Office.BUILDING_HEAD)).all()
    terms = [Term(row.since, row.until) for row in rows]
    clashes = [(a, b) for at, a in enumerate(terms) for b in terms[at + 1 :] if a.overlaps(b)]
    db.session.execute(db.delete(Appointment).where(Appointment.office == Office.BUILDING_HEAD))
    db.session.commit()
    assert not clashes


def _try(world: World, verb: str, day: date, length: int, person: Person) -> None:
    rows = db.session.scalars(db.select(Appointment).where(Appointment.office == Office.BUILDING_HEAD)).all()
    try:
        if verb == "appoint":
            head(world, person=person, since=day, until=day + timedelta(days=length))
        elif rows and verb == "replace":
            replace_holder(appointment=rows[length % len(rows)], person=person, since=day)
        elif rows:
            because = BY_MISTAKE if verb == "mistake" else "x"
            end_appointment(
                appointment=rows[length % len(rows)], because=because, last_day=day if verb == "end" else None
            )
    except DomainError:
        pass


def test_no_name_or_phone_gets_into_the_journal(world: World) -> None:
    head(world)
    entries = db.session.scalars(db.select(JournalEntry)).all()
    assert not [entry for entry in entries if world.neighbour.name in str(entry.data)]
