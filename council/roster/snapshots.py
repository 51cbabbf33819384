"""Taking a snapshot of the roster: seven reads, plain rows."""

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from council.base import clock
from council.base.db import db
from council.organisation.models import Place, PlaceKind
from council.permits.actor import STAFF, Actor, Office
from council.residents.access import accounts_of, stands_above
from council.residents.models import Appointment, Household, Person
from council.roster.models import Lot, Ownership
from council.roster.planning.snapshot import (
    Elsewhere,
    HouseholdRow,
    LotRow,
    OfficeRow,
    OwnershipRow,
    PersonRow,
    PlaceRow,
    Rights,
    Snapshot,
)

#: The seven offices of a grid, which a roster may name.
SEVEN = frozenset(
    {
        Office.ESTATE_HEAD,
        Office.HUB_HOUSEHOLD_HEAD,
        Office.BUILDING_HEAD,
        Office.PATROL_LEADER,
        Office.SAFETY_OFFICER,
        Office.LEGAL_OFFICER,
        Office.MEDIATOR,
    }
)
_PLACE = (Place.id, Place.parent_id, Place.kind, Place.code, Place.name, Place.path, Place.estate_id)
_PERSON = (
    Person.id,
    Person.name,
    Person.phone,
    Person.residency,
    Person.adult,
    Person.household_id,
    Person.place_id,
    Person.external_id,
    Person.household_rep,
    Person.merged_into_id,
    Person.left_on,
)


def root_of(place: Place) -> str:
    """The path below which an import for `place` can touch people: a grid's people may come from the next grid."""
    if place.kind == PlaceKind.GRID and place.estate_id is not None:
        return db.session.get_one(Place, place.estate_id).path
    return place.path


def take_snapshot(place: Place) -> Snapshot:
    """The roster that an import for `place` is planned against, in the present transaction."""
    root, today = root_of(place), clock.today()
    below = Place.path.startswith(root)
    places = db.session.execute(select(*_PLACE).where(below).order_by(Place.id))
    people = select(*_PERSON).join(Place, Place.id == Person.place_id).where(below).order_by(Person.id)
    houses = select(Household.id, Household.place_id, Household.door).join(Place, Place.id == Household.place_id)
    lots = select(Lot.id, Lot.place_id, Lot.door, Lot.kind, Lot.area_cm2).join(Place, Place.id == Lot.place_id)
    owners = (
        select(Ownership.id, Ownership.lot_id, Ownership.person_id)
        .join(Lot, Lot.id == Ownership.lot_id)
        .join(Place, Place.id == Lot.place_id)
        .where(or_(Ownership.until.is_(None), Ownership.until > today))
    )
    home = aliased(Place)
    offices = (
        select(Appointment.person_id, Appointment.office, Place.path)
        .join(Place, Place.id == Appointment.place_id)
        .join(Person, Person.id == Appointment.person_id)
        .join(home, home.id == Person.place_id)
        .where(Appointment.office.in_(SEVEN), home.path.startswith(root))
        .where(or_(Appointment.until.is_(None), Appointment.until >= today))
    )
    outside = db.session.scalars(select(Place.code).where(Place.path.not_like(f"{root}%")))
    return Snapshot(
        scope=PlaceRow(*(getattr(place, column.key) for column in _PLACE)),
        places=tuple(map(PlaceRow._make, places)),
        people=tuple(map(PersonRow._make, db.session.execute(people))),
        households=tuple(map(HouseholdRow._make, db.session.execute(houses.where(below).order_by(Household.id)))),
        lots=tuple(map(LotRow._make, db.session.execute(lots.where(below).order_by(Lot.id)))),
        owners=tuple(map(OwnershipRow._make, db.session.execute(owners.where(below).order_by(Ownership.id)))),
        offices=tuple(map(OfficeRow._make, db.session.execute(offices.order_by(Appointment.id)))),
        elsewhere=_elsewhere(root),
        codes_elsewhere=frozenset(code.upper() for code in outside),
    )


def _elsewhere(root: str) -> tuple[Elsewhere, ...]:
    query = (
        select(Person.external_id, Person.id)
        .outerjoin(Place, Place.id == Person.place_id)
        .where(Person.external_id.is_not(None), or_(Place.id.is_(None), Place.path.not_like(f"{root}%")))
        .order_by(Person.id)
    )
    return tuple(map(Elsewhere._make, db.session.execute(query)))


def rights_of(actor: Actor | None, place: Place) -> Rights:
    """What `actor` may change by an import for `place`; None is the machine itself, which may all."""
    if actor is None:
        return Rights(offices=frozenset(SEVEN))
    return Rights(offices=_may_give(actor, place.path), guarded=_guarded(actor, root_of(place)))


def _may_give(actor: Actor, path: str) -> frozenset[str]:
    if actor.holds({Office.COMMUNITY_STAFF, Office.STREET_STAFF, Office.ADMINISTRATOR}, path):
        return frozenset(SEVEN)
    if actor.holds({Office.ESTATE_HEAD}, path):
        return frozenset(SEVEN - {Office.ESTATE_HEAD})
    return frozenset()


def _guarded(actor: Actor, root: str) -> frozenset[int]:
    """People with desk work who stand beside or above `actor`: changing their phone would open their account."""
    today = clock.today()
    query = (
        select(Person)
        .join(Place, Place.id == Person.place_id)
        .where(Place.path.startswith(root), Person.id != actor.person_id)
        .where(
            Person.id.in_(
                select(Appointment.person_id)
                .where(Appointment.office.in_(STAFF))
                .where(or_(Appointment.until.is_(None), Appointment.until >= today))
            )
        )
    )
    officers = accounts_of(db.session.scalars(query).all())
    return frozenset(one.person.id for one in officers if not stands_above(actor, one))
