"""Loading offices for an actor: what they may not see does not exist for them."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from council.base.db import db
from council.base.errors import Forbidden, NotVisible
from council.organisation.models import Place
from council.organisation.queries import place_by_code
from council.permits.actor import STAFF, Actor, Office
from council.permits.permission import allows, demand
from council.residents.models import Appointment, Person
from council.residents.offices.permissions import OfficeAct, Seat
from council.residents.offices.rules import FITS
from council.residents.people.queries import candidates


def place_for(actor: Actor, code: str) -> Place:
    """The place with this code, if `actor` may see its offices; without a code the widest place of theirs.

    Raises:
        NotVisible: unknown, or not theirs.
        Forbidden: no code, and no place is theirs.
    """
    if not code:
        return _own_place(actor)
    place = place_by_code(code)
    if place is None or not allows(actor, OfficeAct.LOOK, place):
        raise NotVisible
    return place


def _own_place(actor: Actor) -> Place:
    path = min((held.path for held in actor.holdings if held.office in STAFF), key=len, default=actor.home)
    place = db.session.scalar(select(Place).where(Place.path == path)) if path else None
    if place is not None and path == actor.home and place.estate_id:
        place = db.session.get_one(Place, place.estate_id)
    if place is None or not allows(actor, OfficeAct.LOOK, place):
        raise Forbidden
    return place


def appointment_for(actor: Actor, appointment_id: int, *, to: OfficeAct = OfficeAct.LOOK) -> Appointment:
    """An appointment that `actor` may see, and do `to` with.

    Raises:
        NotVisible: unknown, or of a place that is not theirs.
        Forbidden: seen, but not allowed.
    """
    held = db.session.get(Appointment, appointment_id)
    if held is None or not allows(actor, OfficeAct.LOOK, held.place):
        raise NotVisible
    demand(actor, to, seat_of(held))
    return held


def seat_of(held: Appointment) -> Seat:
    """The seat that an appointment is for."""
    return Seat(Office(held.office), held.place)


def seat_for(actor: Actor, office: str, code: str) -> Seat | None:
    """The seat that was chosen; None while it is not, or does not fit.

    Raises:
        NotVisible: a place that is not theirs.
        Forbidden: an office that is not theirs to give.
    """
    if office not in FITS or not code:
        return None
    place = place_for(actor, code)
    if place.kind not in FITS[Office(office)]:
        return None
    seat = Seat(Office(office), place)
    demand(actor, OfficeAct.FILL, seat)
    return seat


def offices_to_give(actor: Actor) -> list[Office]:
    """The offices that `actor` may give somewhere."""
    held = db.session.scalars(select(Place).where(Place.path.in_({each.path for each in actor.holdings}))).all()
    return [office for office in Office if any(allows(actor, OfficeAct.FILL, Seat(office, place)) for place in held)]


def places_to_fill(actor: Actor, office: Office) -> Sequence[tuple[Place, str]]:
    """The places for which `actor` may give `office`, with the name of the estate each lies in."""
    estate = aliased(Place)
    paths = {held.path for held in actor.holdings}
    query = (
        select(Place, estate.name)
        .outerjoin(estate, (estate.id == Place.estate_id) & (estate.id != Place.id))
        .where(Place.kind.in_(FITS[office]), or_(*(Place.path.startswith(path) for path in paths)))
        .order_by(Place.code)
    )
    found = db.session.execute(query).all()
    return [(place, name or "") for place, name in found if allows(actor, OfficeAct.FILL, Seat(office, place))]


def candidate_for(seat: Seat, person_id: int | None) -> Person | None:
    """The person who was chosen for a seat; None while nobody is.

    Raises:
        NotVisible: unknown, or nobody who can be chosen there.
    """
    if person_id is None:
        return None
    query = candidates(seat.office, seat.place, "").where(Person.id == person_id)
    person = db.session.scalars(query).unique().one_or_none()
    if person is None:
        raise NotVisible
    return person
