"""In which place's journal an act upon a person is written."""

from sqlalchemy import select

from council.base.db import db
from council.organisation.models import Place


def chain_of(place: Place | None) -> int:
    """The estate of a place, the place itself above estates; the street for people who live nowhere here."""
    if place is not None:
        return place.estate_id or place.id
    root = db.session.scalar(select(Place.id).where(Place.parent_id.is_(None)).order_by(Place.id).limit(1))
    return root or 0


def root_path() -> str:
    """The path of the largest place: people who live nowhere here and hold no office are its staff's to look after."""
    query = select(Place.path).where(Place.parent_id.is_(None)).order_by(Place.id).limit(1)
    return db.session.scalar(query) or ""
