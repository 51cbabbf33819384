"""What the operations on issues share: moving an issue, and writing it into the journal."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from council.base import clock
from council.base.db import locked
from council.base.errors import Conflict
from council.issues.models import Issue
from council.issues.rules import Act, after, already, due_after
from council.journal.operations import Ref, record


def move(issue: Issue, act: Act) -> bool:
    """Bring the issue, locked and fresh, into its next state. False where `act` was done already.

    Raises:
        Conflict: `act` cannot be done from where the issue stands.
    """
    locked(Issue, issue.id)
    target = after(issue.state, act)
    if target is None:
        if already(issue.state, act):
            return False
        raise Conflict(_("This issue has moved on meanwhile. Look at where it stands now."))
    issue.state = target
    issue.due_at = due_after(target, clock.now())
    return True


def note(issue: Issue, actor_id: int, action: str, touched: Sequence[Ref] = (), **data: Any) -> None:
    """Write one entry about `issue` into its estate's journal; what was changed before is flushed with it."""
    record(
        action=action,
        place_id=issue.estate_id,
        actor_id=actor_id,
        subject=Ref("issue", issue.id),
        touched=touched,
        data={"number": issue.number, **data},
    )
