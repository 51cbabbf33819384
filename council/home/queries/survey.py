"""Everything the pages of places count, read once and added up the tree in Python.

The database groups by place, on indexed columns; ids in a path say which larger places a row counts for. So a street of
37 grids and 20,000 people takes the same eleven short queries as a single building, and no join over paths.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from council.base import clock
from council.base.db import db
from council.home.rules import Light, light_of, short_name
from council.issues.lists import OPEN
from council.issues.models import Issue
from council.meetings.models import Meeting, MeetingState
from council.organisation.hooks import FOUR, complete_places
from council.organisation.models import Place, PlaceKind
from council.organisation.rules import ids_of
from council.permits.actor import Office
from council.residents.models import Appointment, Household, Person
from council.residents.teams import Team

#: The seven offices that every grid should have filled (四长三员).
SEVEN = (
    Office.ESTATE_HEAD,
    Office.HUB_HOUSEHOLD_HEAD,
    Office.BUILDING_HEAD,
    Office.PATROL_LEADER,
    Office.SAFETY_OFFICER,
    Office.LEGAL_OFFICER,
    Office.MEDIATOR,
)


@dataclass
class Tile:
    """A place among its siblings, with what was counted in it and below."""

    id: int
    code: str
    name: str
    kind: str
    position: int
    path: str
    #: the ids in its path
    steps: tuple[int, ...] = ()
    people: int = 0
    households: int = 0
    teams: int = 0
    active: int = 0
    late: int = 0
    soon: int = 0
    live: bool = False
    #: which of the seven offices somebody holds for it, for a part of it, or for its whole estate
    offices: set[str] = field(default_factory=set)
    #: which of “1+1+1+1” it has, itself or by its estate
    has: set[str] = field(default_factory=set)

    @property
    def short(self) -> str:
        """The name without the number that stands beside it."""
        return short_name(self.name)

    @property
    def light(self) -> Light:
        """`late`, `soon` or `ok`."""
        return light_of(self.late, self.soon)

    @property
    def four(self) -> list[tuple[str, bool]]:
        """The four of “1+1+1+1”, each with whether it is there."""
        return [(kind, kind in self.has) for kind in FOUR]

    @property
    def complete(self) -> bool:
        """Whether all four are there."""
        return len(self.has) == len(FOUR)


class Survey:
    """The place at a path and all below it that are in use, counted. Built with eleven queries."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.here = ids_of(path)[-1]
        self.sessions = _sessions(path)
        self._tiles = _tiles(path)
        self._parts: dict[int, list[Tile]] = {}
        for tile in self._tiles.values():
            tile.steps = ids_of(tile.path)
            for step in tile.steps:
                self._parts.setdefault(step, []).append(tile)
        self._inside = select(Place.id).where(Place.path.startswith(path))
        self._estates = ids_of(path)
        self._count()

    @property
    def own(self) -> Tile:
        """The place itself."""
        return self._tiles[self.here]

    def tiles(self, kind: PlaceKind) -> list[Tile]:
        """The places of a kind below it, in their order."""
        found = [tile for tile in self._tiles.values() if tile.kind == kind and tile.id != self.here]
        return sorted(found, key=lambda tile: (tile.position, tile.code))

    def _count(self) -> None:
        self._add("people", _by_place(Person, self._inside).where(Person.left_on.is_(None), _unmerged()))
        self._add("households", _by_place(Household, self._inside))
        self._add("teams", _by_place(Team, self._inside).where(Team.ended_on.is_(None)))
        for place_id, active, late, soon in _issues(self._inside):
            for tile in self._holding(place_id):
                tile.active += active
                tile.late += late
                tile.soon += soon
        self._offices()
        self._complete()
        for path, _kind, _id in self.sessions:
            for tile in self._tiles.values():
                tile.live = tile.live or tile.path.startswith(path) or path.startswith(tile.path)

    def _add(self, name: str, query: Select[Any]) -> None:
        for place_id, count in db.session.execute(query):
            for tile in self._holding(place_id):
                setattr(tile, name, getattr(tile, name) + count)

    def _holding(self, place_id: int) -> Iterable[Tile]:
        """The tiles that a place counts for: its own and those above it."""
        tile = self._tiles.get(place_id)
        return [self._tiles[step] for step in tile.steps if step in self._tiles] if tile else []

    def _offices(self) -> None:
        today = clock.today()
        near = or_(Appointment.place_id.in_(self._inside), Appointment.place_id.in_(self._estates))
        query = (
            select(Appointment.place_id, Appointment.office, Place.kind)
            .join(Place, Place.id == Appointment.place_id)
            .where(near, Appointment.office.in_(SEVEN), Appointment.since <= today)
            .where(or_(Appointment.until.is_(None), Appointment.until >= today))
            .distinct()
        )
        for place_id, office, kind in db.session.execute(query):
            shared = self._parts.get(place_id, ()) if kind == PlaceKind.ESTATE else ()
            for tile in (*self._holding(place_id), *shared):
                tile.offices.add(office)

    def _complete(self) -> None:
        """Teams are a place's own; a charter or compact of an estate is its grids' as well."""
        for kind, places in complete_places().items():
            for place_id in places:
                tile = self._tiles.get(place_id)
                for each in self._parts.get(place_id, ()) if kind in ("charter", "compact") else (tile,):
                    if each is not None:
                        each.has.add(kind)


def _tiles(path: str) -> dict[int, Tile]:
    columns = (Place.id, Place.code, Place.name, Place.kind, Place.position, Place.path)
    query = select(*columns).where(Place.path.startswith(path), or_(Place.closed_on.is_(None), Place.path == path))
    return {row[0]: Tile(*row) for row in db.session.execute(query)}


def _by_place(model: Any, inside: Select[Any]) -> Select[Any]:
    return select(model.place_id, func.count()).where(model.place_id.in_(inside)).group_by(model.place_id)


def _unmerged() -> Any:
    return Person.merged_into_id.is_(None)


def _issues(inside: Select[Any]) -> Sequence[Any]:
    """(place id, active, late, soon): a place's issues that are open, how many of them are late or near their end."""
    now = clock.now()
    late = case((Issue.due_at < now, 1), else_=0)
    soon = case((and_(Issue.due_at >= now, Issue.warn_at <= now), 1), else_=0)
    query = (
        select(Issue.place_id, func.count(), func.sum(late), func.sum(soon))
        .where(Issue.due_at.is_not(None), Issue.state.in_(OPEN), Issue.place_id.in_(inside))
        .group_by(Issue.place_id)
    )
    return db.session.execute(query).all()


def _sessions(below: str) -> list[tuple[str, str, int]]:
    """(path of the place, kind of meeting, id) of the meetings that are on now at or below a path."""
    query = (
        select(Place.path, Meeting.kind, Meeting.id)
        .join(Place, Place.id == Meeting.place_id)
        .where(Meeting.state == MeetingState.IN_SESSION, Place.path.startswith(below))
        .order_by(Meeting.id)
    )
    return [(path, kind, key) for path, kind, key in db.session.execute(query)]
