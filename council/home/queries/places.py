"""Who is on duty for a place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import select

from council.base import clock
from council.base.db import db
from council.organisation.models import Place, PlaceKind
from council.permits.actor import Office
from council.residents.models import Appointment, Person
from council.residents.queries import holds_on, is_in_use


def place_at(path: str) -> Place | None:
    """The place at a path."""
    return db.session.scalar(select(Place).where(Place.path == path))


@dataclass(frozen=True)
class OfficerRow:
    """Who holds an office for a place."""

    office: str
    name: str
    place: str


#: Offices that hang on the board by name, in this order.
SHOWN = (
    Office.ESTATE_HEAD,
    Office.GRID_OFFICER,
    Office.BUILDING_HEAD,
    Office.HUB_HOUSEHOLD_HEAD,
    Office.PATROL_LEADER,
    Office.SAFETY_OFFICER,
    Office.LEGAL_OFFICER,
    Office.MEDIATOR,
    Office.RECORDER,
    Office.SUPERVISOR,
)


#: Whom the notice board of an estate names; heads of single buildings stand on the place's own page.
ON_THE_BOARD = (
    Office.ESTATE_HEAD,
    Office.GRID_OFFICER,
    Office.PATROL_LEADER,
    Office.MEDIATOR,
    Office.LEGAL_OFFICER,
    Office.SAFETY_OFFICER,
    Office.RECORDER,
)


#: A community names whoever answers for an estate or a grid; the others stand on the pages of these.
SHOWN_FOR = {PlaceKind.COMMUNITY: (Office.ESTATE_HEAD, Office.GRID_OFFICER, Office.SUPERVISOR)}


def officers(path: str, offices: Collection[Office] = SHOWN, *, limit: int = 400) -> Sequence[OfficerRow]:
    """Who is on duty for the place at `path`: its own officers and those of the places below it."""
    query = (
        select(Appointment.office, Person.name, Place.name)
        .join(Person, Person.id == Appointment.person_id)
        .join(Place, Place.id == Appointment.place_id)
        .where(Place.path.startswith(path), Appointment.office.in_(offices), holds_on(clock.today()), is_in_use())
        .order_by(Place.position, Place.code, Appointment.id)
        .limit(limit)
    )
    rows = [OfficerRow(*row) for row in db.session.execute(query)]
    return sorted(rows, key=lambda row: SHOWN.index(Office(row.office)))


def by_office(rows: Sequence[OfficerRow]) -> list[tuple[str, list[OfficerRow]]]:
    """(office, who holds it) in the order of `rows`, so that many of one kind can be folded."""
    return [(office, list(held)) for office, held in groupby(rows, key=attrgetter("office"))]
