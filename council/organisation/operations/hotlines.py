"""The three numbers of an estate."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from council.base.db import db, operation
from council.base.errors import Invalid
from council.organisation.models import Hotline, HotlineKind, Place, PlaceKind
from council.organisation.operations.stale import Stale, fresh
from council.organisation.operations.tree import note
from council.organisation.rules import is_phone


class Line(NamedTuple):
    """A number and when somebody answers, in words. An empty number: there is none."""

    phone: str
    hours: str = ""


@operation
def add_hotline(
    *, kind: HotlineKind, phone: str, place: Place, hours: str = "", actor_id: int | None = None
) -> Hotline:
    """Set one of an estate's three numbers."""
    hotline = Hotline(kind=kind, phone=phone, place_id=place.id, hours=hours)
    db.session.add(hotline)
    note(place, "organisation.hotlines.set", actor_id, numbers={kind: phone})
    return hotline


@operation
def set_hotlines(
    *, place: Place, lines: Mapping[HotlineKind, Line], seen: Mapping[str, Line] | None = None, actor_id: int | None
) -> None:
    """Set an estate's three numbers at once. `seen`: the numbers that the form was shown with.

    Raises:
        Invalid: a number cannot be dialled, or the place is no estate. The field is the kind's name.
        Stale: somebody has changed them meanwhile; its `current` are the numbers as they stand.
    """
    if place.kind != PlaceKind.ESTATE:
        raise Invalid(_("Hotlines belong to an estate."))
    for kind, line in lines.items():
        if line.phone and not is_phone(line.phone):
            raise Invalid(
                _("This number cannot be dialled. Write 0700-110-001, a mobile, or a short number."), field=kind
            )
    fresh(Place, place.id, None)
    there = {row.kind: row for row in db.session.scalars(select(Hotline).where(Hotline.place_id == place.id))}
    now = {kind: Line(row.phone, row.hours) for kind, row in there.items()}
    if seen is not None and dict(seen) != now:
        raise Stale(now)
    for kind, line in lines.items():
        _set(place, kind, line, there.get(kind))
    numbers = {kind: line.phone for kind, line in lines.items()}
    note(place, "organisation.hotlines.set", actor_id, numbers=numbers, before={k: v.phone for k, v in now.items()})


def _set(place: Place, kind: HotlineKind, line: Line, row: Hotline | None) -> None:
    if not line.phone:
        if row is not None:
            db.session.delete(row)
    elif row is None:
        db.session.add(Hotline(place_id=place.id, kind=kind, phone=line.phone, hours=line.hours))
    else:
        row.phone, row.hours = line.phone, line.hours
