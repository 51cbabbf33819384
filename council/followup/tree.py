"""What of this room lies in places: tasks that are not done."""

from flask_babel import ngettext
from sqlalchemy import func, select

from council.base.db import db
from council.followup.models import Task, TaskState
from council.organisation.hooks import belongs
from council.organisation.models import Place


def tasks(path: str, *, ever: bool = False) -> int:
    """How many tasks at or below a path are still to be done; or ever were given."""
    query = select(func.count()).select_from(Task).join(Place, Place.id == Task.place_id)
    query = query.where(Place.path.startswith(path))
    undone = Task.state.in_((TaskState.OPEN, TaskState.STARTED))
    return db.session.scalar(query if ever else query.where(undone)) or 0


belongs(
    now=tasks,
    ever=lambda path: tasks(path, ever=True),
    words=lambda n: ngettext("1 open task", "%(num)d open tasks", n),
)
