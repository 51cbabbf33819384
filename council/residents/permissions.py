"""Who stands above whom among people and officers."""

from council.permits.actor import Actor, Holding, Office
from council.permits.permission import Scoped, holds

#: Offices that are answered for by the places they reach: the wider one stands above the narrower.
CHIEFS = frozenset({Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.STREET_STAFF})
#: Offices whose holders sit where people ask for a sign-in link.
LINK_MAKERS = CHIEFS | {Office.RECORDER, Office.GRID_OFFICER, Office.ADMINISTRATOR}
#: Who has to do with people that work here and live elsewhere: whoever is over all the places of their offices.
OVER_OUTSIDERS = frozenset({Office.ADMINISTRATOR, Office.STREET_STAFF, Office.COMMUNITY_STAFF})


def holds_no_office(actor: Actor, thing: Scoped) -> bool:
    """that person holds no office"""
    return not _held(thing)


def holds_at_most_a_seat(actor: Actor, thing: Scoped) -> bool:
    """that person holds no office but a seat in a council"""
    return all(held.office == Office.COUNCIL_MEMBER for held in _held(thing))


def reaches_further(actor: Actor, thing: Scoped) -> bool:
    """that person's offices reach less far than one's own; a seat in a council reaches over nobody"""
    own = [held.path for held in actor.holdings if held.office in CHIEFS]
    return all(any(_within(held, path) for path in own) for held in _held(thing))


def administers(actor: Actor, thing: Scoped) -> bool:
    """is administrator of a place in which all of that person's offices lie"""
    own = [held.path for held in actor.holdings if held.office == Office.ADMINISTRATOR]
    return any(
        thing.scope_path.startswith(path) and all(held.path.startswith(path) for held in _held(thing)) for path in own
    )


def is_oneself(actor: Actor, thing: Scoped) -> bool:
    """is that person"""
    person = getattr(thing, "person", None)
    return person is not None and person.id == actor.person_id


def _held(thing: Scoped) -> tuple[Holding, ...]:
    return getattr(thing, "holdings", ())


def _within(held: Holding, path: str) -> bool:
    return held.path.startswith(path) and (held.path != path or held.office == Office.COUNCIL_MEMBER)


#: Who stands above a person: an OR of ANDs, for acts on somebody's account.
OVER_PEOPLE = (
    [holds(Office.GRID_OFFICER), holds_no_office],
    [holds(Office.RECORDER), holds_at_most_a_seat],
    [holds(*CHIEFS), reaches_further],
)
