"""Places, units, hotlines, people and offices of the demo, through the rooms' own operations."""

from datetime import timedelta

from sqlalchemy import insert

from council.base import clock
from council.base.db import db, transaction
from council.demo.cast import crowd as crowd_cast
from council.demo.cast.offices import appointments
from council.demo.cast.people import population
from council.demo.cast.person import Household as CastHousehold
from council.demo.cast.person import Person as CastPerson
from council.demo.cast.places import places
from council.demo.cast.units import HOTLINES, UNITS
from council.demo.lots import add_lots
from council.demo.stage import Stage
from council.organisation.models import HotlineKind, PartnerUnit, PlaceKind
from council.organisation.operations import add_hotline, add_place, add_unit
from council.permits.actor import Office
from council.residents.models import Household, Person, Residency
from council.residents.operations import appoint, enrol

#: People of the crowd that go into the database at once.
CHUNK = 2000


def build_roster(stage: Stage) -> None:
    """Everything that stands before the first story begins, in one transaction."""
    with transaction():
        _places(stage)
        _people(stage)
        _offices(stage)
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
        add_hotline(kind=HotlineKind(line.kind), phone=line.phone, place=stage.place(line.place_code))


def _people(stage: Stage) -> None:
    doors: dict[str, Household] = {}
    for person in population().people:
        home = person.household
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
            )
        stage.people[person.key] = enrolled.id
        if home and enrolled.household_id and home.key not in doors:
            doors[home.key] = db.session.get_one(Household, enrolled.household_id)


def _offices(stage: Stage) -> None:
    today = clock.local(stage.now).date()
    for held in appointments():
        since = today - timedelta(days=held.since_days_ago)
        with clock.stopped(stage.day(-60, "08:00")):
            appoint(
                person=db.session.get_one(Person, stage.person(held.person)),
                office=Office(held.office),
                place=stage.place(held.place_code),
                since=since,
                category=held.category,
                unit=db.session.get_one(PartnerUnit, stage.units[held.unit]) if held.unit else None,
            )


def add_crowd(stage: Stage, size: int) -> None:
    """`size` more people for load tests, written in bulk: they have no story."""
    homes: list[tuple[CastHousehold, tuple[CastPerson, ...]]] = []
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


def _insert_homes(stage: Stage, homes: list[tuple[CastHousehold, tuple[CastPerson, ...]]]) -> None:
    rows = [{"place_id": stage.places[home.entrance_code], "door": home.door} for home, _people in homes]
    statement = insert(Household).returning(Household.id, sort_by_parameter_order=True)
    ids = db.session.scalars(statement, rows).all()
    people = [
        {
            "key": person.key,
            "name": person.name(stage.language),
            "phone": person.phone,
            "residency": person.residency,
            "adult": person.adult,
            "household_id": household_id,
            "place_id": row["place_id"],
            "session_epoch": 0,
        }
        for household_id, row, (_home, family) in zip(ids, rows, homes, strict=True)
        for person in family
    ]
    db.session.execute(insert(Person), people)
