"""Reading the calendar."""

from collections.abc import Sequence
from types import MappingProxyType

from flask import g, has_request_context
from sqlalchemy import select

from council.base.db import db
from council.calendar.models import OwnDay
from council.calendar.rules import Calendar


def calendar() -> Calendar:
    """The calendar that counts here; read once a request."""
    if has_request_context() and (known := g.get("calendar")) is not None:
        return known  # type: ignore[no-any-return]
    made = Calendar(MappingProxyType({row.day: row.worked for row in db.session.scalars(select(OwnDay))}))
    if has_request_context():
        g.calendar = made
    return made


def own_days(year: int) -> Sequence[OwnDay]:
    """The own days of a year, earliest first."""
    query = select(OwnDay).order_by(OwnDay.day)
    return [row for row in db.session.scalars(query) if row.day.year == year]
