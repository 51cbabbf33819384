"""Offices that a meeting gave name the resolution they came from."""

from collections.abc import Collection, Mapping

from flask import url_for
from sqlalchemy import select

from council.base.db import db
from council.meetings.models import Resolution
from council.organisation.models import Place
from council.residents.offices.hooks import Named, Source, sources
from council.residents.offices.rules import same_line


def find(number: str, place: Place) -> int | None:
    """The resolution with this number, if it was decided for the place, above it or below it."""
    found = db.session.scalar(select(Resolution).where(Resolution.number == number))
    return found.id if found is not None and same_line(found.place.path, place.path) else None


def name(ids: Collection[int]) -> Mapping[int, Named]:
    """Numbers and addresses of resolutions, in one query."""
    rows = db.session.execute(select(Resolution.id, Resolution.number).where(Resolution.id.in_(ids)))
    return {key: Named(number, url_for("meetings.resolution", resolution_id=key)) for key, number in rows}


sources["resolution"] = Source(find=find, name=name)
