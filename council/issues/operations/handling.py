"""What officers do, and what meetings and tasks bring about."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from council.base import clock
from council.base.db import locked, operation
from council.base.errors import Conflict, Invalid
from council.issues import hooks
from council.issues.models import Issue, IssuePhoto
from council.issues.operations.common import move, note
from council.issues.operations.raising import MOST_PHOTOS
from council.issues.operations.texts import needed
from council.issues.operations.units import reopen_parts
from council.issues.queries.handling import taken_by
from council.issues.rules import Act, may_close_unanswered
from council.issues.states import IssueState
from council.journal.operations import Ref
from council.media.models import Photo
from council.web.formats import when


@operation
def acknowledge(*, actor_id: int, issue: Issue) -> Issue:
    """Take the issue: from now on the one who took it answers. Taking it twice is taking it once.

    Raises:
        Conflict: somebody else took it, and when; or it has moved on.
    """
    if move(issue, Act.ACKNOWLEDGE):
        note(issue, actor_id, "issues.issue.acknowledged")
        return issue
    taken = taken_by(issue.id)
    if taken is not None and taken.person_id != actor_id:
        raise Conflict(_("%(name)s took it already (%(time)s).", name=taken.name, time=when(taken.at)))
    return issue


@operation
def reject(*, actor_id: int, issue: Issue, reason: str) -> Issue:
    """Decline the issue, with a reason that everyone who sees it can read.

    Raises:
        Invalid: no reason, or one with a personal number.
        Conflict: it has moved on.
    """
    reason = needed(reason, _("Say why, so that the resident understands."))
    if move(issue, Act.REJECT):
        issue.answer = reason
        note(issue, actor_id, "issues.issue.rejected", reason=reason)
    return issue


@operation
def put_on_agenda(*, actor_id: int, issue: Issue, meeting: Ref, meets_at: datetime | None = None) -> Issue:
    """A meeting takes the issue up; `meets_at` is when it is discussed.

    Raises:
        Conflict: the issue is being done or is settled, or it is a dispute, which is not discussed in public.
    """
    if issue.restricted:
        raise Conflict(_("A dispute is not put on an agenda. It goes to mediation."))
    if move(issue, Act.PUT_ON_AGENDA, due_at=meets_at):
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
    reason = needed(reason, _("Say what is still to be done."))
    if move(issue, Act.HAND_BACK):
        note(issue, actor_id, "issues.issue.handed_back", reason=reason)
        if not hooks.reopened(issue) and not reopen_parts(issue):
            move(issue, Act.UNASSIGN)  # nobody had a task, so the estate answers anew
    return issue


@operation
def assign(*, actor_id: int, issue: Issue, task: Ref | None = None, due_at: datetime | None = None) -> Issue:
    """Somebody has a task from the issue now; with several tasks the latest `due_at` counts.

    Raises:
        Conflict: it is settled.
    """
    latest = issue.due_at if issue.state == IssueState.ASSIGNED else None
    if move(issue, Act.ASSIGN, due_at=max(filter(None, (due_at, latest)), default=None)):
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
def solve_on_the_spot(*, actor_id: int, issue: Issue, answer: str, photos: Sequence[Photo] = ()) -> Issue:
    """It is done; `answer` and the `photos` of after the work say how, and the reporter is asked next.

    Raises:
        Invalid: no answer, or one with a personal number; more than four photos.
        Conflict: a meeting or a task has it, or it cannot be solved from where it stands.
    """
    answer = needed(answer, _("Say what was done. The resident reads it."), field="answer")
    if len(photos) > MOST_PHOTOS:
        raise Invalid(_("At most %(number)s photos.", number=MOST_PHOTOS), field="photos")
    issue = locked(Issue, issue.id)
    if issue.state == IssueState.TO_AGENDA or hooks.has_work(issue):
        raise Conflict(_("A meeting or a task has this issue by now. It is solved there."))
    if issue.state != IssueState.RESOLVED:
        _keep_photos(issue, photos)
    return _resolved(issue, actor_id, answer)


def _resolved(issue: Issue, actor_id: int, answer: str) -> Issue:
    if move(issue, Act.RESOLVE):
        issue.answer = answer
        note(issue, actor_id, "issues.issue.resolved", answer=answer)
    return issue


def _keep_photos(issue: Issue, photos: Sequence[Photo]) -> None:
    start = max((row.position for row in issue.photos), default=-1) + 1
    for at, photo in enumerate(photos, start=start):
        issue.photos.append(IssuePhoto(photo_id=photo.id, position=at, kind="after"))


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
