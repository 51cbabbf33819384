"""Which procedure holds in a place on a day: its own choice, else that of the nearest place above, else the law.

What has begun goes on as it began: a meeting keeps the version it was called under, an open vote its rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from council.base import clock
from council.base.db import db
from council.charters.models import PlaceProcedure
from council.charters.presets import of_body, procedure
from council.charters.rules import Body, Procedure
from council.organisation.models import Place


@dataclass(frozen=True)
class InForce:
    """A procedure with a place's own numbers in it; `chosen` is None where the preset itself holds."""

    rules: Procedure
    chosen: PlaceProcedure | None = None

    @property
    def chosen_id(self) -> int | None:
        """The version's id, for what keeps it."""
        return self.chosen.id if self.chosen else None


def procedure_for(place: Place, name: str, on: date | None = None) -> InForce:
    """What holds in `place` on a day (today) for a body, a kind of meeting or the code of a preset.

    Raises:
        UnknownProcedure: there is no such body or preset.
    """
    is_body = name in set(Body)
    preset = of_body(Body(name))[0] if is_body else procedure(name)
    wanted = PlaceProcedure.body == name if is_body else PlaceProcedure.preset == name
    chosen = db.session.scalar(_nearest(ids_of(place.path), wanted, on or clock.today()))
    return with_choice(chosen.preset if chosen else preset.code, chosen)


def with_choice(code: str, chosen: PlaceProcedure | None) -> InForce:
    """The preset of this code with the numbers of a version that was kept, if one was.

    Raises:
        UnknownProcedure: there is no such preset.
    """
    preset = procedure(code)
    return InForce(chosen.over(preset), chosen) if chosen else InForce(preset)


def above(place: Place, code: str, on: date) -> Procedure:
    """What holds for a preset above `place`: what the place may tighten and not loosen."""
    wanted = PlaceProcedure.preset == code
    return with_choice(code, db.session.scalar(_nearest(ids_of(place.path)[:-1], wanted, on))).rules


def bodies_of(place: Place | None, on: date) -> list[InForce]:
    """What holds for every body in a place, or by law alone; one query."""
    rows = db.session.scalars(_nearest(ids_of(place.path), None, on).limit(None)).all() if place else []
    nearest: dict[str, PlaceProcedure] = {}
    for row in rows:
        nearest.setdefault(row.body, row)
    found = []
    for body in Body:
        chosen = nearest.get(body)
        found += [with_choice(chosen.preset, chosen)] if chosen else [InForce(preset) for preset in of_body(body)]
    return found


def versions(place: Place, body: str) -> Sequence[PlaceProcedure]:
    """All versions that a place chose for a body, newest first."""
    query = select(PlaceProcedure).where(PlaceProcedure.place_id == place.id, PlaceProcedure.body == body)
    return db.session.scalars(query.order_by(PlaceProcedure.number.desc())).all()


def ids_of(path: str) -> list[int]:
    """The ids in a path, the street first."""
    return [int(part) for part in path.split("/") if part]


def _nearest(ids: Sequence[int], wanted: ColumnElement[bool] | None, on: date) -> Select[PlaceProcedure]:
    query = (
        select(PlaceProcedure)
        .join(Place, Place.id == PlaceProcedure.place_id)
        .where(PlaceProcedure.place_id.in_(ids), PlaceProcedure.valid_from <= on)
        .order_by(func.length(Place.path).desc(), PlaceProcedure.valid_from.desc(), PlaceProcedure.number.desc())
        .limit(1)
    )
    return query if wanted is None else query.where(wanted)
