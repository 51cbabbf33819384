"""Reading imports, lots with their owners, and merges."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from council.base import clock
from council.base.db import db
from council.organisation.models import Place
from council.residents.models import Household, Person
from council.roster.models import Lot, Ownership, PersonMerge, RosterImport, RosterLine
from council.roster.rules import door_of


def imports_of(paths: Collection[str]) -> Select[RosterImport]:
    """The imports into places at or below `paths`, newest first."""
    return (
        select(RosterImport)
        .join(Place, Place.id == RosterImport.place_id)
        .options(joinedload(RosterImport.place), joinedload(RosterImport.uploader))
        .where(or_(*(Place.path.startswith(path) for path in paths)))
        .order_by(RosterImport.id.desc())
    )


def lines_of(import_id: int, verdict: str) -> Select[RosterLine]:
    """The lines of an import with a verdict, in the order of the file; all where `verdict` is empty."""
    query = select(RosterLine).where(RosterLine.import_id == import_id).order_by(RosterLine.row)
    return query.where(RosterLine.verdict == verdict) if verdict else query


def is_owned_now() -> ColumnElement[bool]:
    """Whether an ownership holds today."""
    return or_(Ownership.until.is_(None), Ownership.until > clock.today())


def lots_below(path: str, text: str = "") -> Select[Lot]:
    """The lots at or below a path with their owners; `text` is part of a door, or of an owner's or a place's name."""
    query = (
        select(Lot)
        .join(Place, Place.id == Lot.place_id)
        .options(joinedload(Lot.place), selectinload(Lot.ownerships).joinedload(Ownership.person))
        .where(Place.path.startswith(path))
        .order_by(Place.position, Place.code, func.length(Lot.door), Lot.door, Lot.kind)
    )
    for word in text.split()[:4]:
        owners = select(Ownership.lot_id).join(Person, Person.id == Ownership.person_id)
        named = owners.where(Person.name.contains(word, autoescape=True), is_owned_now())
        at = Place.name.contains(word, autoescape=True)
        query = query.where(or_(Lot.door.startswith(door_of(word), autoescape=True), at, Lot.id.in_(named)))
    return query


@dataclass(frozen=True)
class OwnersFigures:
    """The owners of a place, as votes of owners count them."""

    #: each person once, however many lots they own
    heads: int
    #: exact sum of the floor areas of owned lots, in square centimetres
    area_cm2: int
    lots: int
    #: lots that nobody is known to own, and lots whose area nobody has entered
    without_owner: int
    without_area: int


def owners_figures(path: str) -> OwnersFigures:
    """The figures of the lots at or below `path`, in two queries."""
    owned = select(Ownership.lot_id).where(is_owned_now())
    lots = select(
        func.count(),
        func.count().filter(Lot.id.not_in(owned)),
        func.count().filter(Lot.area_cm2.is_(None)),
        func.coalesce(func.sum(Lot.area_cm2).filter(Lot.id.in_(owned)), 0),
    ).join(Place, Place.id == Lot.place_id)
    count, unowned, unmeasured, area = db.session.execute(lots.where(Place.path.startswith(path))).one()
    heads = (
        select(func.count(Ownership.person_id.distinct()))
        .join(Lot, Lot.id == Ownership.lot_id)
        .join(Place, Place.id == Lot.place_id)
        .where(Place.path.startswith(path), is_owned_now())
    )
    return OwnersFigures(db.session.scalar(heads) or 0, int(area or 0), count, unowned, unmeasured)


@dataclass
class Owner:
    """An owner as a roll of owners has them: once, with everything they vote for."""

    person_id: int
    #: lots they vote for: their own, and those where the co-owners named them
    votes_for: list[int] = field(default_factory=list)
    area_cm2: int = 0


def owners_of(path: str) -> Sequence[Owner]:
    """Who owns what at or below `path`: each person once, with the exact area they vote for.

    A lot of several owners counts for the one they named; while nobody is named, for none of them.
    """
    query = (
        select(Ownership.lot_id, Ownership.person_id, Ownership.votes, Lot.area_cm2)
        .join(Lot, Lot.id == Ownership.lot_id)
        .join(Place, Place.id == Lot.place_id)
        .where(Place.path.startswith(path), is_owned_now())
        .order_by(Ownership.id)
    )
    shares: dict[int, list[tuple[int, bool, int]]] = defaultdict(list)
    for lot_id, person_id, votes, area in db.session.execute(query):
        shares[lot_id].append((person_id, votes, area or 0))
    owners: dict[int, Owner] = {}
    for lot_id, held in shares.items():
        alone = len({person_id for person_id, _votes, _area in held}) == 1
        for person_id, votes, area in held:
            owner = owners.setdefault(person_id, Owner(person_id))
            if alone or votes:
                owner.votes_for.append(lot_id)
                owner.area_cm2 += area
    return list(owners.values())


def households_behind(lots: Collection[Lot]) -> dict[tuple[int, str], list[Person]]:
    """(place, door) → who lives behind the doors of these lots, in one query."""
    places = {lot.place_id for lot in lots}
    doors = {(lot.place_id, door_of(lot.door)) for lot in lots}
    query = (
        select(Person, Household.place_id, Household.door)
        .join(Household, Household.id == Person.household_id)
        .where(Household.place_id.in_(places), Household.door.in_({lot.door for lot in lots}))
        .where(Person.merged_into_id.is_(None), Person.left_on.is_(None))
        .order_by(Person.id)
    )
    found: dict[tuple[int, str], list[Person]] = defaultdict(list)
    for person, place_id, door in db.session.execute(query):
        if (place_id, door_of(door)) in doors:
            found[place_id, door_of(door)].append(person)
    return found


def merges_of(paths: Collection[str]) -> Select[PersonMerge]:
    """The merges of people who live at or below `paths`, newest first."""
    kept = aliased(Person)
    return (
        select(PersonMerge)
        .join(kept, kept.id == PersonMerge.kept_id)
        .join(Place, Place.id == kept.place_id)
        .options(joinedload(PersonMerge.kept), joinedload(PersonMerge.gone), joinedload(PersonMerge.by))
        .where(or_(*(Place.path.startswith(path) for path in paths)))
        .order_by(PersonMerge.id.desc())
    )
