"""A task that was given out or moved shows on the screens of the meeting it came from."""

from council.base.db import db
from council.followup.hooks import when_changed
from council.followup.models import Task
from council.live.changes import touch
from council.meetings.models import Meeting, Resolution


@when_changed
def task_changed(task: Task) -> None:
    """Inside the task's transaction: the meeting has something new to show."""
    meeting = _meeting_of(task)
    if meeting is not None:
        meeting.version += 1
        touch("meeting", meeting.id)


def _meeting_of(task: Task) -> Meeting | None:
    if task.origin_kind == "resolution":
        resolution = db.session.get(Resolution, task.origin_id)
        return db.session.get(Meeting, resolution.meeting_id) if resolution else None
    return db.session.get(Meeting, task.origin_id) if task.origin_kind == "meeting" else None
