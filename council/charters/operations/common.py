"""What the operations share: locking, moving a version one step, writing it into the journal."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked
from council.base.errors import Conflict, Invalid
from council.charters.models import Article, Document, Step, Version, VersionState, VersionStep
from council.charters.rules.articles import HEADING_LENGTH, MOST_ARTICLES, TEXT_LENGTH, Clause
from council.charters.rules.versions import after
from council.journal.operations import Ref, record


class NotAsTyped(Conflict):
    """Somebody else saved the draft meanwhile. `current` is what stands now; nothing was written."""

    def __init__(self, current: Version) -> None:
        super().__init__(_("Someone else saved this draft meanwhile. Both texts are shown."))
        self.current = current


def locked_version(version: Version) -> Version:
    """The version as it is now; its document is locked, so that of two steps the second waits."""
    locked(Document, version.document_id)
    return locked(Version, version.id)


def move(version: Version, step: Step) -> None:
    """Bring a locked version into its next state.

    Raises:
        Conflict: `step` cannot be done from where it stands.
    """
    version.state = state_after(version, step)


def state_after(version: Version, step: Step) -> VersionState:
    """The state that `step` leads to. Raises `Conflict` as `move`."""
    target = after(version.state, step)
    if target is None:
        raise Conflict(_REFUSALS[step]())
    return target


_REFUSALS = {
    Step.CONSULT: lambda: _("Residents are asked about drafts only. Copy this version into a new draft first."),
    Step.ADOPT: lambda: _("Only a version that residents were asked about can be adopted."),
    Step.FILE: lambda: _("Only an adopted version is filed with the street. Record first what adopted it."),
    Step.ENFORCE: lambda: _("Only a filed version comes into force. File it with the street first."),
    Step.WITHDRAW: lambda: _("Only a draft can be withdrawn. What was adopted stands until a new version replaces it."),
    Step.ENTER: lambda: _("Only a draft can be entered as the paper that is in force."),
}


def add_step(version: Version, step: Step, actor_id: int, day: date | None = None, reference: str = "") -> None:
    """Note who did a step, when, and for which day."""
    made = VersionStep(
        version=version,
        step=step,
        day=day or clock.today(),
        reference=reference,
        by_id=actor_id,
        at=clock.now(),
    )
    db.session.add(made)


def note(version: Version, actor_id: int, action: str, touched: Iterable[Ref] = (), **data: Any) -> None:
    """One entry about a version in the journal of its estate."""
    record(
        action=action,
        place_id=version.document.place.estate_id or version.document.place_id,
        actor_id=actor_id,
        subject=Ref("charter_version", version.id),
        touched=[Ref("charter_document", version.document_id), *touched],
        data={"kind": version.document.kind, "number": version.number, **data},
    )


def checked(clauses: Sequence[Clause]) -> list[Clause]:
    """The articles without empty ones.

    Raises:
        Invalid: one is without text or too long (field `article-3` for the third), or there are too many.
    """
    kept = []
    for number, (heading, text) in enumerate(clauses, start=1):
        clause = Clause(heading.strip(), text.strip())
        if problem := _problem(clause, number):
            raise Invalid(problem, field=f"article-{number}")
        if clause.text:
            kept.append(clause)
    if len(kept) > MOST_ARTICLES:
        raise Invalid(_("At most %(number)s articles.", number=MOST_ARTICLES))
    return kept


def _problem(clause: Clause, number: int) -> str:
    if clause.heading and not clause.text:
        return _("Article %(number)s has a heading and no text. Write the text, or remove the article.", number=number)
    if len(clause.heading) > HEADING_LENGTH:
        return _("Article %(number)s: keep the heading under %(max)s characters.", number=number, max=HEADING_LENGTH)
    if len(clause.text) > TEXT_LENGTH:
        return _(
            "Article %(number)s: keep it under %(max)s characters. Split it into two.", number=number, max=TEXT_LENGTH
        )
    return ""


def put_articles(version: Version, clauses: Sequence[Clause]) -> None:
    """Give a draft these articles instead of those it has."""
    if version.articles:
        version.articles.clear()
        db.session.flush()  # the old numbers go before the new ones come
    version.articles = [Article(number=n, heading=c.heading, text=c.text) for n, c in enumerate(clauses, start=1)]
    db.session.flush()
