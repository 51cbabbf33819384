"""Loading tasks, and the origin of a new one, for an actor."""

from sqlalchemy.orm import joinedload, selectinload

from council.base.db import db
from council.base.errors import NotVisible
from council.followup.models import Task, TaskReport
from council.followup.permissions import TaskAct
from council.issues.models import Issue
from council.permits.actor import Actor
from council.permits.permission import allows, demand


def task_for(actor: Actor, task_id: int, *, to: TaskAct = TaskAct.VIEW) -> Task:
    """A task that `actor` may see, and do `to` with.

    Raises:
        NotVisible: unknown, or of another place or unit.
        Forbidden: seen, but not allowed.
    """
    task = db.session.get(Task, task_id, options=_WHOLE)
    if task is None or not allows(actor, TaskAct.VIEW, task):
        raise NotVisible
    demand(actor, to, task)
    return task


_WHOLE = (
    joinedload(Task.lead_person),
    joinedload(Task.lead_unit),
    joinedload(Task.issue).joinedload(Issue.place),
    selectinload(Task.reports).options(joinedload(TaskReport.by), joinedload(TaskReport.photo)),
)
