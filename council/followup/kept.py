"""What this room keeps about people: the tasks they are in charge of, and what they reported."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from council.base.db import db
from council.followup.models import Task, TaskReport
from council.privacy.hooks import Row, keeps
from council.residents.models import Person


def _tasks(person: Person) -> Sequence[Row]:
    query = select(Task).where(Task.lead_person_id == person.id).order_by(Task.id)
    return [{"title": row.title, "due_on": row.due_on, "state": row.state} for row in db.session.scalars(query)]


def _reports(person: Person) -> Sequence[Row]:
    query = select(Task.title, TaskReport).join(Task, Task.id == TaskReport.task_id)
    rows = db.session.execute(query.where(TaskReport.by_id == person.id).order_by(TaskReport.id))
    return [{"title": title, "state": row.state, "note": row.note, "at": row.at} for title, row in rows]


keeps(
    "tasks",
    _tasks,
    title=_l("Your tasks"),
    why=_l("Who does what by when is what the council agreed on."),
    columns={"title": _l("What"), "due_on": _l("Done by"), "state": _l("State")},
    stays=True,
)
keeps(
    "reports",
    _reports,
    title=_l("Your reports on tasks"),
    why=_l("They show what was done."),
    columns={"title": _l("Task"), "state": _l("State"), "note": _l("Your words"), "at": _l("When")},
    stays=True,
)
