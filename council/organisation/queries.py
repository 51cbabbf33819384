"""Reading places."""

from collections.abc import Sequence

from sqlalchemy import select

from council.base.db import db
from council.organisation.models import Hotline, PartnerUnit, Place, PlaceKind


def place_by_code(code: str) -> Place | None:
    """The place with this code."""
    return db.session.scalar(select(Place).where(Place.code == code))


def places_of_kind(kind: PlaceKind, *, below: str = "/") -> Sequence[Place]:
    """The places of a kind at or below a path, in their order."""
    query = select(Place).where(Place.kind == kind, Place.path.startswith(below))
    return db.session.scalars(query.order_by(Place.position, Place.code)).all()


def pickable_places(estate_path: str) -> Sequence[Place]:
    """Where something can be: the estate itself, then its grids' buildings."""
    kinds = (PlaceKind.ESTATE, PlaceKind.BUILDING)
    query = select(Place).where(Place.kind.in_(kinds), Place.path.startswith(estate_path))
    return db.session.scalars(query.order_by(Place.kind.desc(), Place.position, Place.code)).all()


def hotlines(estate_id: int) -> Sequence[Hotline]:
    """The three numbers of an estate, in their usual order."""
    order = {"service": 0, "request": 1, "oversight": 2}
    found = db.session.scalars(select(Hotline).where(Hotline.place_id == estate_id)).all()
    return sorted(found, key=lambda hotline: order[hotline.kind])


def units(*, below: str = "/") -> Sequence[PartnerUnit]:
    """All partner units of places at or below a path, and of the places above it."""
    query = select(PartnerUnit, Place.path).join(Place, Place.id == PartnerUnit.place_id).order_by(PartnerUnit.name)
    found = db.session.execute(query).all()
    return [unit for unit, path in found if path.startswith(below) or below.startswith(path)]
