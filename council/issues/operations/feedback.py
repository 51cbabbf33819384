"""The resident's last word."""

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Forbidden, Invalid
from council.base.once import answered, keep, own_key
from council.issues import hooks
from council.issues.models import Feedback, Issue
from council.issues.operations.common import move, note
from council.issues.operations.counting import add
from council.issues.operations.units import reopen_parts
from council.issues.queries import feedback_rounds
from council.issues.rules import Act, act_of_feedback
from council.issues.rules.numbers import Judged, of_feedback
from council.issues.states import IssueState, Solved
from council.media.models import Photo
from council.privacy.checks import refuse_personal_numbers


@operation
def give_feedback(
    *,
    actor_id: int | None,
    issue: Issue,
    solved: Solved,
    reason: str = "",
    score: int | None = None,
    photo: Photo | None = None,
    asked_by: int | None = None,
    key: str | None = None,
) -> Feedback:
    """Say whether it is solved. A first “no” opens the issue again, a second hands it to the supervisor.

    `actor_id` is who raised it, None for a visitor without an account (whose own address let them in); `asked_by` the
    officer who asked on the phone and typed the answer; `score` 1 (very bad) to 5 (very good).

    Raises:
        Forbidden: somebody else raised it.
        Invalid: “partly” or “no” without a reason, a reason with a personal number, a score that is none.
        Conflict: nobody is asking (any more).
    """
    key = own_key("issues.give_feedback", asked_by or actor_id, key)
    if (seen := answered(key, Feedback)) is not None:
        return seen
    if issue.reporter_id != actor_id:
        raise Forbidden(_("Only the person who raised it can say whether it is solved."))
    _check(solved, reason, score)
    issue = locked(Issue, issue.id)
    if issue.state != IssueState.RESOLVED:
        raise Conflict(_("Your answer is in already, or the issue has moved on."))
    feedback = Feedback(
        issue_id=issue.id,
        round=feedback_rounds(issue.id) + 1,
        solved=solved,
        score=score,
        reason=reason.strip(),
        photo_id=photo.id if photo else None,
        person_id=actor_id,
        at=clock.now(),
    )
    db.session.add(feedback)
    db.session.flush()
    add(issue, of_feedback(Judged(solved, score, feedback.at)))
    _act_on(issue, feedback, actor_id, asked_by)
    keep(key, feedback.id)
    return feedback


def _check(solved: Solved, reason: str, score: int | None) -> None:
    if solved is not Solved.YES and not reason.strip():
        raise Invalid(_("Say what is still missing."), field="reason")
    if score is not None and score not in range(1, 6):
        raise Invalid(_("Choose one to five stars."), field="score")
    refuse_personal_numbers({"reason": reason})


def _act_on(issue: Issue, feedback: Feedback, actor_id: int | None, asked_by: int | None) -> None:
    act = act_of_feedback(Solved(feedback.solved), reopened=issue.reopened)
    move(issue, act)
    issue.reopened = issue.reopened or int(act is Act.REOPEN)
    who, by_phone = asked_by or actor_id, asked_by is not None
    note(issue, who, _FEEDBACK_ACTIONS[act], feedback=feedback.id, solved=feedback.solved, by_phone=by_phone)
    if act is Act.REOPEN and not hooks.reopened(issue) and not reopen_parts(issue):
        move(issue, Act.UNASSIGN)  # it was solved on the spot: nobody has a task, so the estate answers anew
    elif act is Act.CONFIRM:
        hooks.confirmed(issue)


_FEEDBACK_ACTIONS = {
    Act.CONFIRM: "issues.feedback.confirmed",
    Act.REOPEN: "issues.feedback.reopened",
    Act.SUPERVISE: "issues.feedback.supervised",
}
