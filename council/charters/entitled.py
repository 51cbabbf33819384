"""How many people a body has in a place, for examples with real numbers."""

from sqlalchemy import func, select

from council.base.db import db
from council.charters.rules import Body, Procedure
from council.organisation.models import Place
from council.permits.actor import Office
from council.residents.models import Household, Person
from council.residents.queries import holders


def entitled(rules: Procedure, place: Place) -> int:
    """The members of a council, the adults or the households of a place; 0 where the roster does not say."""
    if rules.kind is Body.WEEKEND_COUNCIL:
        return len(holders([Office.COUNCIL_MEMBER], place_id=place.id))
    if rules.kind is not Body.RESIDENTS_MEETING:
        return 0
    if rules.code.endswith("_households"):
        query = select(func.count()).select_from(Household).join(Place, Place.id == Household.place_id)
        return db.session.scalar(query.where(Place.path.startswith(place.path))) or 0
    people = select(func.count()).select_from(Person).join(Place, Place.id == Person.place_id)
    people = people.where(Place.path.startswith(place.path), Person.adult)
    return db.session.scalar(people.where(Person.left_on.is_(None), Person.merged_into_id.is_(None))) or 0
