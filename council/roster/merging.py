"""What moves with a person from the rooms below; likely doubles."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from council.base import clock
from council.base.db import db
from council.organisation.models import Place
from council.privacy.models import DeletionRequest
from council.privacy.rules import RequestState
from council.residents.models import Appointment, Household, Person
from council.residents.teams import TeamMember
from council.roster.hooks import moves_with_person
from council.roster.models import Ownership
from council.roster.queries import is_owned_now

#: Pairs that are suggested for each reason.
MOST_PAIRS = 20

#: The fields that are compared side by side; `home` stands for household and place together.
FIELDS = ("name", "phone", "residency", "adult", "home", "household_rep", "external_id", "photo_id")


def columns_of(field: str) -> tuple[str, ...]:
    """The columns of a person that a compared field stands for."""
    return {"home": ("household_id", "place_id"), "name": ("name", "initials")}.get(field, (field,))


def _holds_today() -> ColumnElement[bool]:
    return or_(Appointment.until.is_(None), Appointment.until >= clock.today())


def _is_open() -> ColumnElement[bool]:
    return DeletionRequest.state == RequestState.OPEN


moves_with_person(Appointment.person_id, only=_holds_today)
moves_with_person(
    TeamMember.person_id, only=lambda: TeamMember.until.is_(None), once_per=TeamMember.team_id, ends=TeamMember.until
)
moves_with_person(Ownership.person_id, only=is_owned_now, once_per=Ownership.lot_id, ends=Ownership.until)
moves_with_person(DeletionRequest.person_id, only=_is_open, once_per=DeletionRequest.state)


@dataclass(frozen=True)
class Pair:
    """Two records that may be one person, and why."""

    first: Person
    second: Person
    reason: str


def likely_doubles(paths: Collection[str]) -> list[Pair]:
    """Records at or below `paths` that may be of one person, the surest first; a constant number of queries."""
    one, other = aliased(Person), aliased(Person)
    home, other_home = aliased(Household), aliased(Household)
    at = aliased(Place)
    base = (
        select(one.id, other.id)
        .join(at, at.id == one.place_id)
        .where(or_(*(at.path.startswith(path) for path in paths)))
        .where(one.merged_into_id.is_(None), other.merged_into_id.is_(None), one.id < other.id)
        .where(one.left_on.is_(None), other.left_on.is_(None))
        .order_by(one.id)
        .limit(MOST_PAIRS)
    )
    same_door = (
        base.join(home, home.id == one.household_id)
        .join(other, (other.name == one.name) & (other.place_id == one.place_id))
        .join(other_home, other_home.id == other.household_id)
        .where(home.door == other_home.door)
    )
    same_phone = base.join(other, (other.phone == one.phone) & (one.phone != ""))
    same_number = base.join(other, _bare(other.external_id) == _bare(one.external_id))
    reasons = {"number": same_number, "door": same_door, "phone": same_phone}
    found: dict[tuple[int, int], str] = {}
    for reason, query in reasons.items():
        for first, second in db.session.execute(query):
            found.setdefault((first, second), reason)
    people = _people({key for pair in found for key in pair})
    return [Pair(people[first], people[second], reason) for (first, second), reason in found.items()]


def _bare(number: Any) -> Any:
    """A register number without the marks that people leave out: `QY-00 12` is `QY0012`."""
    return func.upper(func.replace(func.replace(number, "-", ""), " ", ""))


def _people(keys: Collection[int]) -> dict[int, Person]:
    if not keys:
        return {}
    query = select(Person).options(joinedload(Person.place), joinedload(Person.household)).where(Person.id.in_(keys))
    found: Sequence[Person] = db.session.scalars(query).all()
    return {person.id: person for person in found}
