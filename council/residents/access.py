"""Loading people for an actor."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.base.db import db
from council.base.errors import Forbidden, NotVisible
from council.permits.actor import STAFF, Actor, Holding
from council.residents.models import Person
from council.residents.permissions import LINK_MAKERS, OVER_PEOPLE, common_path
from council.residents.queries import holdings_of, load_actor


@dataclass(frozen=True)
class Account:
    """A person's account as the permits see it: where they belong, and the offices they hold now."""

    person: Person
    holdings: tuple[Holding, ...]

    @property
    def scope_path(self) -> str:
        """Where they live. Who lives nowhere here, as staff do, belongs to the place in which all their offices lie."""
        return self.person.scope_path or common_path(self.holdings)


def person_for(actor: Actor, person_id: int) -> Person:
    """A person that `actor` may see the record of: themselves, or somebody in a place they are on duty for.

    Whoever lives nowhere here belongs to the place in which all their offices lie.

    Raises:
        NotVisible: unknown or outside the actor's places.
    """
    person = db.session.get(Person, person_id)
    if person is None or not (person.id == actor.person_id or _on_duty_for(actor, person)):
        raise NotVisible
    return person


def account_for(actor: Actor, person_id: int) -> Account:
    """The account of a person that `actor` may see.

    Raises:
        NotVisible: unknown or outside the actor's places.
    """
    person = person_for(actor, person_id)
    theirs = load_actor(person.id)
    return Account(person, theirs.holdings if theirs else ())


def accounts_of(people: Sequence[Person]) -> list[Account]:
    """The accounts of these people, in their order, with one query for all their offices."""
    held = holdings_of([person.id for person in people])
    return [Account(person, held.get(person.id, ())) for person in people]


def roster_paths(actor: Actor) -> tuple[str, ...]:
    """The places whose people `actor` may look up at the desk.

    Raises:
        Forbidden: none.
    """
    paths = tuple(dict.fromkeys(held.path for held in actor.holdings if held.office in LINK_MAKERS))
    if not paths:
        raise Forbidden
    return paths


def _on_duty_for(actor: Actor, person: Person) -> bool:
    path = accounts_of([person])[0].scope_path if person.place is None else person.place.path
    return bool(path) and actor.holds(STAFF, path)


def stands_above(actor: Actor, account: Account) -> bool:
    """Whether `actor` stands above a person, in one of the ways of `OVER_PEOPLE`."""
    return any(all(test(actor, account) for test in way) for way in OVER_PEOPLE)
