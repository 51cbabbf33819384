"""Places, units, hotlines, people and offices of the demo, through the rooms' own operations."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from council.base import clock
from council.base.db import db, transaction
from council.demo.cast import crowd as crowd_cast
from council.demo.cast.appointment import LETTER, TERM
from council.demo.cast.appointment import Appointment as CastAppointment
from council.demo.cast.named import NAMED
from council.demo.cast.offices import appointments
from council.demo.cast.people import population
from council.demo.cast.person import Household as CastHousehold
from council.demo.cast.person import Person as CastPerson
from council.demo.cast.places import ancestors, places
from council.demo.cast.teams import teams
from council.demo.cast.units import CONTACTS, HOTLINES, UNITS, VENUES
from council.demo.lots import add_lots
from council.demo.portraits import hang_portraits
from council.demo.stage import Stage
from council.organisation.models import HotlineKind, PartnerUnit, PlaceKind
from council.organisation.operations import Facts, add_contact, add_hotline, add_place, add_unit, add_venue
from council.permits.actor import Office
from council.residents.models import Appointment, Household, Person, Residency, Way
from council.residents.names import initials_of
from council.residents.offices.operations import appoint, replace_holder
from council.residents.operations import enrol
from council.residents.team_operations import form_team
from council.residents.teams import TeamKind

#: People of the crowd that go into the database at once.
CHUNK = 2000

#: A household and those who live behind its door.
Family = tuple[CastHousehold, tuple[CastPerson, ...]]


def build_roster(stage: Stage) -> None:
    """Everything that stands before the first story begins, in one transaction."""
    with transaction(), clock.stopped(stage.day(-60, "08:00")):
        _places(stage)
        _people(stage)
        _offices(stage)
        hang_portraits(stage)
        _contacts(stage)
        _teams(stage)
        add_lots(stage)


def _places(stage: Stage) -> None:
    for place in places():
        added = add_place(
            kind=PlaceKind(place.kind),
            code=place.code,
            name=place.name(stage.language),
            parent=stage.place(place.parent_code) if place.parent_code else None,
            position=place.position,
        )
        stage.places[place.code] = added.id
    for unit in UNITS:
        home = stage.place(unit.place_code)
        made = add_unit(code=unit.code, name=stage.say(unit.name), phone=unit.phone, place=home)
        stage.units[unit.code] = made.id
    for line in HOTLINES:
        add_hotline(
            kind=HotlineKind(line.kind),
            phone=line.phone,
            place=stage.place(line.place_code),
            hours=stage.say(line.hours),
        )
    for venue in VENUES:
        facts = Facts(
            name=stage.say(venue.name),
            address=stage.say(venue.address),
            hours=stage.say(venue.hours),
            rooms=stage.say(venue.rooms),
            seats=venue.seats,
            note=stage.say(venue.note),
        )
        add_venue(place=stage.place(venue.place_code), facts=facts)


def _people(stage: Stage) -> None:
    """People of 桂雨里 and of the cast through the operation; whole families of the other estates in bulk."""
    doors: dict[str, Household] = {}
    families = [(home, family) for home, family in _families() if _is_plain(home, family)]
    in_bulk = {person.key for _home, family in families for person in family}
    stage.people.update(_insert_homes(stage, families))
    for person in population().people:
        home = person.household
        if person.key in in_bulk:
            continue
        with clock.stopped(stage.day(-60, "08:00")):
            enrolled = enrol(
                key=person.key,
                name=person.name(stage.language),
                place=stage.place(home.entrance_code) if home else None,
                door=home.door if home else "",
                household=doors.get(home.key) if home else None,
                phone=person.phone,
                residency=Residency(person.residency),
                adult=person.adult,
                household_rep=person.household_rep,
            )
        stage.people[person.key] = enrolled.id
        if home and enrolled.household_id and home.key not in doors:
            doors[home.key] = stage.row(Household, enrolled.household_id)


def _families() -> Iterable[Family]:
    families: dict[CastHousehold, list[CastPerson]] = {}
    for person in population().people:
        if person.household:
            families.setdefault(person.household, []).append(person)
    return ((home, tuple(family)) for home, family in families.items())


def _is_plain(home: CastHousehold, family: Iterable[CastPerson]) -> bool:
    named = {one.key for one in NAMED}
    return "GY" not in ancestors(home.entrance_code) and not any(person.key in named for person in family)


def _offices(stage: Stage) -> None:
    """Offices of 桂雨里 and all that came by a vote or a story through the operation; the other grids' in bulk."""
    plain = [held for held in appointments() if held.in_bulk]
    with clock.stopped(stage.day(-60, "08:00")):
        for held in appointments():
            if not held.in_bulk:
                _give(stage, held)
    db.session.execute(insert(Appointment), [_row(stage, held) for held in plain])


def _row(stage: Stage, held: CastAppointment) -> dict[str, Any]:
    since, until, letter = _term(stage, held)
    return {
        "person_id": stage.person(held.person),
        "office": held.office,
        "place_id": stage.places[held.place_code],
        "category": "",
        "since": since,
        "until": until,
        "way": _way(held),
        "letter": letter,
        "origin_kind": "",
        "ended_because": "",
    }


def _way(held: CastAppointment) -> Way:
    return Way.ELECTED if held.elected else Way.APPOINTED


def _term(stage: Stage, held: CastAppointment) -> tuple[date, date | None, str]:
    """First day, last day, letter."""
    today = clock.local(stage.now).date()
    since = today - timedelta(days=held.since_days_ago)
    until = today + timedelta(days=held.lasts) if held.lasts is not None else None
    number = since.timetuple().tm_yday
    return since, until, "" if held.elected else stage.say(LETTER).format(year=since.year, number=number)


def _give(stage: Stage, held: CastAppointment) -> None:
    """Give an office; where somebody held it before, they held it until the day before."""
    since, until, letter = _term(stage, held)
    person = stage.row(Person, stage.person(held.person))
    term: dict[str, Any] = {"person": person, "until": until, "way": _way(held), "letter": letter}
    where: dict[str, Any] = {"office": Office(held.office), "place": stage.place(held.place_code)}
    if held.before:
        former = stage.row(Person, stage.person(held.before))
        began = since - timedelta(days=TERM)
        old = appoint(person=former, since=began, way=term["way"], **where)
        replace_holder(appointment=old, since=since, **term)
    else:
        unit = stage.row(PartnerUnit, stage.units[held.unit]) if held.unit else None
        appoint(since=since, category=held.category, unit=unit, **where, **term)


def _contacts(stage: Stage) -> None:
    for contact in CONTACTS:
        add_contact(
            unit=stage.row(PartnerUnit, stage.units[contact.unit]),
            name=stage.say(contact.name),
            duty=stage.say(contact.duty),
            phone=contact.phone,
            person_id=stage.person(contact.person) if contact.person else None,
            actor_id=None,
        )


def _teams(stage: Stage) -> None:
    for team in teams():
        form_team(
            place=stage.place(team.place_code),
            kind=TeamKind(team.kind),
            name=stage.say(team.name),
            people=[stage.row(Person, stage.person(key)) for key in team.people],
        )


def add_crowd(stage: Stage, size: int) -> None:
    """`size` more people for load tests, written in bulk: they have no story."""
    homes: list[Family] = []
    waiting = 0
    with transaction():
        for home in crowd_cast.crowd(size):
            homes.append(home)
            waiting += len(home[1])
            if waiting >= CHUNK:
                _insert_homes(stage, homes)
                homes, waiting = [], 0
        if homes:
            _insert_homes(stage, homes)


def _insert_homes(stage: Stage, homes: Sequence[Family]) -> dict[str, int]:
    """Write households with their people; the ids of the people, by their keys."""
    rows = [{"place_id": stage.places[home.entrance_code], "door": home.door} for home, _people in homes]
    statement = insert(Household).returning(Household.id, sort_by_parameter_order=True)
    doors = db.session.scalars(statement, rows).all()
    people = [
        {
            "key": person.key,
            "name": person.name(stage.language),
            "phone": person.phone,
            "residency": person.residency,
            "adult": person.adult,
            "initials": initials_of(person.name(stage.language)),
            "household_rep": person.household_rep,
            "household_id": household_id,
            "place_id": row["place_id"],
            "session_epoch": 0,
        }
        for household_id, row, (_home, family) in zip(doors, rows, homes, strict=True)
        for person in family
    ]
    ids = db.session.execute(insert(Person).returning(Person.key, Person.id), people).all()
    return {key: person_id for key, person_id in ids if key}
