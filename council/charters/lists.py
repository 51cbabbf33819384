"""The list of charters and compacts: filtered as the address says; the number of queries stays the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, select

from council.base import clock
from council.base.db import db
from council.charters.access import readable, states_seen
from council.charters.models import Document, DocumentKind, Standing, Version
from council.charters.procedures import ids_of
from council.organisation.models import Place, PlaceKind
from council.permits.actor import Actor


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; nonsense counts as not asked. `place` is a code."""

    kind: str = ""
    place: str = ""
    text: str = ""

    @property
    def filtered(self) -> bool:
        """Whether something narrows the list."""
        return bool(self.kind or self.place or self.text)


def wanted(args: Mapping[str, str]) -> Wanted:
    """What `args` of an address ask for."""
    kind = args.get("kind", "")
    return Wanted(
        kind=kind if kind in set(DocumentKind) else "",
        place=args.get("place", "")[:32],
        text=args.get("q", "").strip()[:60],
    )


def documents_listed(want: Wanted, actor: Actor | None) -> Select[Any]:
    """The query of the list, in the order of the tree, for `web.paging.paged`."""
    query = readable(actor)
    if want.kind:
        query = query.where(Document.kind == want.kind)
    if want.place:
        below = select(Place.path).where(Place.code == want.place).scalar_subquery()
        query = query.where(Place.path.startswith(below))
    if want.text:
        query = query.where(Place.name.icontains(want.text, autoescape=True))
    own = case((Place.id.in_(ids_of(actor.home if actor else "")), 0), else_=1)  # what holds at home comes first
    return query.order_by(own, Place.path, Document.kind.desc())


@dataclass(frozen=True)
class Row:
    """A document as the list shows it: the version that holds, and the newest one if that is on its way."""

    document: Document
    current: Version | None
    coming: Version | None

    @property
    def day(self) -> date | None:
        """Since when it holds."""
        return self.current.force_from if self.current else None


def rows(documents: Sequence[Document], actor: Actor | None) -> list[Row]:
    """The rows of these documents; one query for all their versions."""
    ids = [document.id for document in documents]
    found: dict[int, list[Version]] = {}
    query = select(Version).where(Version.document_id.in_(ids)).order_by(Version.number.desc())
    for version in db.session.scalars(query):
        found.setdefault(version.document_id, []).append(version)
    return [_row(document, found.get(document.id, []), actor) for document in documents]


def _row(document: Document, versions: Sequence[Version], actor: Actor | None) -> Row:
    seen, today = states_seen(actor, document), clock.today()
    standing = {version.id: version.standing(today) for version in versions if version.state in seen}
    current = next((each for each in versions if standing.get(each.id) is Standing.IN_FORCE), None)
    on_its_way = (Standing.DRAFT, Standing.CONSULTED, Standing.ADOPTED, Standing.FILED, Standing.COMING)
    return Row(document, current, next((each for each in versions if standing.get(each.id) in on_its_way), None))


def estates() -> Sequence[Place]:
    """The estates to choose from."""
    query = select(Place).where(Place.kind == PlaceKind.ESTATE).order_by(Place.position, Place.code)
    return db.session.scalars(query).all()
