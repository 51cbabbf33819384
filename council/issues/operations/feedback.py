"""The resident's last word."""

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Forbidden, Invalid
from council.base.once import answered, keep, own_key
from council.issues import hooks
from council.issues.models import Feedback, Issue
from council.issues.operations.common import move, note
from council.issues.queries import feedback_rounds
from council.issues.rules import Act, act_of_feedback
from council.issues.states import IssueState, Solved
from council.privacy.checks import refuse_personal_numbers


@operation
def give_feedback(*, actor_id: int, issue: Issue, solved: Solved, reason: str = "", key: str | None = None) -> Feedback:
    """Say whether it is solved. A first “no” opens the issue again, a second hands it to the supervisor.

    Raises:
        Forbidden: somebody else raised it.
        Invalid: “partly” or “no” without a reason, or a reason with a personal number.
        Conflict: nobody is asking (any more).
    """
    key = own_key("issues.give_feedback", actor_id, key)
    if (seen := answered(key, Feedback)) is not None:
        return seen
    if issue.reporter_id != actor_id:
        raise Forbidden(_("Only the person who raised it can say whether it is solved."))
    if solved is not Solved.YES and not reason.strip():
        raise Invalid(_("Say what is still missing."), field="reason")
    refuse_personal_numbers({"reason": reason})
    issue = locked(Issue, issue.id)
    if issue.state != IssueState.RESOLVED:
        raise Conflict(_("Your answer is in already, or the issue has moved on."))
    feedback = Feedback(
        issue_id=issue.id,
        round=feedback_rounds(issue.id) + 1,
        solved=solved,
        reason=reason,
        person_id=actor_id,
        at=clock.now(),
    )
    db.session.add(feedback)
    db.session.flush()
    act = act_of_feedback(solved, reopened=issue.reopened)
    move(issue, act)
    issue.reopened = issue.reopened or int(act is Act.REOPEN)
    note(issue, actor_id, _FEEDBACK_ACTIONS[act], feedback=feedback.id, solved=solved)
    if act is Act.REOPEN and not hooks.reopened(issue):
        move(issue, Act.UNASSIGN)  # it was solved on the spot: nobody has a task, so the estate answers anew
    elif act is Act.CONFIRM:
        hooks.confirmed(issue)
    keep(key, feedback.id)
    return feedback


_FEEDBACK_ACTIONS = {
    Act.CONFIRM: "issues.feedback.confirmed",
    Act.REOPEN: "issues.feedback.reopened",
    Act.SUPERVISE: "issues.feedback.supervised",
}
