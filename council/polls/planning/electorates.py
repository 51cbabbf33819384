"""Who is on the roll of a poll that no meeting holds, as the roster and the offices have it today."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, or_, select

from council.base import clock
from council.base.db import db
from council.organisation.models import Place
from council.permits.actor import Office
from council.polls.kinds import Electorate
from council.polls.rules import Voter
from council.residents.models import Person
from council.residents.queries import holders
from council.roster.models import Lot, LotKind, Ownership

#: Lots that make an owner: whether parking spaces count too is for local rules to say; here they do not.
COUNTED_LOTS = (LotKind.DWELLING, LotKind.SHOP)


def roll_of(electorate: str, place: Place, excluded: Collection[int] = ()) -> list[Voter]:
    """The roll of an electorate in a place, without those excluded (by person)."""
    voters = _ROLLS[Electorate(electorate)](place)
    return [voter for voter in voters if voter.person_id not in excluded]


def _current(place: Place) -> ColumnElement[bool]:
    return and_(
        Place.path.startswith(place.path),
        Person.adult,
        Person.left_on.is_(None),
        Person.merged_into_id.is_(None),
        Person.residency.not_in(("visitor", "outside")),
    )


def _persons(place: Place) -> list[Voter]:
    query = select(Person.id).join(Place, Place.id == Person.place_id).where(_current(place)).order_by(Person.id)
    return [Voter(person_id, True) for person_id in db.session.scalars(query)]


def _households(place: Place) -> list[Voter]:
    """One vote a household: on the roll stands its representative, else its first adult; any adult of it may cast."""
    query = (
        select(Person.household_id, Person.id)
        .join(Place, Place.id == Person.place_id)
        .where(_current(place), Person.household_id.is_not(None))
        .order_by(Person.household_id, Person.household_rep.desc(), Person.id)
    )
    first: dict[int, int] = {}
    for household_id, person_id in db.session.execute(query):
        first.setdefault(household_id or 0, person_id)
    return [Voter(person_id, True, 1, household_id) for household_id, person_id in first.items()]


def _members(place: Place) -> list[Voter]:
    held = holders([Office.COUNCIL_MEMBER], place_id=place.id)
    return [Voter(person_id, True) for person_id in dict.fromkeys(person.id for person, _office, _seat in held)]


def _representatives(place: Place) -> list[Voter]:
    held = holders([Office.COUNCIL_MEMBER], place_id=place.id)
    people = dict.fromkeys(person.id for person, _office, seat in held if seat == "representative")
    return [Voter(person_id, True) for person_id in people]


def _owners(place: Place) -> list[Voter]:
    """One head an owner with the floor area of all their lots, in cm² (court's interpretation, articles 8 and 9).

    Of the owners of one lot the one named by them votes, else the first on the register; a lot whose area nobody has
    entered weighs nothing and its owner is left out.
    """
    today = clock.today()
    query = (
        select(Lot.id, Lot.door, Lot.area_cm2, Ownership.person_id)
        .join(Ownership, Ownership.lot_id == Lot.id)
        .join(Place, Place.id == Lot.place_id)
        .where(Place.path.startswith(place.path), Lot.area_cm2.is_not(None), Lot.kind.in_(COUNTED_LOTS))
        .where(Ownership.since <= today, or_(Ownership.until.is_(None), Ownership.until > today))
        .order_by(Lot.id, Ownership.votes.desc(), Ownership.id)
    )
    lots: dict[int, list[tuple[str, int]]] = defaultdict(list)
    seen: set[int] = set()
    for lot_id, door, area, person_id in db.session.execute(query):
        if lot_id not in seen:
            seen.add(lot_id)
            lots[person_id].append((door, area or 0))
    return [
        Voter(person_id, True, sum(area for _door, area in owned), None, ", ".join(d for d, _a in owned)[:120])
        for person_id, owned in sorted(lots.items())
    ]


_ROLLS = {
    Electorate.PERSONS: _persons,
    Electorate.HOUSEHOLDS: _households,
    Electorate.MEMBERS: _members,
    Electorate.REPRESENTATIVES: _representatives,
    Electorate.OWNERS: _owners,
}
