"""Writing people; giving offices is in `offices.operations`."""

from council.base.db import db, operation
from council.journal.operations import Ref, record
from council.organisation.models import Place
from council.residents.chains import chain_of as chain_of  # used by higher rooms from here
from council.residents.models import Household, Person, Residency
from council.residents.names import initials_of
from council.residents.offices.operations import appoint as appoint  # offices are given from here, too


@operation
def enrol(
    *,
    key: str,
    name: str,
    place: Place | None,
    door: str = "",
    household: Household | None = None,
    phone: str = "",
    residency: Residency = Residency.REGISTERED,
    adult: bool = True,
    external_id: str | None = None,
    household_rep: bool = False,
    actor_id: int | None = None,
) -> Person:
    """Put a person on the roster; behind `household`'s door, or a new door of `place`."""
    if household is None and place is not None and door:
        household = Household(place_id=place.id, door=door)
        db.session.add(household)
        db.session.flush()
    person = Person(
        key=key,
        name=name,
        phone=phone,
        residency=residency,
        adult=adult,
        external_id=external_id,
        initials=initials_of(name),
        household_rep=household_rep,
        household_id=household.id if household else None,
        place_id=place.id if place else None,
    )
    db.session.add(person)
    db.session.flush()
    record(
        action="residents.person.enrolled",
        place_id=chain_of(place),
        actor_id=actor_id,
        subject=Ref("person", person.id),
        data={"place": person.place_id, "residency": residency},
    )
    return person
