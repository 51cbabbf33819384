"""A place and what is below it: lights and counts."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Subquery, case, func, select
from sqlalchemy.orm import aliased

from council.base import clock
from council.base.db import db
from council.followup.models import Task
from council.home.queries.here import ids_of
from council.home.queries.resident import SETTLED, UNDONE
from council.issues.models import Issue
from council.meetings.models import Meeting, MeetingState
from council.organisation.models import Place, PlaceKind
from council.permits.actor import Office
from council.residents.models import Appointment, Household, Person
from council.residents.queries import holds_on, is_in_use

#: An issue or task that falls due within this time shows the triangle.
SOON = timedelta(days=1)


_NUMBERED = re.compile(r"\D*\d+\D*?\s+(.+)$")


@dataclass(frozen=True)
class Tile:
    """A place among its siblings: how many issues are open, how many late, how many fall due soon."""

    id: int
    code: str
    name: str
    kind: str
    position: int
    path: str
    active: int
    late: int
    soon: int

    @property
    def short(self) -> str:
        """The name without the number that stands beside it: `Grid 01 Guiyuli` reads “Guiyuli”."""
        numbered = _NUMBERED.match(self.name)
        return numbered.group(1) if numbered else self.name

    @property
    def light(self) -> str:
        """`late`, `soon` or `ok`."""
        return "late" if self.late else "soon" if self.soon else "ok"


def tiles(below: str, kind: PlaceKind) -> Sequence[Tile]:
    """All places of a kind below a path with the issues in each, in one query."""
    spot, active = aliased(Place), _active(below)
    columns = (spot.id, spot.code, spot.name, spot.kind, spot.position, spot.path)
    counted = func.count(active.c.id)
    query = (
        select(*columns, counted, counted.filter(active.c.late), counted.filter(active.c.soon))
        .outerjoin(active, active.c.path.startswith(spot.path))
        .where(spot.kind == kind, spot.path.startswith(below), spot.path != below)
        .group_by(*columns)
        .order_by(spot.position, spot.code)
    )
    return [Tile(*row) for row in db.session.execute(query)]


def _active(below: str) -> Subquery:
    """(id, path, late, soon) of the issues at or below a path that are not settled.

    While an issue is being done its first task says when it is due; before that, its next answer does. Late begins
    with the day after.
    """
    inside, today = aliased(Place), clock.today()
    midnight = clock.from_local(datetime.combine(today, time()))
    first_due = (
        select(func.min(Task.due_on))
        .where(Task.issue_id == Issue.id, Task.state.in_(UNDONE))
        .correlate(Issue)
        .scalar_subquery()
    )
    has_task = first_due.is_not(None)
    return (
        select(
            Issue.id,
            inside.path.label("path"),
            case((has_task, first_due < today), else_=Issue.due_at < midnight).label("late"),
            case((has_task, first_due <= today + SOON), else_=Issue.due_at < midnight + 2 * SOON).label("soon"),
        )
        .join(inside, inside.id == Issue.place_id)
        .where(Issue.state.not_in(SETTLED), inside.path.startswith(below))
        .subquery()
    )


def place_at(path: str) -> Place | None:
    """The place at a path."""
    return db.session.scalar(select(Place).where(Place.path == path))


def ways_up(path: str) -> Sequence[Place]:
    """The places above the one at `path`, from the street down."""
    above = ids_of(path)[:-1]
    return db.session.scalars(select(Place).where(Place.id.in_(above)).order_by(Place.path)).all() if above else []


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


def officers(path: str, offices: Collection[Office] = SHOWN, *, limit: int = 60) -> Sequence[OfficerRow]:
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


def sessions_now(below: str) -> Sequence[tuple[str, str, int]]:
    """(path of the place, kind of meeting, id) of the meetings that are on now at or below a path."""
    query = (
        select(Place.path, Meeting.kind, Meeting.id)
        .join(Place, Place.id == Meeting.place_id)
        .where(Meeting.state == MeetingState.IN_SESSION, Place.path.startswith(below))
        .order_by(Meeting.id)
    )
    return [(path, kind, key) for path, kind, key in db.session.execute(query)]


def households(path: str) -> tuple[int, int]:
    """How many households and people live at or below a path."""
    homes = (
        select(func.count())
        .select_from(Household)
        .join(Place, Place.id == Household.place_id)
        .where(Place.path.startswith(path))
        .scalar_subquery()
    )
    people = (
        select(func.count())
        .select_from(Person)
        .join(Place, Place.id == Person.place_id)
        .where(Place.path.startswith(path), is_in_use())
        .scalar_subquery()
    )
    row = db.session.execute(select(homes, people)).one()
    return row[0], row[1]
