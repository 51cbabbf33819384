"""What the administrator's tree shows: places with how many people and doors are there and below, in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from council.base.db import db
from council.organisation.models import Place
from council.organisation.queries import places_below
from council.organisation.rules import ids_of
from council.residents.models import Household, Person


@dataclass
class Branch:
    """A place of the tree with what lies in it. `open`: unfolded; `hit`: what was searched for."""

    place: Place
    people: int = 0
    households: int = 0
    below: list["Branch"] = field(default_factory=list)
    open: bool = False
    hit: bool = False


def tree(path: str, text: str = "") -> Branch:
    """The place at `path` with all below it, in three queries; unfolded where `text` is part of a name or a code."""
    places = places_below(path)
    branches = {place.id: Branch(place) for place in places}
    root = branches[ids_of(path)[-1]]
    for place in places:
        if place.parent_id in branches and place.id != root.place.id:
            branches[place.parent_id].below.append(branches[place.id])
    _count(branches, places)
    root.open = True
    for place in places if text else ():
        if text.casefold() in place.name.casefold() or text.casefold() in place.code.casefold():
            branches[place.id].hit = True
            for step in ids_of(place.path)[:-1]:
                if step in branches:
                    branches[step].open = True
    return root


def _count(branches: dict[int, Branch], places: Sequence[Place]) -> None:
    """Add up the tree in Python what the database counts by place."""
    paths = {place.id: ids_of(place.path) for place in places}
    inside = select(Place.id).where(Place.path.startswith(places[0].path))
    people = select(Person.place_id, func.count()).where(Person.left_on.is_(None), Person.merged_into_id.is_(None))
    doors = select(Household.place_id, func.count()).where(Household.place_id.in_(inside))
    people = people.where(Person.place_id.in_(inside)).group_by(Person.place_id)
    for name, query in (("people", people), ("households", doors.group_by(Household.place_id))):
        for place_id, count in db.session.execute(query):
            for step in paths[int(place_id or 0)]:
                if step in branches:
                    setattr(branches[step], name, getattr(branches[step], name) + count)
