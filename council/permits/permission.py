"""Permissions, and the map that says who has them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from council.base.errors import Forbidden
from council.permits.actor import Actor, Office


class Scoped(Protocol):
    """A thing that lies in a place: `scope_path` is the path of the place whose officers decide about it."""

    @property
    def scope_path(self) -> str: ...


Predicate = Callable[[Actor, Scoped], bool]


class Permission(StrEnum):
    """Base of the rooms' permissions. A member is `NAME = "room.subject.act", "What it lets a person do."`"""

    def __new__(cls, value: str, doc: str) -> "Permission":
        member = str.__new__(cls, value)
        member._value_ = value
        member.__doc__ = doc
        return member


#: permission → OR of ANDs of predicates.
granted: dict[Permission, tuple[tuple[Predicate, ...], ...]] = {}


#: predicates made by `holds` → their offices, so that they can be said in words.
offices_of: dict[Predicate, frozenset[Office]] = {}


def grant(permission: Permission, *ways: Predicate | Iterable[Predicate]) -> None:
    """State who has `permission`: any of `ways`; a way that is a list needs all its predicates."""
    granted[permission] = tuple((way,) if callable(way) else tuple(way) for way in ways)


def allows(actor: Actor | None, permission: Permission, thing: Scoped) -> bool:
    """Whether `actor` may do this with `thing`. Nobody who is not signed in may do anything."""
    if actor is None:
        return False
    return any(all(test(actor, thing) for test in way) for way in granted[permission])


def demand(actor: Actor | None, permission: Permission, thing: Scoped, message: object = "") -> Actor:
    """`actor`, if allowed.

    Raises:
        Forbidden: not allowed.
    """
    if actor is None or not allows(actor, permission, thing):
        raise Forbidden(message)
    return actor


@dataclass(frozen=True, slots=True)
class _At:
    """Somewhere, to ask about."""

    scope_path: str


def reach(actor: Actor | None, permission: Permission) -> tuple[str, ...]:
    """The paths for which an office of `actor` grants `permission`: there and below. Not by living there."""
    if actor is None:
        return ()
    paths = dict.fromkeys(
        holding.path
        for holding in actor.holdings
        if allows(replace(actor, home="", holdings=(holding,)), permission, _At(holding.path))
    )
    wider = [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
    return tuple(wider)


def holds(*offices: Office) -> Predicate:
    """A predicate: holds one of `offices` for the thing's place or one above it."""
    kinds = frozenset(offices)

    def test(actor: Actor, thing: Scoped) -> bool:
        return actor.holds(kinds, thing.scope_path)

    test.__doc__ = "holds: " + ", ".join(sorted(offices))
    offices_of[test] = kinds
    return test


def lives_here(actor: Actor, thing: Scoped) -> bool:
    """lives in the place concerned"""
    return actor.lives_in(thing.scope_path)
