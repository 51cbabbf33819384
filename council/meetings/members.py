"""Who is called to a meeting by name, and who may sit in for whom."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from council.base.db import db
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import Attendance, Meeting, Member
from council.organisation.models import Place
from council.permits.actor import Office
from council.polls.kinds import Electorate
from council.polls.planning.electorates import roll_of
from council.residents.models import Person
from council.residents.queries import holders


class Called(NamedTuple):
    """What somebody is called as, and the votes they have; `label` says what the weight is made of."""

    category: str
    weight: int = 1
    label: str = ""


#: Whose seats come from the register of the place, not from an office: electorate → category.
_BY_REGISTER = {Electorate.HOUSEHOLDS: "household", Electorate.OWNERS: "owner"}


def called_by(kind: str, place: Place) -> Mapping[int, Called]:
    """Whom a meeting of this kind calls in `place` today, by person; nobody where anyone may come.

    An owner is called once for all their lots, with their floor area; of the owners of one lot the one they named.
    """
    electorate = BLUEPRINTS[kind].electorate
    if electorate is None:
        return {}
    if electorate in _BY_REGISTER:
        category = _BY_REGISTER[electorate]
        return {each.person_id: Called(category, each.weight, each.label) for each in roll_of(electorate, place)}
    seats = holders([Office.COUNCIL_MEMBER], place_id=place.id)
    wanted = {voter.person_id for voter in roll_of(electorate, place)}
    return {person.id: Called(category) for person, _office, category in seats if person.id in wanted}


def seat_for(meeting: Meeting, person_id: int) -> Member | None:
    """The seat that `person_id` takes: their own, or that of their household while nobody of it is there.

    One of each household takes part in a residents' meeting (Organic Law of Urban Residents' Committees, art. 26);
    which of its adults comes is for the household to say.
    """
    own = db.session.scalar(select(Member).where(Member.meeting_id == meeting.id, Member.person_id == person_id))
    if own is not None or BLUEPRINTS[meeting.kind].electorate is not Electorate.HOUSEHOLDS:
        return own
    came = exists().where(Attendance.meeting_id == meeting.id, Attendance.person_id == Member.person_id)
    other = aliased(Person)
    query = (
        select(Member)
        .join(Person, Person.id == Member.person_id)
        .join(other, other.household_id == Person.household_id)
        .where(Member.meeting_id == meeting.id, other.id == person_id, other.adult, ~came)
    )
    return db.session.scalar(query)
