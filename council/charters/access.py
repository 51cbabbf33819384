"""Loading charters, compacts and places for an actor, and lists of what an actor may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from council.base.db import db
from council.base.errors import NotVisible, SignInNeeded
from council.charters.models import Document, Version, VersionState
from council.charters.permissions import CharterAct
from council.charters.procedures import ids_of
from council.charters.queries import versions_of
from council.charters.rules.versions import PUBLIC
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import place_by_code
from council.permits.actor import STAFF, Actor, Office
from council.permits.permission import Permission, Scoped, allows, demand

#: Offices whose holders write drafts.
WRITERS = frozenset({Office.ESTATE_HEAD, Office.RECORDER, Office.COMMUNITY_STAFF, Office.ADMINISTRATOR})


def states_seen(actor: Actor | None, thing: Scoped) -> frozenset[VersionState]:
    """The states in which an actor may read versions for a place: the public ones, or more."""
    if allows(actor, CharterAct.WRITE, thing):
        return frozenset(VersionState)
    if allows(actor, CharterAct.SEE_CONSULTED, thing):
        return PUBLIC | {VersionState.CONSULTED}
    return PUBLIC


@dataclass(frozen=True)
class Opened:
    """A document with the versions that somebody may read, newest first."""

    document: Document
    versions: Sequence[Version]

    def version(self, number: int) -> Version:
        """One of them. Raises `NotVisible`."""
        found = next((version for version in self.versions if version.number == number), None)
        if found is None:
            raise NotVisible
        return found


def document_for(actor: Actor | None, document_id: int) -> Opened:
    """A document of which `actor` may read a version.

    Raises:
        SignInNeeded: nobody is signed in, and no version is public.
        NotVisible: unknown, or not for this person.
    """
    document = db.session.get(Document, document_id)
    if document is None:
        raise NotVisible
    seen = states_seen(actor, document)
    versions = [version for version in versions_of(document_id) if version.state in seen]
    if not versions:
        raise NotVisible if actor else SignInNeeded
    return Opened(document, versions)


def version_for(actor: Actor | None, document_id: int, number: int, *, to: Permission | None = None) -> Version:
    """A version that `actor` may read, and do `to` with.

    Raises:
        SignInNeeded: nobody is signed in, and it is not public.
        NotVisible: unknown, or not for this person.
        Forbidden: seen, but not allowed.
    """
    version = document_for(actor, document_id).version(number)
    if to is not None:
        demand(actor, to, version)
    return version


def place_for(actor: Actor | None, code: str, to: Permission) -> Place:
    """The place with this code, if `actor` may do `to` for it.

    Raises:
        NotVisible: there is none.
        Forbidden: not allowed.
    """
    place = place_by_code(code)
    if place is None:
        raise NotVisible
    demand(actor, to, place)
    return place


def places_to_write_for(actor: Actor) -> Sequence[Place]:
    """The estates and grids for which `actor` may write, in the order of the tree."""
    paths = [held.path for held in actor.holdings if held.office in WRITERS]
    query = select(Place).where(Place.kind.in_((PlaceKind.ESTATE, PlaceKind.GRID)), _below(paths))
    return db.session.scalars(query.order_by(Place.path)).all()


def places_to_choose_for(actor: Actor, offices: Collection[Office]) -> Sequence[Place]:
    """The places down to the estates that one of `offices` reaches, in the order of the tree."""
    paths = [held.path for held in actor.holdings if held.office in offices]
    kinds = (PlaceKind.STREET, PlaceKind.COMMUNITY, PlaceKind.ESTATE)
    return db.session.scalars(select(Place).where(Place.kind.in_(kinds), _below(paths)).order_by(Place.path)).all()


def readable(actor: Actor | None) -> Select[Document]:
    """The documents of which an actor may read a version; the same answer as `document_for`, in one query."""
    public = Version.state.in_(PUBLIC)
    ways: list[ColumnElement[bool]] = [public]
    if actor is not None:
        ways.append(and_(Version.state == VersionState.CONSULTED, _within_reach(actor)))
        ways.append(_below([held.path for held in actor.holdings if held.office in WRITERS]))
    versions = select(Version.id).where(Version.document_id == Document.id, or_(*ways))
    return select(Document).join(Place, Place.id == Document.place_id).where(versions.exists())


def _within_reach(actor: Actor) -> ColumnElement[bool]:
    """Where an actor may read what residents are asked about: at home, and around the offices held."""
    staff = [held.path for held in actor.holdings if held.office in STAFF]
    around = [*ids_of(actor.home), *(key for path in staff for key in ids_of(path))]
    return or_(Place.id.in_(around), _below(staff))


def _below(paths: Collection[str]) -> ColumnElement[bool]:
    return or_(false(), *(Place.path.startswith(path) for path in paths))
