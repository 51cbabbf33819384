"""Loading imports, lots and merges for an actor."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from council.base.db import db
from council.base.errors import Forbidden, NotVisible
from council.organisation.models import Place, PlaceKind
from council.permits.actor import Actor
from council.permits.permission import allows, demand
from council.roster.models import Lot, Ownership, PersonMerge, RosterImport
from council.roster.permissions import KEEPERS, RosterAct

#: The places that a file can be imported into.
IMPORTABLE = (PlaceKind.STREET, PlaceKind.COMMUNITY, PlaceKind.ESTATE, PlaceKind.GRID)


def import_for(actor: Actor, import_id: int) -> RosterImport:
    """An import into a place that `actor` keeps the roster of.

    Raises:
        NotVisible: unknown, or of another place.
    """
    upload = db.session.get(RosterImport, import_id)
    if upload is None or not allows(actor, RosterAct.IMPORT, upload):
        raise NotVisible
    return upload


def keeper_paths(actor: Actor) -> tuple[str, ...]:
    """The paths of the places whose roster `actor` keeps.

    Raises:
        Forbidden: none.
    """
    paths = tuple(dict.fromkeys(held.path for held in actor.holdings if held.office in KEEPERS))
    if not paths:
        raise Forbidden
    return paths


def kept_places(actor: Actor) -> Sequence[Place]:
    """The places that `actor` may import into, the tree's order.

    Raises:
        Forbidden: none.
    """
    below = or_(*(Place.path.startswith(path) for path in keeper_paths(actor)))
    query = select(Place).where(Place.kind.in_(IMPORTABLE), below).order_by(Place.path)
    return db.session.scalars(query).all()


def place_for(actor: Actor, code: str, act: RosterAct) -> Place:
    """The place with this code, if `actor` may do `act` there.

    Raises:
        NotVisible: unknown, or not theirs.
    """
    place = db.session.scalar(select(Place).where(Place.code == code))
    if place is None or not allows(actor, act, place):
        raise NotVisible
    return place


def lot_for(actor: Actor, lot_id: int, *, to: RosterAct = RosterAct.VIEW_LOTS) -> Lot:
    """A lot that `actor` may see, and do `to` with.

    Raises:
        NotVisible: unknown, or of another place.
        Forbidden: seen, but not allowed.
    """
    lot = db.session.get(Lot, lot_id)
    if lot is None or not allows(actor, RosterAct.VIEW_LOTS, lot):
        raise NotVisible
    demand(actor, to, lot)
    return lot


def ownership_for(actor: Actor, ownership_id: int) -> Ownership:
    """An ownership that `actor` may end or give the vote to.

    Raises:
        NotVisible: unknown, or of another place.
        Forbidden: seen, but not allowed.
    """
    ownership = db.session.get(Ownership, ownership_id)
    if ownership is None:
        raise NotVisible
    lot_for(actor, ownership.lot_id, to=RosterAct.EDIT_LOTS)
    return ownership


def merge_for(actor: Actor, merge_id: int) -> PersonMerge:
    """A merge whose kept record lies in a place that `actor` keeps the roster of.

    Raises:
        NotVisible: unknown, or of another place.
    """
    merge = db.session.get(PersonMerge, merge_id)
    if merge is None or not allows(actor, RosterAct.VIEW_MERGES, merge.kept):
        raise NotVisible
    return merge
