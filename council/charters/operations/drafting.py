"""Writing drafts. A document has one draft at a time; what residents were asked about never changes."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.charters.models import Document, DocumentKind, Step, Version, VersionState
from council.charters.operations.common import NotAsTyped, add_step, checked, locked_version, move, note, put_articles
from council.charters.queries import document_of, with_state
from council.charters.rules.articles import Clause
from council.organisation.models import Place, PlaceKind


@operation
def begin(
    *, place: Place, kind: DocumentKind, clauses: Sequence[Clause] = (), actor_id: int, key: str | None = None
) -> Version:
    """Begin the charter or compact of a place with a first draft; with a draft there already, that one.

    Raises:
        Invalid: the place is no grid and no estate (field `place`), or an article cannot be right.
        Conflict: the place has this document already, without a draft.
    """
    key = own_key("charters.begin", actor_id, key)
    if (seen := answered(key, Version)) is not None:
        return seen
    if place.kind not in (PlaceKind.GRID, PlaceKind.ESTATE):
        raise Invalid(_("Charters and compacts belong to a grid or an estate. Choose one."), field="place")
    locked(Place, place.id)
    document = document_of(place.id, kind)
    if document is None:
        document = Document(place=place, kind=kind)
        db.session.add(document)
        db.session.flush()
    elif (draft := with_state(document.id, [VersionState.DRAFT])) is not None:
        return draft
    elif with_state(document.id, list(VersionState)) is not None:
        raise Conflict(_("This place has one already. Open it and copy it into a new draft."))
    version = _new_draft(document, actor_id, checked(clauses))
    note(version, actor_id, "charters.version.begun")
    keep(key, version.id)
    return version


@operation
def copy_version(*, version: Version, actor_id: int, key: str | None = None) -> Version:
    """A new draft with the articles of `version`; with a draft there already, that one.

    Raises:
        Conflict: `version` is itself a draft.
    """
    key = own_key("charters.copy", actor_id, key)
    if (seen := answered(key, Version)) is not None:
        return seen
    version = locked_version(version)
    if (draft := with_state(version.document_id, [VersionState.DRAFT])) is not None:
        if draft.id == version.id:
            raise Conflict(_("This is the draft. Change it directly."))
        return draft
    made = _new_draft(version.document, actor_id, version.clauses, copied_from=version)
    note(made, actor_id, "charters.version.begun", copied_from=version.number)
    keep(key, made.id)
    return made


@operation
def rewrite(*, version: Version, clauses: Sequence[Clause], revision: int, actor_id: int) -> Version:
    """Save all articles of a draft. Where nothing differs nothing is done.

    Args:
        revision: that of the draft when it was opened.

    Raises:
        Invalid: an article cannot be right (field `article-3`).
        NotAsTyped: somebody saved meanwhile.
        Conflict: it is no draft any more.
    """
    kept = checked(clauses)
    version = locked_version(version)
    if version.state != VersionState.DRAFT:
        raise Conflict(_("This version is no draft any more. Copy it into a new draft to change it."))
    if kept == version.clauses:
        return version
    if version.revision != revision:
        raise NotAsTyped(version)
    version.revision += 1
    put_articles(version, kept)
    note(version, actor_id, "charters.version.written", articles=len(kept))
    return version


@operation
def withdraw(*, version: Version, reason: str, actor_id: int) -> Version:
    """Put a draft away, with the reason if residents were asked about it. Withdrawing twice is no act.

    Raises:
        Invalid: residents were asked, and no reason is given (field `reason`).
        Conflict: it was adopted.
    """
    version = locked_version(version)
    if version.state == VersionState.WITHDRAWN:
        return version
    if version.state == VersionState.CONSULTED and not reason.strip():
        raise Invalid(_("Say why: residents were asked about it."), field="reason")
    put_away(version, reason, actor_id)
    return version


def put_away(version: Version, reason: str, actor_id: int, *, replaced_by: int | None = None) -> None:
    """Withdraw a locked version, for a reason or because draft number `replaced_by` takes its place."""
    move(version, Step.WITHDRAW)
    add_step(version, Step.WITHDRAW, actor_id, reference=reason.strip()[:120])
    note(version, actor_id, "charters.version.withdrawn", reason=reason.strip(), replaced_by=replaced_by)


def _new_draft(
    document: Document, actor_id: int, clauses: Sequence[Clause], copied_from: Version | None = None
) -> Version:
    last = db.session.scalar(select(func.max(Version.number)).where(Version.document_id == document.id)) or 0
    version = Version(
        document=document,
        number=last + 1,
        state=VersionState.DRAFT,
        revision=0,
        copied_from_id=copied_from.id if copied_from else None,
    )
    db.session.add(version)
    db.session.flush()
    put_articles(version, clauses)
    add_step(version, Step.WRITE, actor_id)
    return version
