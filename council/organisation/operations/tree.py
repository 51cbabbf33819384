"""Building the tree, naming, closing and reopening places."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.organisation import hooks
from council.organisation.models import ChangeKind, Place, PlaceChange, PlaceKind
from council.organisation.operations.stale import fresh
from council.organisation.rules import MOST_AT_ONCE, code_for, ids_of, is_code, may_lie_in, numbers_for


@operation
def add_place(
    *,
    kind: PlaceKind,
    code: str,
    name: str,
    parent: Place | None = None,
    position: int = 0,
    actor_id: int | None = None,
    key: str | None = None,
) -> Place:
    """Add a place below `parent` (none for a street).

    Raises:
        Invalid: a name or code is missing, the code is taken or badly written, or such a place cannot lie there.
    """
    key = own_key("organisation.add_place", actor_id, key)
    if (seen := answered(key, Place)) is not None:
        return seen
    _refuse_place(kind, code, name, parent)
    place = _put(kind, code, name, parent, position)
    note(place, "organisation.place.added", actor_id, kind=kind, name=name, parent=parent.id if parent else None)
    keep(key, place.id)
    return place


@operation
def add_places(
    *, kind: PlaceKind, names: Sequence[str], parent: Place, actor_id: int | None, key: str | None = None
) -> list[Place]:
    """Add several places of a kind at once; their numbers come from their names, their codes from the numbers.

    Raises:
        Invalid: no name, too many, one twice or there already, or such places cannot lie there.
    """
    key = own_key("organisation.add_places", actor_id, key)
    if answered(key, Place) is not None:
        return []
    siblings = db.session.scalars(select(Place).where(Place.parent_id == parent.id)).all()
    _refuse_names(names, {place.name for place in siblings})
    added = []
    for name, number in zip(names, numbers_for(names, [place.position for place in siblings]), strict=True):
        code = free_code(kind, number, parent)
        _refuse_place(kind, code, name, parent)
        added.append(_put(kind, code, name, parent, number))
    note(
        parent,
        "organisation.place.filled",
        actor_id,
        touched=[Ref("place", place.id) for place in added],
        kind=kind,
        names=list(names),
    )
    keep(key, added[0].id)
    return added


@operation
def amend_place(
    *,
    place: Place,
    name: str,
    position: int,
    revision: int | None = None,
    reason: str = "",
    actor_id: int | None,
) -> Place:
    """Give a place another name or another number among its siblings. Papers of the past keep the old name.

    Raises:
        Invalid: no name.
        Stale: somebody has changed it meanwhile.
    """
    if not name.strip():
        raise Invalid(_("Give it a name."), field="name")
    before = {"name": place.name, "position": place.position}
    if before == {"name": name, "position": position}:
        return place
    place = fresh(Place, place.id, revision)
    before = {"name": place.name, "position": place.position}
    if place.name != name:
        change(place, ChangeKind.RENAMED, actor_id, reason, before=place.name, after=name)
    place.name, place.position = name, position
    note(place, "organisation.place.amended", actor_id, before=before, name=name, position=position)
    return place


@operation
def close_place(*, place: Place, reason: str, actor_id: int | None) -> Place:
    """Say that a place is no longer used. Its history stays. Closing a closed place changes nothing.

    Raises:
        Invalid: no reason is given.
        Conflict: somebody lives there or something is open there; says what.
    """
    place = _locked_in_tree(place)
    if place.closed_on is not None:
        return place
    if not reason.strip():
        raise Invalid(_("Say why, so that later readers understand."), field="reason")
    if things := hooks.in_the_way(place):
        raise Conflict(_("It cannot be closed: %(things)s.", things=hooks.listed(things)))
    place = fresh(Place, place.id, None)
    place.closed_on = clock.today()
    change(place, ChangeKind.CLOSED, actor_id, reason)
    note(place, "organisation.place.closed", actor_id, reason=reason)
    return place


@operation
def reopen_place(*, place: Place, reason: str = "", actor_id: int | None) -> Place:
    """Use a closed place again. Reopening an open one changes nothing.

    Raises:
        Conflict: what it lies in is closed.
    """
    place = _locked_in_tree(place)
    if place.closed_on is None:
        return place
    if place.parent is not None and place.parent.closed_on is not None:
        raise Conflict(_("%(place)s is closed. Reopen it first.", place=place.parent.name))
    place = fresh(Place, place.id, None)
    place.closed_on = None
    change(place, ChangeKind.REOPENED, actor_id, reason)
    note(place, "organisation.place.reopened", actor_id)
    return place


def free_code(kind: PlaceKind, number: int, parent: Place) -> str:
    """The usual code for a place of this number below `parent`; with a letter behind it where that is taken."""
    street = db.session.get_one(Place, ids_of(parent.path)[0])
    estate = db.session.get_one(Place, parent.estate_id or parent.id)
    code = code_for(kind, number, estate=estate.code, parent=parent.code, street=street.code)
    taken = set(db.session.scalars(select(Place.code).where(Place.code.startswith(code))))
    return next(each for each in (code, *(f"{code}{sign}" for sign in "ABCDEFGHJK")) if each not in taken)


def change(place: Place, kind: ChangeKind, actor_id: int | None, reason: str, **what: Any) -> None:
    """Keep what was true of a place until now."""
    db.session.add(
        PlaceChange(place_id=place.id, kind=kind, at=clock.now(), by_id=actor_id, reason=reason.strip(), **what)
    )


def note(place: Place, action: str, actor_id: int | None, touched: Sequence[Ref] = (), **data: Any) -> None:
    """Write one entry about `place` into the journal of its estate, or of the place itself above estates."""
    record(
        action=action,
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("place", place.id),
        touched=touched,
        data=data,
    )


def lock_tree(place: Place) -> None:
    """Let one edit of a street's tree wait for another: whoever moves things holds the street's row.

    `key_share`: people and meetings that only point at the street need not wait.
    """
    query = select(Place.id).where(Place.id == ids_of(place.path)[0]).with_for_update(key_share=True)
    db.session.execute(query)


def _locked_in_tree(place: Place) -> Place:
    lock_tree(place)
    db.session.refresh(place)
    return place


def _put(kind: PlaceKind, code: str, name: str, parent: Place | None, position: int) -> Place:
    place = Place(kind=kind, code=code, name=name, parent_id=parent.id if parent else None, path="", position=position)
    db.session.add(place)
    db.session.flush()
    place.path = f"{parent.path if parent else '/'}{place.id}/"
    if kind is PlaceKind.ESTATE:
        place.estate_id = place.id
    elif parent is not None:
        place.estate_id = parent.estate_id
    return place


def _refuse_place(kind: PlaceKind, code: str, name: str, parent: Place | None) -> None:
    if not name.strip():
        raise Invalid(_("Give it a name."), field="name")
    if not is_code(code):
        raise Invalid(_("A code is made of capital letters, digits and hyphens, such as GY-B03."), field="code")
    if not may_lie_in(kind, parent.kind if parent else None):
        raise Invalid(_("Such a place cannot lie there."), field="kind")
    if parent is not None and parent.closed_on is not None:
        raise Invalid(_("%(place)s is closed. Reopen it first.", place=parent.name), field="name")
    if db.session.scalar(select(Place.id).where(Place.code == code)) is not None:
        raise Invalid(_("The code %(code)s is taken.", code=code), field="code")


def _refuse_names(names: Sequence[str], there: set[str]) -> None:
    if not names:
        raise Invalid(_("Give at least one name."), field="names")
    if len(names) > MOST_AT_ONCE:
        raise Invalid(_("At most %(number)s at once.", number=MOST_AT_ONCE), field="names")
    for at, name in enumerate(names):
        if name in there or name in names[:at]:
            raise Invalid(_("There is a %(name)s already.", name=name), field="names")
        if len(name) > 60:
            raise Invalid(_("Keep each name under %(number)s signs.", number=60), field="names")
