"""Passing an issue on: upwards to the community or the street, and back."""

from flask_babel import gettext as _

from council.base.db import locked, operation
from council.base.errors import Invalid
from council.issues.models import Issue
from council.issues.operations.common import move, note
from council.issues.operations.texts import needed
from council.issues.rules import Act
from council.organisation.models import Place


@operation
def refer(*, actor_id: int, issue: Issue, to: Place, reason: str) -> Issue:
    """Pass the issue up to the officers of `to`, a place above the one that has it. They accept it or send it back.

    Raises:
        Invalid: no reason, or a place that is not above.
        Conflict: it has moved on.
    """
    reason = needed(reason, _("Say why it goes further up. The resident reads it."))
    issue = locked(Issue, issue.id)
    if to.id == issue.handler_id or not issue.estate.path.startswith(to.path) or not _is_above(to, issue.handler):
        raise Invalid(_("Choose a place above the one that has it now."), field="to")
    if move(issue, Act.REFER, handler_id=to.id, handler=to):
        note(issue, actor_id, "issues.issue.referred", reason=reason, to=to.id, to_name=to.name)
    return issue


@operation
def send_back(*, actor_id: int, issue: Issue, reason: str) -> Issue:
    """Give a referred issue back to its estate, with a reason; the estate answers it.

    Raises:
        Invalid: no reason.
        Conflict: it is not referred, or has been accepted.
    """
    reason = needed(reason, _("Say why it goes back. The estate and the resident read it."))
    issue = locked(Issue, issue.id)
    from_name = issue.handler.name
    if move(issue, Act.SEND_BACK, handler_id=issue.estate_id, handler=issue.estate):
        note(issue, actor_id, "issues.issue.sent_back", reason=reason, from_name=from_name)
    return issue


def _is_above(place: Place, other: Place) -> bool:
    return place.id != other.id and other.path.startswith(place.path)
