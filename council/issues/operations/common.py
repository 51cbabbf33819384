"""What the operations on issues share: moving an issue, and writing it into the journal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from council.base import clock
from council.base.db import db, locked
from council.base.errors import Conflict
from council.issues import words
from council.issues.models import Issue
from council.issues.operations.clocks import turn
from council.issues.operations.finding import make_findable
from council.issues.operations.standing import standing_of, stands
from council.issues.rules import Act, after, already
from council.issues.states import IssueState
from council.journal.operations import Ref, record


def move(
    issue: Issue, act: Act, *, due_at: datetime | None = None, to: IssueState | None = None, **changes: Any
) -> bool:
    """Bring the issue, locked and fresh, into its next state, and turn its clocks. False where `act` was done already.

    `due_at` is the end of the next step where something else says it; `to` the state where `act` leads to several;
    `changes` are columns that change with the state.

    Raises:
        Conflict: `act` cannot be done from where the issue stands; it says what can.
    """
    locked(Issue, issue.id)
    target = after(issue.state, act)
    if target is None:
        if already(issue.state, act):
            return False
        raise Conflict(words.not_now(issue))
    before = standing_of(issue)
    with db.session.no_autoflush:
        issue.state = to or target
        for column, value in changes.items():
            setattr(issue, column, value)
    turn(issue, act, clock.now(), due_at=due_at)
    stands(issue, before=before)
    return True


#: Acts after which an issue reads otherwise than before.
CHANGE_WORDS = frozenset(
    {
        "issues.issue.raised",
        "issues.issue.rejected",
        "issues.issue.resolved",
        "issues.feedback.reopened",
        "issues.dispute.marked",
    }
)


def note(issue: Issue, actor_id: int | None, action: str, touched: Sequence[Ref] = (), **data: Any) -> None:
    """Write one entry about `issue` into its estate's journal; what was changed before is flushed with it."""
    record(
        action=action,
        place_id=issue.estate_id,
        actor_id=actor_id,
        subject=Ref("issue", issue.id),
        touched=touched,
        data={"number": issue.number, **data},
    )
    if action in CHANGE_WORDS:
        make_findable(issue)
