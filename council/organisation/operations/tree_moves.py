"""Moving places: a building to another grid, a grid that is split. Everything that lies there goes along.

Meetings, polls and issues point at places by their id, so nothing of the past is written anew: the paths of the moved
subtree are, in one statement.
"""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, literal, update

from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref
from council.organisation import hooks
from council.organisation.models import ChangeKind, Place, PlaceKind
from council.organisation.operations.stale import fresh
from council.organisation.operations.tree import add_place, change, lock_tree, note
from council.organisation.rules import may_lie_in


@operation
def move_place(*, place: Place, to: Place, reason: str, revision: int | None = None, actor_id: int | None) -> Place:
    """Let a place lie in another one, with all below it. Moving it to where it lies changes nothing.

    Raises:
        Invalid: no reason is given, or it cannot lie there.
        Conflict: it would change its estate, and things there belong to the old one; or it or the other is closed.
        Stale: somebody has changed it meanwhile.
    """
    lock_tree(place)
    db.session.refresh(place)
    db.session.refresh(to)
    if place.parent_id == to.id:
        return place
    if not reason.strip():
        raise Invalid(_("Say why, so that later readers understand."), field="reason")
    refuse_move(place, to)
    place = fresh(Place, place.id, revision)
    _relocate(place, to, reason, actor_id)
    return place


@operation
def split_grid(
    *,
    grid: Place,
    code: str,
    name: str,
    position: int,
    buildings: Sequence[Place],
    reason: str,
    actor_id: int | None,
    key: str | None = None,
) -> Place:
    """Make a new grid beside `grid` and let some of its buildings lie there. Returns the new grid.

    Raises:
        Invalid: no building or all of them are chosen, one is not of this grid, no reason, or a bad name or code.
        Conflict: the grid is closed.
    """
    key = own_key("organisation.split_grid", actor_id, key)
    if (seen := answered(key, Place)) is not None:
        return seen
    lock_tree(grid)
    db.session.refresh(grid)
    _refuse_split(grid, buildings, reason)
    made = add_place(
        kind=PlaceKind.GRID, code=code, name=name, parent=grid.parent, position=position, actor_id=actor_id
    )
    for place in (grid, made):
        names = {"before": grid.name, "after": name, "before_id": grid.id, "after_id": made.id}
        change(place, ChangeKind.SPLIT, actor_id, reason, **names)
    for building in buildings:
        _relocate(fresh(Place, building.id, None), made, reason, actor_id)
    fresh(Place, grid.id, None)
    note(
        grid,
        "organisation.place.split",
        actor_id,
        touched=[Ref("place", made.id), *(Ref("place", building.id) for building in buildings)],
        into=made.id,
        name=name,
        buildings=[building.name for building in buildings],
    )
    keep(key, made.id)
    return made


def refuse_move(place: Place, to: Place) -> None:
    """Raise `Invalid` or `Conflict`, with the reason in words, if `place` cannot lie in `to`."""
    if not may_lie_in(place.kind, to.kind) or to.path.startswith(place.path):
        raise Invalid(_("It cannot lie there."), field="to")
    if place.closed_on is not None or to.closed_on is not None:
        raise Conflict(_("A closed place cannot be moved, and nothing can be moved into one."))
    if place.kind in _IN_ESTATES and place.estate_id != to.estate_id and (things := hooks.bound_to_estate(place.path)):
        raise Conflict(
            _(
                "It would change its estate, and these belong to the old one: %(things)s. "
                "Add it anew in the other estate and close it here.",
                things=hooks.listed(things),
            )
        )


_IN_ESTATES = (PlaceKind.GRID, PlaceKind.BUILDING, PlaceKind.ENTRANCE)


def _relocate(place: Place, to: Place, reason: str, actor_id: int | None) -> None:
    old, before = place.path, place.parent
    change(
        place,
        ChangeKind.MOVED,
        actor_id,
        reason,
        before=before.name if before else "",
        after=to.name,
        before_id=before.id if before else None,
        after_id=to.id,
    )
    place.parent_id = to.id
    db.session.flush()
    new_path = f"{to.path}{place.id}/"
    values: dict[Any, Any] = {Place.path: literal(new_path).concat(func.substr(Place.path, len(old) + 1))}
    if place.kind in _IN_ESTATES:
        values[Place.estate_id] = to.estate_id
    statement = update(Place).where(Place.path.startswith(old)).values(values)
    db.session.execute(statement, execution_options={"synchronize_session": False})
    db.session.expire_all()
    note(
        place,
        "organisation.place.moved",
        actor_id,
        touched=[Ref("place", to.id), *([Ref("place", before.id)] if before else [])],
        before=before.id if before else None,
        after=to.id,
    )


def _refuse_split(grid: Place, buildings: Sequence[Place], reason: str) -> None:
    if grid.kind != PlaceKind.GRID or grid.parent is None:
        raise Invalid(_("Only a grid can be split."))
    if grid.closed_on is not None:
        raise Conflict(_("This grid is closed. Reopen it first."))
    if not buildings or any(building.parent_id != grid.id for building in buildings):
        raise Invalid(_("Choose the buildings that go to the new grid."), field="buildings")
    below = db.select(func.count()).select_from(Place).where(Place.parent_id == grid.id, Place.closed_on.is_(None))
    if len(buildings) >= (db.session.scalar(below) or 0):
        raise Invalid(_("Leave at least one building in the old grid. To rename a grid, edit it."), field="buildings")
    if not reason.strip():
        raise Invalid(_("Say why, so that later readers understand."), field="reason")
