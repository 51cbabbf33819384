"""Loading people for an actor."""

from council.base.db import db
from council.base.errors import NotVisible
from council.permits.actor import STAFF, Actor
from council.residents.models import Person


def person_for(actor: Actor, person_id: int) -> Person:
    """A person that `actor` may see the record of: themselves, or somebody in a place they are on duty for.

    Raises:
        NotVisible: unknown or outside the actor's places.
    """
    person = db.session.get(Person, person_id)
    if person is None or not (person.id == actor.person_id or _on_duty_for(actor, person)):
        raise NotVisible
    return person


def _on_duty_for(actor: Actor, person: Person) -> bool:
    return person.place is not None and actor.holds(STAFF, person.place.path)
