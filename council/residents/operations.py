"""Writing people and offices."""

from datetime import date

from council.base.db import db, operation
from council.journal.operations import Ref, record
from council.organisation.models import PartnerUnit, Place
from council.permits.actor import Office
from council.residents.models import Appointment, Household, Person, Residency


@operation
def enrol(
    *,
    key: str,
    name: str,
    place: Place | None,
    door: str = "",
    household: Household | None = None,
    phone: str = "",
    residency: Residency = Residency.REGISTERED,
    adult: bool = True,
    actor_id: int | None = None,
) -> Person:
    """Put a person on the roster; behind `household`'s door, or a new door of `place`."""
    if household is None and place is not None and door:
        household = Household(place_id=place.id, door=door)
        db.session.add(household)
        db.session.flush()
    person = Person(
        key=key,
        name=name,
        phone=phone,
        residency=residency,
        adult=adult,
        household_id=household.id if household else None,
        place_id=place.id if place else None,
    )
    db.session.add(person)
    db.session.flush()
    record(
        action="residents.person.enrolled",
        place_id=chain_of(place),
        actor_id=actor_id,
        subject=Ref("person", person.id),
        data={"place": person.place_id, "residency": residency},
    )
    return person


@operation
def appoint(
    *,
    person: Person,
    office: Office,
    place: Place,
    since: date,
    until: date | None = None,
    category: str = "",
    unit: PartnerUnit | None = None,
    actor_id: int | None = None,
) -> Appointment:
    """Give an office for a place and a time."""
    appointment = Appointment(
        person_id=person.id,
        office=office,
        place_id=place.id,
        since=since,
        until=until,
        category=category,
        unit_id=unit.id if unit else None,
    )
    db.session.add(appointment)
    db.session.flush()
    record(
        action="residents.appointment.made",
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("person", person.id),
        data={"office": office, "place": place.id, "since": since.isoformat()},
    )
    return appointment


def chain_of(place: Place | None) -> int:
    """The place in whose chain an act on somebody of `place` is recorded: the estate; the street for outsiders."""
    if place is not None:
        return place.estate_id or place.id
    root = db.session.scalar(db.select(Place.id).where(Place.parent_id.is_(None)).order_by(Place.id).limit(1))
    return root or 0
