"""Reading charters and compacts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from council.base import clock
from council.base.db import db
from council.charters.models import Document, Reading, Remark, Version, VersionState, VersionStep
from council.charters.procedures import ids_of
from council.organisation.models import Place
from council.residents.models import Person


def in_force(on: date) -> ColumnElement[bool]:
    """That a version is in force on a day."""
    return and_(Version.force_from <= on, or_(Version.force_until.is_(None), Version.force_until > on))


def versions_of(document_id: int) -> Sequence[Version]:
    """All versions of a document with articles and steps, newest first; three queries."""
    query = (
        select(Version)
        .where(Version.document_id == document_id)
        .options(selectinload(Version.articles), selectinload(Version.steps).joinedload(VersionStep.by))
        .order_by(Version.number.desc())
    )
    return db.session.scalars(query).all()


def document_of(place_id: int, kind: str) -> Document | None:
    """The document of a kind that a place has."""
    return db.session.scalar(select(Document).where(Document.place_id == place_id, Document.kind == kind))


def places_with_in_force(kind: str, below_path: str = "/", on: date | None = None) -> frozenset[int]:
    """The ids of the places at or below a path that have a charter, or a compact, in force; one query."""
    query = (
        select(Document.place_id)
        .join(Version, Version.document_id == Document.id)
        .join(Place, Place.id == Document.place_id)
        .where(Document.kind == kind, Place.path.startswith(below_path), in_force(on or clock.today()))
    )
    return frozenset(db.session.scalars(query))


def documents_on(path: str) -> dict[str, int]:
    """kind → the id of the document in force that is nearest to the place at `path`, its own or one above; 1 query."""
    query = (
        select(Document.kind, Document.id)
        .join(Version, Version.document_id == Document.id)
        .join(Place, Place.id == Document.place_id)
        .where(Place.id.in_(ids_of(path)), in_force(clock.today()))
        .order_by(func.length(Place.path))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


@dataclass(frozen=True)
class Unread:
    """A text in force where somebody lives, not yet ticked as read."""

    document_id: int
    kind: str
    place: str


def unread_of(person_id: int, home: str) -> Sequence[Unread]:
    """What holds at somebody's home (the path) and they have not ticked as read; one query."""
    read = select(Reading.id).where(Reading.version_id == Version.id, Reading.person_id == person_id)
    query = (
        select(Document.id, Document.kind, Place.name)
        .join(Version, Version.document_id == Document.id)
        .join(Place, Place.id == Document.place_id)
        .where(Document.place_id.in_(ids_of(home)), in_force(clock.today()), ~read.exists())
        .order_by(func.length(Place.path).desc(), Document.kind.desc())
    )
    return [Unread(*row) for row in db.session.execute(query)]


@dataclass(frozen=True)
class Readers:
    """How many adults of a place have ticked a version, of how many."""

    read: int
    people: int


def readers_of(version: Version) -> Readers:
    """The public count of a version; who moved away is in neither number. Two queries."""
    lives = aliased(Place)
    here = (
        select(func.count())
        .select_from(Person)
        .join(lives, lives.id == Person.place_id)
        .where(lives.path.startswith(version.scope_path), Person.adult)
        .where(Person.left_on.is_(None), Person.merged_into_id.is_(None))
    )
    ticked = here.join(Reading, Reading.person_id == Person.id).where(Reading.version_id == version.id)
    return Readers(db.session.scalar(ticked) or 0, db.session.scalar(here) or 0)


def has_read(version_id: int, person_id: int) -> bool:
    """Whether somebody has ticked a version."""
    query = select(Reading.id).where(Reading.version_id == version_id, Reading.person_id == person_id)
    return db.session.scalar(query) is not None


def remark_of(version_id: int, person_id: int) -> Remark | None:
    """What somebody said about a version."""
    return db.session.scalar(select(Remark).where(Remark.version_id == version_id, Remark.person_id == person_id))


def remarks_on(version_id: int) -> Select[Remark]:
    """What residents said about a version, newest first."""
    query = select(Remark).where(Remark.version_id == version_id).options(joinedload(Remark.person))
    return query.order_by(Remark.id.desc())


def with_state(document_id: int, states: Collection[VersionState]) -> Version | None:
    """The newest version of a document in one of these states."""
    query = select(Version).where(Version.document_id == document_id, Version.state.in_(states))
    return db.session.scalar(query.order_by(Version.number.desc()).limit(1))
