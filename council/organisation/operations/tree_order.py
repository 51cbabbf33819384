"""The order of places that lie side by side."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref
from council.organisation.models import Place
from council.organisation.operations.stale import fresh
from council.organisation.operations.tree import lock_tree, note
from council.organisation.queries import in_order
from council.organisation.rules import rising


@operation
def put_before(*, place: Place, other: Place, actor_id: int | None) -> Place:
    """Let `place` stand directly before `other`, of the same kind and in the same place. A second time changes nothing.

    The numbers stay; who has which changes: the two of neighbours are exchanged. The same number twice is parted first.

    Raises:
        Invalid: they do not stand side by side.
        Conflict: one of them is closed.
    """
    lock_tree(place)
    db.session.refresh(place)
    db.session.refresh(other)
    if place.id == other.id or place.parent is None or (place.parent_id, place.kind) != (other.parent_id, other.kind):
        raise Invalid(_("Only places of one kind that lie in the same place have an order. Load the page again."))
    if place.closed_on is not None or other.closed_on is not None:
        raise Conflict(_("A closed place has no place in the order. Load the page again."))
    found = _side_by_side(place)
    before = [each.id for each in found]
    numbers = rising([each.position for each in found])
    found.remove(place)
    found.insert(found.index(other), place)
    if [each.id for each in found] != before:
        _number(found, numbers, place.parent, actor_id)
    return place


def _side_by_side(place: Place) -> list[Place]:
    query = select(Place).where(Place.parent_id == place.parent_id, Place.kind == place.kind, Place.closed_on.is_(None))
    return in_order(db.session.scalars(query).all())


def _number(places: Sequence[Place], numbers: Sequence[int], parent: Place, actor_id: int | None) -> None:
    changed = [(place, number) for place, number in zip(places, numbers, strict=True) if place.position != number]
    for place, number in changed:
        fresh(Place, place.id, None).position = number
    note(
        parent,
        "organisation.place.ordered",
        actor_id,
        touched=[Ref("place", place.id) for place, _number in changed],
        names=[place.name for place in places],
    )
