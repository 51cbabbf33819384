"""What officers do, and what meetings and tasks bring about."""

from datetime import datetime

from flask_babel import gettext as _

from council.base import clock
from council.base.db import locked, operation
from council.base.errors import Conflict, Invalid
from council.issues import hooks
from council.issues.models import Issue
from council.issues.operations.common import move, note
from council.issues.rules import Act, may_close_unanswered, solved_elsewhere
from council.issues.states import IssueState
from council.journal.operations import Ref
from council.privacy.checks import refuse_personal_numbers


@operation
def acknowledge(*, actor_id: int, issue: Issue) -> Issue:
    """Accept the issue: an answer follows within three working days.

    Raises:
        Conflict: it has moved on.
    """
    if move(issue, Act.ACKNOWLEDGE):
        note(issue, actor_id, "issues.issue.acknowledged")
    return issue


@operation
def reject(*, actor_id: int, issue: Issue, reason: str) -> Issue:
    """Decline the issue, with a reason that everyone who sees it can read.

    Raises:
        Invalid: no reason, or one with a personal number.
        Conflict: it has moved on.
    """
    if not reason.strip():
        raise Invalid(_("Say why, so that the resident understands."), field="reason")
    refuse_personal_numbers({"reason": reason})
    if move(issue, Act.REJECT):
        issue.answer = reason
        note(issue, actor_id, "issues.issue.rejected", reason=reason)
    return issue


@operation
def put_on_agenda(*, actor_id: int, issue: Issue, meeting: Ref, meets_at: datetime | None = None) -> Issue:
    """A meeting takes the issue up; `meets_at` is when it is discussed.

    Raises:
        Conflict: the issue is being done or is settled.
    """
    if move(issue, Act.PUT_ON_AGENDA):
        issue.due_at = meets_at or issue.due_at
        note(issue, actor_id, "issues.issue.put_on_agenda", touched=[meeting])
    return issue


@operation
def take_off_agenda(*, actor_id: int, issue: Issue, meeting: Ref) -> Issue:
    """The meeting does not take the issue up after all; it waits for an answer again.

    Raises:
        Conflict: it has moved on.
    """
    return _wait_again(issue, actor_id, meeting, action="issues.issue.taken_off_agenda")


@operation
def put_off(*, actor_id: int, issue: Issue, meeting: Ref) -> Issue:
    """The meeting put it off, or did not reach it: it waits for an answer again, due anew.

    Raises:
        Conflict: it has moved on.
    """
    return _wait_again(issue, actor_id, meeting, action="issues.issue.put_off")


@operation
def discussed(*, actor_id: int, issue: Issue, meeting: Ref) -> Issue:
    """The meeting is over and discussed it, without a task for anyone: it waits for an answer again, due anew.

    Raises:
        Conflict: it has moved on.
    """
    return _wait_again(issue, actor_id, meeting, action="issues.issue.discussed")


@operation
def hand_back(*, actor_id: int, issue: Issue, reason: str) -> Issue:
    """The supervisor sends it back to those who did it, with a sentence: done tasks are open again.

    Raises:
        Invalid: no reason, or one with a personal number.
        Conflict: it is not with the supervisor.
    """
    if not reason.strip():
        raise Invalid(_("Say what is still to be done."), field="reason")
    refuse_personal_numbers({"reason": reason})
    if move(issue, Act.HAND_BACK):
        note(issue, actor_id, "issues.issue.handed_back", reason=reason)
        if not hooks.reopened(issue):
            move(issue, Act.UNASSIGN)  # nobody had a task, so the estate answers anew
    return issue


@operation
def assign(*, actor_id: int, issue: Issue, task: Ref | None = None, due_at: datetime | None = None) -> Issue:
    """Somebody has a task from the issue now; with several tasks the latest `due_at` counts.

    Raises:
        Conflict: it is settled.
    """
    latest = issue.due_at if issue.state == IssueState.ASSIGNED else None
    if move(issue, Act.ASSIGN):
        issue.due_at = max(filter(None, (due_at, latest)), default=issue.due_at)
        note(issue, actor_id, "issues.issue.assigned", touched=[task] if task else [])
    return issue


@operation
def unassign(*, actor_id: int, issue: Issue) -> Issue:
    """Its last task was cancelled and none was done; it waits for an answer again.

    Raises:
        Conflict: it has moved on.
    """
    if move(issue, Act.UNASSIGN):
        note(issue, actor_id, "issues.issue.unassigned")
    return issue


@operation
def resolve(*, actor_id: int, issue: Issue) -> Issue:
    """Its tasks are done, and say what was done; the reporter is asked next.

    Raises:
        Conflict: it cannot be solved from where it stands.
    """
    return _resolved(issue, actor_id, "")


@operation
def solve_on_the_spot(*, actor_id: int, issue: Issue, answer: str) -> Issue:
    """It is done without a task or a meeting; `answer` says what was done, and the reporter is asked next.

    Raises:
        Invalid: no answer, or one with a personal number.
        Conflict: a meeting or a task has it, or it cannot be solved from where it stands.
    """
    if not answer.strip():
        raise Invalid(_("Say what was done. The resident reads it."), field="answer")
    refuse_personal_numbers({"answer": answer})
    if solved_elsewhere(locked(Issue, issue.id).state):
        raise Conflict(_("A meeting or a task has this issue by now. It is solved there."))
    return _resolved(issue, actor_id, answer)


def _resolved(issue: Issue, actor_id: int, answer: str) -> Issue:
    if move(issue, Act.RESOLVE):
        issue.answer = answer
        note(issue, actor_id, "issues.issue.resolved", answer=answer)
    return issue


@operation
def close(*, actor_id: int, issue: Issue) -> Issue:
    """Close what the reporter did not answer in time, or what the supervisor has looked into.

    Raises:
        Conflict: the reporter still has time, or it has moved on.
    """
    if not may_close_unanswered(issue.state, issue.due_at, clock.now()):
        raise Conflict(_("The resident still has time to say whether it is solved."))
    if move(issue, Act.CLOSE):
        note(issue, actor_id, "issues.issue.closed")
        hooks.confirmed(issue)
    return issue


def _wait_again(issue: Issue, actor_id: int, meeting: Ref, *, action: str) -> Issue:
    """Off the agenda, for the reason that `action` names; nothing where it is off already."""
    if move(issue, Act.TAKE_OFF_AGENDA):
        note(issue, actor_id, action, touched=[meeting])
    return issue
