"""Reading places and what belongs to them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from council.base.db import db
from council.organisation.models import (
    ChangeKind,
    Hotline,
    PartnerContact,
    PartnerUnit,
    Place,
    PlaceChange,
    PlaceKind,
    Venue,
)
from council.organisation.rules import ids_of
from council.permits.actor import STAFF, Actor


def place_by_code(code: str) -> Place | None:
    """The place with this code, closed ones too."""
    return db.session.scalar(select(Place).where(Place.code == code))


def places_of_kind(kind: PlaceKind, *, below: str = "/") -> Sequence[Place]:
    """The places of a kind at or below a path that are in use, in their order."""
    query = select(Place).where(Place.kind == kind, Place.path.startswith(below), Place.closed_on.is_(None))
    return db.session.scalars(query.order_by(Place.position, Place.code)).all()


def pickable_places(estate_path: str) -> Sequence[Place]:
    """Where something can be: the estate itself, then its grids' buildings."""
    kinds = (PlaceKind.ESTATE, PlaceKind.BUILDING)
    query = select(Place).where(Place.kind.in_(kinds), Place.path.startswith(estate_path), Place.closed_on.is_(None))
    return db.session.scalars(query.order_by(Place.kind.desc(), Place.position, Place.code)).all()


def places_below(path: str) -> Sequence[Place]:
    """The place at `path` and all below it, each after the one it lies in, in the order of their numbers."""
    found = db.session.scalars(select(Place).where(Place.path.startswith(path))).all()
    order = {place.id: (place.position, place.code) for place in found}
    return sorted(found, key=lambda place: [order[step] for step in ids_of(place.path) if step in order])


def in_order(places: Iterable[Place]) -> list[Place]:
    """Places that lie side by side, by their numbers."""
    return sorted(places, key=lambda place: (place.position, place.code))


def ways_up(path: str) -> Sequence[Place]:
    """The places above the one at `path`, from the street down."""
    above = ids_of(path)[:-1]
    return db.session.scalars(select(Place).where(Place.id.in_(above)).order_by(Place.path)).all() if above else []


def places_at(paths: Collection[str]) -> Sequence[Place]:
    """The places at these paths, the largest first."""
    found = db.session.scalars(select(Place).where(Place.path.in_(paths))).all()
    return sorted(found, key=lambda place: (len(ids_of(place.path)), place.position, place.code))


def changes_of(place: Place) -> Sequence[PlaceChange]:
    """What has happened to a place, the newest first."""
    query = select(PlaceChange).where(PlaceChange.place_id == place.id)
    return db.session.scalars(query.order_by(PlaceChange.at.desc(), PlaceChange.id.desc())).all()


def name_at(place_id: Any, moment: Any) -> ColumnElement[str | None]:
    """A column: the name that the place had at `moment` if it was renamed since, else NULL. Both may be columns."""
    return (
        select(PlaceChange.before)
        .where(PlaceChange.place_id == place_id, PlaceChange.kind == ChangeKind.RENAMED, PlaceChange.at > moment)
        .order_by(PlaceChange.at, PlaceChange.id)
        .limit(1)
        .scalar_subquery()
    )


def name_then(moment: Any) -> ColumnElement[str]:
    """A column beside `Place`: what the place was called at `moment`; its name today where that is NULL."""
    return func.coalesce(name_at(Place.id, moment), Place.name)


def name_on(place: Place, moment: datetime | None) -> str:
    """What a place was called at a moment; its name today where that is None."""
    if moment is None:
        return place.name
    return db.session.scalar(select(name_at(place.id, moment))) or place.name


def hotlines(estate_id: int) -> Sequence[Hotline]:
    """The three numbers of an estate, in their usual order."""
    order = {"service": 0, "request": 1, "oversight": 2}
    found = db.session.scalars(select(Hotline).where(Hotline.place_id == estate_id)).all()
    return sorted(found, key=lambda hotline: order[hotline.kind])


def units(*, below: str = "/") -> Sequence[PartnerUnit]:
    """The partner units at work of places at or below a path, and of the places above it."""
    query = select(PartnerUnit, Place.path).join(Place, Place.id == PartnerUnit.place_id)
    found = db.session.execute(query.where(PartnerUnit.closed_on.is_(None)).order_by(PartnerUnit.name)).all()
    return [unit for unit, path in found if path.startswith(below) or below.startswith(path)]


def units_listed(paths: Collection[str], text: str = "") -> Any:
    """The query of the units of places at or below `paths`, with their contacts; `text` is part of a name or number."""
    query = select(PartnerUnit).join(Place, Place.id == PartnerUnit.place_id).where(_below(paths))
    query = query.options(selectinload(PartnerUnit.contacts), selectinload(PartnerUnit.place))
    if text:
        whose = select(PartnerContact.unit_id).where(PartnerContact.name.contains(text, autoescape=True))
        named = (column.icontains(text, autoescape=True) for column in (PartnerUnit.name, PartnerUnit.phone))
        query = query.where(or_(*named, PartnerUnit.id.in_(whose)))
    return query.order_by(PartnerUnit.closed_on.is_not(None), PartnerUnit.name, PartnerUnit.id)


def venues_listed(paths: Collection[str], text: str = "") -> Any:
    """The query of the venues of places at or below `paths`; `text` is part of a name or address."""
    query = select(Venue).join(Place, Place.id == Venue.place_id).where(_below(paths))
    query = query.options(selectinload(Venue.place))
    if text:
        query = query.where(or_(Venue.name.icontains(text, autoescape=True), Venue.address.icontains(text)))
    return query.order_by(Venue.closed_on.is_not(None), Place.path, Venue.name, Venue.id)


def venues_for(path: str) -> Sequence[Venue]:
    """The venues in use that people of the place at `path` meet in: its own, those below it and those above it."""
    query = select(Venue).join(Place, Place.id == Venue.place_id).where(Venue.closed_on.is_(None))
    near = or_(Place.path.startswith(path), Place.id.in_(ids_of(path)))
    return db.session.scalars(query.where(near).order_by(func.length(Place.path).desc(), Venue.name)).all()


def venue_names(paths: Collection[str]) -> list[str]:
    """The names of the venues in use near some places, each once: to suggest where to meet."""
    above = {step for path in paths for step in ids_of(path)}
    query = select(Venue.name).join(Place, Place.id == Venue.place_id).where(Venue.closed_on.is_(None))
    found = db.session.scalars(query.where(or_(Place.id.in_(above), _below(paths))).order_by(Venue.name))
    return list(dict.fromkeys(found))


def _below(paths: Collection[str]) -> ColumnElement[bool]:
    return or_(*(Place.path.startswith(path) for path in paths))


def hotlines_of(estate_ids: Collection[int]) -> dict[int, dict[str, Hotline]]:
    """estate id → kind → number, for several estates in one query."""
    found: dict[int, dict[str, Hotline]] = {}
    for row in db.session.scalars(select(Hotline).where(Hotline.place_id.in_(estate_ids))):
        found.setdefault(row.place_id, {})[row.kind] = row
    return found


def estates_seen_by(actor: Actor) -> Sequence[Place]:
    """The estates whose things `actor` may list and find: where they live, and those their desk work reaches."""
    ways: list[Any] = [Place.id.in_(ids_of(actor.home))]
    for holding in actor.holdings:
        if holding.office in STAFF:
            ways += [Place.path.startswith(holding.path), Place.id.in_(ids_of(holding.path))]
    query = select(Place).where(Place.kind == PlaceKind.ESTATE, or_(*ways))
    return db.session.scalars(query.order_by(Place.position, Place.code)).all()
