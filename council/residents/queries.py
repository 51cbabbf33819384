"""Reading people and their offices."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Date, Row, Select, bindparam, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from council.base import clock, ids
from council.base.db import db
from council.organisation.models import Place
from council.permits.actor import Actor, Holding, Office
from council.residents.models import Appointment, Household, Person, SignInLink
from council.residents.rules import link_works


def person_by_key(key: str) -> Person | None:
    """The person with this stable key."""
    return db.session.scalar(select(Person).where(Person.key == key))


def find_people(text: str, *, limit: int = 5) -> Sequence[Person]:
    """People by key, by name, or by name and door (`周敏 302`); at most `limit`."""
    name, _, door = text.partition(" ")
    exact = select(Person).where(or_(Person.key == text, Person.name == text), Person.merged_into_id.is_(None))
    found = db.session.scalars(exact.order_by(Person.id).limit(limit)).all()
    if found or not door:
        return found
    query = select(Person).join(Household).where(Person.name == name, Household.door == door)
    query = query.where(Person.merged_into_id.is_(None))
    return db.session.scalars(query.limit(limit)).all()


def roster(paths: Collection[str], text: str = "") -> Select[Person]:
    """The people of the places at or below `paths`, with place and door; `text` is part of a name, a door or a key."""
    query = (
        select(Person)
        .join(Person.place)
        .options(contains_eager(Person.place), joinedload(Person.household))
        .where(or_(*(Place.path.startswith(path) for path in paths)), Person.merged_into_id.is_(None))
        .order_by(Place.code, Person.id)
    )
    for word in text.split()[:4]:
        behind = select(Household.id).where(Household.door == word)
        query = query.where(
            or_(
                Person.name.contains(word, autoescape=True),
                Person.key == word,
                Place.name == word,
                Person.household_id.in_(behind),
            )
        )
    return query


_lived, _estate = aliased(Place), aliased(Place)
_on = bindparam("on", type_=Date)

#: Made once: every page of a signed-in person asks this.
_ACTOR = (
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
    .where(Person.id == bindparam("person"))
    .order_by(Appointment.id)
)


def load_actor(person_id: int, *, epoch: int | None = None, day: date | None = None) -> Actor | None:
    """The person with the offices held on `day` (today), in one query; None if unknown or `epoch` is outdated."""
    rows = db.session.execute(_ACTOR, {"person": person_id, "on": day or clock.today()}).all()
    if not rows or (epoch is not None and rows[0][2] != epoch):
        return None
    held = tuple(Holding(Office(row[5]), row[7], row[6]) for row in rows if row[5] is not None)
    _id, name, _epoch, home, home_name, *_rest = rows[0]
    return Actor(person_id=person_id, name=name, home=home or "", holdings=held, home_name=home_name or "")


def holders(
    offices: Collection[Office], *, place_id: int | None = None, below: str | None = None
) -> Sequence[Row[Person, str, str]]:
    """Who holds one of `offices` today: person, office, category; for one place, or for all at or below a path."""
    on = clock.today()
    query = (
        select(Person, Appointment.office, Appointment.category)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Place, Place.id == Appointment.place_id)
        .where(Appointment.office.in_(offices), Appointment.since <= on, Person.merged_into_id.is_(None))
        .where(or_(Appointment.until.is_(None), Appointment.until >= on))
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
        .where(Appointment.person_id.in_(person_ids), Appointment.since <= on)
        .where(or_(Appointment.until.is_(None), Appointment.until >= on))
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


def link_holder(token: str) -> Person | None:
    """Whom a sign-in link would sign in now; None if it is unknown, used or too old."""
    link = db.session.scalar(select(SignInLink).where(SignInLink.token_hash == ids.fingerprint(token)))
    if link is None or not link_works(expires_at=link.expires_at, used_at=link.used_at, now=clock.now()):
        return None
    return link.person
