"""Loading what is administered, for an actor."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from council.base.db import db
from council.base.errors import Forbidden, NotVisible
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import place_by_code, places_at, places_below
from council.permits.actor import Actor
from council.permits.permission import Permission, demand, reach


class _Row(Protocol):
    @property
    def scope_path(self) -> str: ...


R = TypeVar("R", bound=_Row)


def paths_for(actor: Actor, act: Permission) -> tuple[str, ...]:
    """The paths at and below which `actor` may do `act`.

    Raises:
        Forbidden: none.
    """
    paths = reach(actor, act)
    if not paths:
        raise Forbidden
    return paths


def place_for(actor: Actor, code: str, *, to: Permission, kind: PlaceKind | None = None) -> Place:
    """A place that `actor` may do `to` with.

    Raises:
        NotVisible: there is no such place (of this kind), or it is not theirs to see from here.
        Forbidden: theirs, but this act is not.
    """
    place = place_by_code(code)
    if place is None or (kind is not None and place.kind != kind) or not _is_theirs(actor, place.path):
        raise NotVisible
    demand(actor, to, place)
    return place


def _is_theirs(actor: Actor, path: str) -> bool:
    """Whether any office is held for the place at `path`, above it or in it: others are told nothing."""
    return any(path.startswith(held.path) or held.path.startswith(path) for held in actor.holdings)


def chosen_place(actor: Actor, code: str, *, to: Permission) -> Place:
    """The place of this code, or the largest one of the actor's where none is asked for. Raises as `place_for`."""
    return place_for(actor, code, to=to) if code else places_at(paths_for(actor, to))[0]


def row_for(actor: Actor, model: type[R], key: int, *, to: Permission) -> R:
    """A unit, venue, team … that `actor` may do `to` with.

    Raises:
        NotVisible: unknown, or of a place that is not theirs.
    """
    row = db.session.get(model, key)
    if row is None or not any(row.scope_path.startswith(path) for path in reach(actor, to)):
        raise NotVisible
    return row


def places_for(actor: Actor, act: Permission, *kinds: PlaceKind) -> Sequence[Place]:
    """The places in use, of some kinds, for which `actor` may do `act`: to choose from."""
    found = [place for path in paths_for(actor, act) for place in places_below(path)]
    return [place for place in found if place.closed_on is None and (not kinds or place.kind in kinds)]
