"""Reading records of people."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, and_, case, exists, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload

from council.base import clock
from council.base.db import db
from council.organisation.models import Place, PlaceKind
from council.permits.actor import Office
from council.residents.models import Appointment, Household, Person
from council.residents.names import initials_of
from council.residents.queries import holds_on, is_in_use, named

#: Offices that people hold who live nowhere here.
FOR_OUTSIDERS = frozenset(
    {
        Office.GRID_OFFICER,
        Office.RECORDER,
        Office.PARTNER_CONTACT,
        Office.COMMUNITY_STAFF,
        Office.STREET_STAFF,
        Office.ADMINISTRATOR,
    }
)


def household_behind(place_id: int, door: str) -> Household | None:
    """The household behind a door of a place."""
    query = select(Household).where(Household.place_id == place_id, Household.door == door).order_by(Household.id)
    return db.session.scalar(query.limit(1))


def members_of(household_id: int | None) -> Sequence[Person]:
    """Who lives behind a door, the household's representative first."""
    if household_id is None:
        return []
    query = select(Person).where(Person.household_id == household_id, is_in_use())
    return db.session.scalars(query.order_by(Person.household_rep.desc(), Person.id)).all()


def homes_below(paths: Collection[str]) -> Sequence[tuple[Place, str]]:
    """Where people can live at or below some paths: entrances, and buildings without any; with the estate's name."""
    below, estate = aliased(Place), aliased(Place)
    query = (
        select(Place, estate.name)
        .outerjoin(estate, estate.id == Place.estate_id)
        .where(Place.kind.in_((PlaceKind.BUILDING, PlaceKind.ENTRANCE)), ~exists().where(below.parent_id == Place.id))
        .where(or_(*(Place.path.startswith(path) for path in paths)))
        .order_by(Place.code)
    )
    return [(place, name or "") for place, name in db.session.execute(query)]


def similar_people(name: str, place: Place, door: str, *, limit: int = 5) -> Sequence[Person]:
    """Who might be the one about to be added: the same name in the estate, or the same initials behind the door."""
    letters = initials_of(name)
    near = Place.estate_id == place.estate_id if place.estate_id else Place.path.startswith(place.path)
    behind = select(Household.id).where(Household.place_id == place.id, Household.door == door)
    alike = Person.name == name
    if letters:
        alike = or_(alike, (Person.initials == letters) & Person.household_id.in_(behind))
    query = (
        select(Person)
        .join(Person.place)
        .options(contains_eager(Person.place), joinedload(Person.household))
        .where(near, alike, is_in_use())
        .order_by(Person.id)
    )
    return db.session.scalars(query.limit(limit)).all()


def candidates(office: Office, place: Place, text: str) -> Select[Person]:
    """Who can be chosen for an office: the grown-up people of the place's estate (of the place, above estates), those
    who live nearest first; for offices of staff also people who live nowhere here.

    `text` as in `council.residents.queries.roster`.
    """
    near = Place.estate_id == place.estate_id if place.estate_id else Place.path.startswith(place.path)
    if office in FOR_OUTSIDERS:
        near = or_(near, Person.place_id.is_(None))
    query = (
        select(Person)
        .outerjoin(Person.place)
        .options(contains_eager(Person.place), joinedload(Person.household))
        .where(near, Person.adult.is_(True), is_in_use())
        .order_by(case((Place.path.startswith(place.path), 0), else_=1), Place.code, Person.id)
    )
    return named(query, text)


def outsiders(paths: Collection[str], root: str, text: str = "") -> Select[Person]:
    """Who lives nowhere here and holds offices at or below one of `paths` only: the same answer as `account_for`.

    Who holds none is there for `root`, the largest place.
    """
    held = (
        select(Appointment.id)
        .join(Place, Place.id == Appointment.place_id)
        .where(Appointment.person_id == Person.id, holds_on(clock.today()))
    )
    ways = [
        and_(~held.where(~Place.path.startswith(path)).exists(), true() if path == root else held.exists())
        for path in paths
    ]
    query = select(Person).outerjoin(Person.place).options(contains_eager(Person.place))
    query = query.where(Person.place_id.is_(None), is_in_use(), or_(*ways)).order_by(Person.initials, Person.id)
    return named(query, text)


def namesakes_outside(name: str, *, limit: int = 5) -> Sequence[Person]:
    """Who lives nowhere here and has this name already."""
    query = select(Person).where(Person.place_id.is_(None), Person.name == name, is_in_use()).order_by(Person.id)
    return db.session.scalars(query.limit(limit)).all()
