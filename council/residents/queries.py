"""Reading people and their offices."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, bindparam, func, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload

from council.base import clock
from council.base.db import db
from council.organisation.models import Place, PlaceKind
from council.permits.actor import Actor, Holding, Office
from council.residents.doors import GAPS, doors_of, names_of, spot_of, words_of
from council.residents.models import Appointment, Household, Person


def person_by_key(key: str) -> Person | None:
    """The person with this stable key."""
    return db.session.scalar(select(Person).where(Person.key == key))


def is_in_use() -> ColumnElement[bool]:
    """That a person's record is in use: neither merged into another nor of somebody who left."""
    return and_(Person.merged_into_id.is_(None), Person.left_on.is_(None))


def holds_on(day: date) -> ColumnElement[bool]:
    """That an appointment is held on a day."""
    return and_(Appointment.since <= day, or_(Appointment.until.is_(None), Appointment.until >= day))


def find_people(text: str, *, limit: int = 5) -> Sequence[Person]:
    """People by key, by name, or by name and door (`周敏 302`); at most `limit`."""
    name, _, door = text.partition(" ")
    found_by = or_(Person.key == text, Person.name == text)
    exact = select(Person).where(found_by, is_in_use()).order_by(Person.id).limit(limit)
    found = db.session.scalars(exact).all()
    if found or not door:
        return found
    query = select(Person).join(Household).where(Person.name == name, Household.door == door, is_in_use())
    return db.session.scalars(query.limit(limit)).all()


def roster(paths: Collection[str], text: str = "") -> Select[Person]:
    """The people of the places at or below `paths`, with place and door; last those who only hold an office there.

    Each word of `text` is part of a name, the beginning of its initials (`wxm`), a door as people say it (`302`,
    `3-2-102`, `3栋2单元`; see `council.residents.doors`), a place's name or a key.
    """
    query = (
        select(Person)
        .outerjoin(Person.place)
        .options(contains_eager(Person.place), joinedload(Person.household))
        .where(or_(*(_belongs(path) for path in paths)), is_in_use())
        .order_by(Place.code.nulls_last(), Person.id)
    )
    return named(query, text)


def _belongs(path: str) -> ColumnElement[bool]:
    """That somebody lives at or below `path`, or lives nowhere here and holds all their offices there."""
    offices = select(Appointment.person_id).join(Place, Place.id == Appointment.place_id).where(holds_on(clock.today()))
    inside = Person.id.in_(offices.where(Place.path.startswith(path)))
    outside = Person.id.in_(offices.where(~Place.path.startswith(path)))
    return or_(Place.path.startswith(path), and_(Person.place_id.is_(None), inside, ~outside))


def named(query: Select[Person], text: str) -> Select[Person]:
    """`query` narrowed to the people whom each word of `text` fits; it must have joined the place they live in."""
    for word in words_of(text):
        query = query.where(
            or_(
                Person.name.contains(word, autoescape=True),
                Person.initials.startswith(word.lower(), autoescape=True),
                Person.key == word,
                Place.name == word,
                lives_at(word),
            )
        )
    return query


def lives_at(word: str) -> ColumnElement[bool]:
    """That somebody lives where a word of `words_of` says; the query must have joined the place they live in."""
    spot = spot_of(word)
    if spot is None:
        return _behind({word})
    places = and_(true(), *(_in(part, number) for part, number in spot._asdict().items() if number and part != "door"))
    if not spot.door:
        return places
    ways = [_behind({word, word.upper()}), and_(places, _behind({spot.door, spot.door.upper()}))]
    if spot.building and spot.entrance:  # a register whose places end at the building writes `2-102` for the door
        ways.append(and_(_in("building", spot.building), _behind(doors_of(spot))))
    return or_(*ways)


def _behind(doors: Collection[str]) -> ColumnElement[bool]:
    return Person.household_id.in_(select(Household.id).where(Household.door.in_(doors)))


def _in(part: str, number: str) -> ColumnElement[bool]:
    """That the place they live in is the building or the entrance of this number, or an entrance of the building."""
    above, names = aliased(Place), names_of(part, number)
    parent = select(above.id).where(above.id == Place.parent_id)
    if part == "building":
        its_entrance = and_(Place.kind == PlaceKind.ENTRANCE, parent.where(func.lower(above.name).in_(names)).exists())
        return or_(and_(Place.kind == PlaceKind.BUILDING, func.lower(Place.name).in_(names)), its_entrance)
    with_building = [func.lower(above.name).concat(f"{gap}{name}") for gap in GAPS for name in names]
    named_so = or_(func.lower(Place.name).in_(names), parent.where(func.lower(Place.name).in_(with_building)).exists())
    return and_(Place.kind == PlaceKind.ENTRANCE, named_so)


_lived, _estate = aliased(Place), aliased(Place)
_on = bindparam("on", type_=Date)

#: A person with the offices of a day: bind `person` and `on`. Made once: every page of a signed-in person asks this.
ACTOR = (
    select(
        Person.id,
        Person.name,
        Person.session_epoch,
        _lived.path,
        _estate.name,
        Appointment.office,
        Appointment.unit_id,
        Place.path,
    )
    .outerjoin(_lived, _lived.id == Person.place_id)
    .outerjoin(_estate, _estate.id == _lived.estate_id)
    .outerjoin(
        Appointment,
        (Appointment.person_id == Person.id)
        & (Appointment.since <= _on)
        & or_(Appointment.until.is_(None), Appointment.until >= _on),
    )
    .outerjoin(Place, Place.id == Appointment.place_id)
    .where(Person.id == bindparam("person"), is_in_use())
    .order_by(Appointment.id)
)


def actor_of(rows: Sequence[Sequence[Any]]) -> Actor:
    """The person that the rows of `ACTOR` (one at least) speak of."""
    held = tuple(Holding(Office(row[5]), row[7], row[6]) for row in rows if row[5] is not None)
    person_id, name, _epoch, home, home_name, *_rest = rows[0]
    return Actor(person_id=person_id, name=name, home=home or "", holdings=held, home_name=home_name or "")


def load_actor(person_id: int, *, day: date | None = None) -> Actor | None:
    """The person with the offices held on `day` (today), in one query; None if unknown, gone or merged."""
    rows = db.session.execute(ACTOR, {"person": person_id, "on": day or clock.today()}).all()
    return actor_of(rows) if rows else None


def holders(
    offices: Collection[Office], *, place_id: int | None = None, below: str | None = None
) -> Sequence[Row[Person, str, str]]:
    """Who holds one of `offices` today: person, office, category; for one place, or for all at or below a path."""
    on = clock.today()
    query = (
        select(Person, Appointment.office, Appointment.category)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Place, Place.id == Appointment.place_id)
        .where(Appointment.office.in_(offices), holds_on(on), is_in_use())
        .order_by(Appointment.id)
    )
    if place_id is not None:
        query = query.where(Appointment.place_id == place_id)
    if below is not None:
        query = query.where(Place.path.startswith(below))
    return db.session.execute(query).all()


def holdings_of(person_ids: Collection[int]) -> dict[int, tuple[Holding, ...]]:
    """id → the offices held today, for those of these people who hold any, in one query."""
    on = clock.today()
    query = (
        select(Appointment.person_id, Appointment.office, Place.path, Appointment.unit_id)
        .join(Place, Place.id == Appointment.place_id)
        .where(Appointment.person_id.in_(person_ids), holds_on(on))
        .order_by(Appointment.id)
    )
    held: dict[int, tuple[Holding, ...]] = {}
    for person_id, office, path, unit_id in db.session.execute(query):
        held[person_id] = (*held.get(person_id, ()), Holding(Office(office), path, unit_id))
    return held


def names(person_ids: Collection[int]) -> dict[int, str]:
    """id → name for some people, in one query."""
    if not person_ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(set(person_ids)))).all()
    return {row[0]: row[1] for row in rows}
