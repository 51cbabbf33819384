"""Loading people for an actor."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from council.base.db import db
from council.base.errors import Forbidden, NotVisible
from council.permits.actor import STAFF, Actor, Holding, Office
from council.residents.chains import root_path
from council.residents.models import Person
from council.residents.permissions import LINK_MAKERS, OVER_OUTSIDERS, OVER_PEOPLE
from council.residents.queries import holdings_of, load_actor
from council.residents.rules import common_path


@dataclass(frozen=True)
class Account:
    """A person's account as the permits see it: where they live, and the offices they hold now.

    `root`: the path of the largest place, for people who live nowhere here.
    """

    person: Person
    holdings: tuple[Holding, ...]
    root: str = ""

    @property
    def scope_path(self) -> str:
        """Where they live. For outsiders the place that holds all their offices; the largest one without any."""
        return self.person.scope_path or common_path([held.path for held in self.holdings]) or self.root


def account_for(actor: Actor, person_id: int) -> Account:
    """The account of a person whose record `actor` may see: themselves, or somebody in a place they are on duty for.

    Whoever lives nowhere here belongs to the place in which all their offices lie.

    Raises:
        NotVisible: unknown or outside the actor's places.
    """
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotVisible
    account = _account_of(person)
    if person.id != actor.person_id and not _on_duty_for(actor, account):
        raise NotVisible
    return account


def _account_of(person: Person) -> Account:
    theirs = load_actor(person.id)
    return Account(person, theirs.holdings if theirs else (), "" if person.place else root_path())


def accounts_of(people: Sequence[Person]) -> list[Account]:
    """The accounts of these people, in their order, with one query for all their offices."""
    held = holdings_of([person.id for person in people])
    root = root_path() if any(person.place_id is None for person in people) else ""
    return [Account(person, held.get(person.id, ()), root) for person in people]


def roster_paths(actor: Actor, offices: Collection[Office] = LINK_MAKERS) -> tuple[str, ...]:
    """The places whose people `actor` may look up at the desk, by one of `offices`.

    Raises:
        Forbidden: none.
    """
    paths = tuple(dict.fromkeys(held.path for held in actor.holdings if held.office in offices))
    if not paths:
        raise Forbidden
    return paths


def _on_duty_for(actor: Actor, account: Account) -> bool:
    belongs_somewhere = account.person.place is not None or account.holdings
    return actor.holds(STAFF if belongs_somewhere else OVER_OUTSIDERS, account.scope_path)


def stands_above(actor: Actor, account: Account) -> bool:
    """Whether `actor` stands above a person, in one of the ways of `OVER_PEOPLE`."""
    return any(all(test(actor, account) for test in way) for way in OVER_PEOPLE)
