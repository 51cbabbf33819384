"""All writes of the room. A task's issue moves with it: assigned with the first task, resolved with the last."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TypedDict, Unpack

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.followup import hooks
from council.followup.models import Task, TaskReport
from council.followup.queries import has_open_task
from council.followup.rules import TaskState, all_cancelled, all_done, may_move
from council.followup.words import state_word
from council.issues import hooks as issue_hooks
from council.issues.models import Issue
from council.issues.operations import assign, resolve, unassign
from council.issues.queries.handling import is_with_units
from council.issues.states import IssueState
from council.journal.operations import Ref, record
from council.media.models import Photo
from council.organisation.models import Place
from council.privacy.checks import refuse_personal_numbers
from council.residents.queries import names

#: The hour by which a task is due on its day.
OFFICE_CLOSES = time(18)


class Facts(TypedDict):
    """What a new task needs to be told.

    `place` is the estate that the work is for, `origin` what it came from, e.g. `Ref("resolution", 4)`, and
    `origin_label` the words of that, e.g. its number. One of the two leads is None.
    """

    title: str
    place: Place
    origin: Ref
    origin_label: str
    issue: Issue | None
    lead_person_id: int | None
    lead_unit_id: int | None
    due_on: date


@operation
def add_task(*, actor_id: int, key: str | None = None, **facts: Unpack[Facts]) -> Task:
    """Give a person or a unit something to do by a day; its issue becomes `assigned`. `key` comes with the form.

    Raises:
        Invalid: no title or one with a personal number, not exactly one in charge, or a day that has passed.
    """
    key = own_key("followup.add_task", actor_id, key)
    if (seen := answered(key, Task)) is not None:
        return seen
    _check(facts)
    if (issue := facts["issue"]) is not None:
        locked(Issue, issue.id)  # before the insert refers to it, so that two at once do not wait for each other
    task = _new_task(facts)
    db.session.add(task)
    db.session.flush()
    if issue is not None:
        _assign(issue, task, actor_id=actor_id)
    leads: dict[str, object] = {"lead_person": task.lead_person_id, "lead_unit": task.lead_unit_id}
    _record(task, "added", actor_id, leads)
    keep(key, task.id)
    return task


@operation
def start_task(
    *, task: Task, actor_id: int, note: str = "", photo: Photo | None = None, key: str | None = None
) -> Task:
    """Say that the work has begun.

    Raises:
        Conflict: it is not waiting any more.
    """
    return _report(TaskState.STARTED, task, actor_id, note, photo, own_key("followup.start", actor_id, key))


@operation
def finish_task(
    *, task: Task, actor_id: int, note: str = "", photo: Photo | None = None, key: str | None = None
) -> Task:
    """Say that the work is done; with the last task of an issue, the resident who raised it is asked.

    Raises:
        Invalid: neither a note nor a photo shows what was done.
        Conflict: it is not being worked on.
    """
    key = own_key("followup.finish", actor_id, key)
    if not note.strip() and photo is None and answered(key, Task) is None:
        raise Invalid(_("Write a sentence about what was done, or add a photo."), field="note")
    refuse_personal_numbers({"note": note})
    return _report(TaskState.DONE, task, actor_id, note, photo, key)


@operation
def cancel_task(*, task: Task, actor_id: int, reason: str, key: str | None = None) -> Task:
    """Take a task off the board.

    Raises:
        Invalid: no reason.
        Conflict: it is done already.
    """
    if not reason.strip():
        raise Invalid(_("Write why the task is cancelled."), field="reason")
    refuse_personal_numbers({"reason": reason})
    return _report(TaskState.CANCELLED, task, actor_id, reason, None, key)


@operation
def confirm_task(*, task: Task, actor_id: int, note: str = "", key: str | None = None) -> Task:
    """Confirm a task that no resident is asked about.

    Raises:
        Conflict: it is not done, or the resident who raised the issue says so.
    """
    if task.issue_id is not None:
        raise Conflict(_("The resident who raised the issue says whether it is solved."))
    return _report(TaskState.CONFIRMED, task, actor_id, note, None, key)


@operation
def confirm_tasks_of(*, issue: Issue) -> None:
    """The resident said that the issue is solved: its done tasks are confirmed."""
    for task in _locked_tasks(issue.id, TaskState.DONE):
        task.state = TaskState.CONFIRMED
        _record(task, "confirmed", None, {})


@operation
def reopen_tasks_of(*, issue: Issue) -> bool:
    """The resident said “no”: the issue's done tasks go back to work. Whether there were any."""
    tasks = _locked_tasks(issue.id, TaskState.DONE)
    for task in tasks:
        task.state = TaskState.STARTED
        task.done_at = None
        _record(task, "reopened", None, {})
    return bool(tasks)


def _check(facts: Facts) -> None:
    if not facts["title"].strip():
        raise Invalid(_("Write what is to be done."), field="title")
    refuse_personal_numbers({"title": facts["title"]})
    if (facts["lead_person_id"] is None) == (facts["lead_unit_id"] is None):
        raise Invalid(_("Choose who is in charge."), field="lead")
    if facts["due_on"] < clock.today():
        raise Invalid(_("Choose today or a later day."), field="due_on")


def _new_task(facts: Facts) -> Task:
    return Task(
        title=facts["title"].strip(),
        place_id=facts["place"].id,
        origin_kind=facts["origin"].kind,
        origin_id=facts["origin"].id,
        origin_label=facts["origin_label"],
        issue_id=facts["issue"].id if facts["issue"] else None,
        lead_person_id=facts["lead_person_id"],
        lead_unit_id=facts["lead_unit_id"],
        due_on=facts["due_on"],
        state=TaskState.OPEN,
        created_at=clock.now(),
    )


def _report(to: TaskState, task: Task, actor_id: int, note: str, photo: Photo | None, key: str | None) -> Task:
    """One report moves the task to its next state, and its issue along with it."""
    if (seen := answered(key, Task)) is not None:
        return seen
    issue = locked(Issue, task.issue_id) if task.issue_id else None  # before the task: everyone locks in this order
    task = locked(Task, task.id)
    if not may_move(task.state, to):
        raise Conflict(_taken(task))
    task.state = to
    if to is TaskState.STARTED:
        task.started_at = clock.now()
    elif to is TaskState.DONE:
        task.done_at = clock.now()
    report = TaskReport(
        task_id=task.id,
        state=to,
        note=note.strip(),
        photo_id=photo.id if photo else None,
        by_id=actor_id,
        at=clock.now(),
    )
    db.session.add(report)
    db.session.flush()
    _record(task, to.value, actor_id, {"report": report.id})
    if issue is not None:
        _move_on(issue, actor_id=actor_id)
    keep(key, task.id)
    return task


def _taken(task: Task) -> str:
    """Who was faster, in one sentence."""
    last = db.session.scalars(
        select(TaskReport).where(TaskReport.task_id == task.id).order_by(TaskReport.id.desc()).limit(1)
    ).first()
    if last is None or last.state != task.state:
        return _("This task stands at “%(state)s” by now.", state=state_word(task.state))
    name = names({last.by_id}).get(last.by_id, "")
    return _("%(name)s just moved it to “%(state)s”.", name=name, state=state_word(task.state))


def _assign(issue: Issue, task: Task, *, actor_id: int) -> None:
    due_at = clock.from_local(datetime.combine(task.due_on, OFFICE_CLOSES))
    assign(issue=issue, actor_id=actor_id, task=Ref("task", task.id), due_at=due_at)


def _move_on(issue: Issue, *, actor_id: int) -> None:
    """With its last task done, the issue is resolved; with all cancelled, it waits for an answer again."""
    states = list(db.session.scalars(select(Task.state).where(Task.issue_id == issue.id)))
    if issue.state != IssueState.ASSIGNED or is_with_units(issue.id):
        return
    if all_done(states):
        resolve(issue=issue, actor_id=actor_id)
    elif all_cancelled(states):
        unassign(issue=issue, actor_id=actor_id)


def _locked_tasks(issue_id: int, state: TaskState) -> Sequence[Task]:
    query = select(Task).where(Task.issue_id == issue_id, Task.state == state).order_by(Task.id)
    return db.session.scalars(query.with_for_update()).all()


def _record(task: Task, act: str, actor_id: int | None, data: dict[str, object]) -> None:
    touched = [Ref(task.origin_kind, task.origin_id)]
    if task.issue_id is not None:
        touched.append(Ref("issue", task.issue_id))
    record(
        action=f"followup.task.{act}",
        place_id=task.place_id,
        actor_id=actor_id,
        subject=Ref("task", task.id),
        touched=touched,
        data={"title": task.title, "due_on": task.due_on.isoformat(), **data},
    )
    hooks.changed(task)


issue_hooks.working.append(lambda issue: has_open_task(issue.id))
issue_hooks.on_reopened.append(lambda issue: reopen_tasks_of(issue=issue))
issue_hooks.on_confirmed.append(lambda issue: confirm_tasks_of(issue=issue))
