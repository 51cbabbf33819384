"""Building the tree."""

from council.base.db import db, operation
from council.organisation.models import Hotline, HotlineKind, PartnerUnit, Place, PlaceKind


@operation
def add_place(*, kind: PlaceKind, code: str, name: str, parent: Place | None = None, position: int = 0) -> Place:
    """Add a place below `parent` (none for a street)."""
    place = Place(kind=kind, code=code, name=name, parent_id=parent.id if parent else None, path="", position=position)
    db.session.add(place)
    db.session.flush()
    place.path = f"{parent.path if parent else '/'}{place.id}/"
    if kind is PlaceKind.ESTATE:
        place.estate_id = place.id
    elif parent is not None:
        place.estate_id = parent.estate_id
    db.session.flush()
    return place


@operation
def add_unit(*, code: str, name: str, phone: str, place: Place) -> PartnerUnit:
    """Add a partner unit that works for `place`."""
    unit = PartnerUnit(code=code, name=name, phone=phone, place_id=place.id)
    db.session.add(unit)
    db.session.flush()
    return unit


@operation
def add_hotline(*, kind: HotlineKind, phone: str, place: Place) -> Hotline:
    """Set one of an estate's three numbers."""
    hotline = Hotline(kind=kind, phone=phone, place_id=place.id)
    db.session.add(hotline)
    db.session.flush()
    return hotline
