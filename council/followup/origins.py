"""Where a new task comes from, signed: a form carries it, and nobody can write another one into the form."""

from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from council.base.db import db
from council.base.errors import Invalid
from council.issues.models import Issue
from council.journal.operations import Ref
from council.organisation.models import Place


@dataclass(frozen=True)
class Origin:
    """What a task comes from: its reference and words, the place, the issue it is about, the page to go back to."""

    ref: Ref
    label: str
    place: Place
    issue: Issue | None = None
    back: str = ""

    def signed(self) -> str:
        """The origin as text that only this application can have made."""
        issue_id = self.issue.id if self.issue else None
        return _signer().dumps([self.ref.kind, self.ref.id, self.label, self.place.id, issue_id, self.back])


def read_origin(text: str) -> Origin:
    """The origin that `Origin.signed` made.

    Raises:
        Invalid: it was changed, or what it names is gone.
    """
    try:
        kind, key, label, place_id, issue_id, back = _signer().loads(text)
    except (BadSignature, ValueError):
        raise Invalid from None
    place = db.session.get(Place, place_id)
    issue = db.session.get(Issue, issue_id) if issue_id else None
    if place is None or (issue_id and issue is None):
        raise Invalid
    return Origin(Ref(kind, key), label, place, issue, back)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="task-origin")
