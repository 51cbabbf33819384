"""How issues are found: by number, title, words, spot, place and answer. Disputes are not on the page of all."""

from collections.abc import Iterator, Sequence

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from council.base.db import db
from council.issues import words
from council.issues.lists import not_disputes
from council.issues.models import Issue
from council.issues.operations.finding import facts
from council.issues.states import IssueState
from council.organisation.queries import estates_seen_by
from council.permits.actor import Actor
from council.privacy.rules import numbers_masked
from council.search.hooks import Findable, Hit, kinds


def _show(ids: Sequence[int], actor: Actor) -> dict[int, Hit]:
    query = select(Issue).where(Issue.id.in_(ids), not_disputes(actor, estates_seen_by(actor)))
    return {issue.id: _hit(issue) for issue in db.session.scalars(query)}


def _hit(issue: Issue) -> Hit:
    said = numbers_masked("\n".join(filter(None, (issue.spot, issue.detail, issue.answer))))
    about = f"{issue.number} {words.STATES[IssueState(issue.state)]}"
    return Hit(url_for("issues.show", number=issue.number), issue.title, said, about)


def _all() -> Iterator[dict[str, object]]:
    for issue in db.session.scalars(select(Issue).options(joinedload(Issue.place))).unique():
        yield dict(facts(issue))


kinds["issue"] = Findable(_l("Issues"), "list", _show, _all)
