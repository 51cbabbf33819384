"""A task's timeline: who did what when, with the notes and photos of the reports and the resident's word."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from council.followup.models import Task, TaskReport
from council.followup.queries import reports_of
from council.issues.models import Feedback
from council.issues.queries import feedbacks
from council.journal.queries import history
from council.permits.actor import Actor
from council.privacy.queries import shown_names


@dataclass(frozen=True)
class Step:
    """One point of the timeline."""

    icon: str
    title: str
    at: datetime
    who: str = ""
    report: TaskReport | None = None
    answer: Feedback | None = None


def timeline(task: Task, reader: Actor) -> list[Step]:
    """All that happened to a task, oldest first; names as `reader` may know them."""
    entries = [entry for entry in history("task", task.id) if entry.action in _ICONS]
    who = shown_names([entry.actor_id for entry in entries], reader)
    reports = reports_of(task.id)
    titles = _titles()
    steps = [
        Step(
            icon=_ICONS[entry.action],
            title=titles[entry.action],
            at=entry.at,
            who=who.get(entry.actor_id or 0, ""),
            report=reports.get(entry.data.get("report", 0)),
        )
        for entry in entries
    ]
    return sorted([*steps, *_answers(task)], key=lambda step: step.at)


def _answers(task: Task) -> list[Step]:
    """What the resident said while the task was there; the name stays with the issue."""
    if task.issue_id is None:
        return []
    said = {"yes": _("The resident says: solved"), "partly": _("The resident says: partly solved")}
    return [
        Step("chat", said.get(each.solved, _("The resident says: not solved")), each.at, answer=each)
        for each in feedbacks(task.issue_id)
        if each.at >= task.created_at
    ]


_ICONS = {
    "followup.task.added": "do",
    "followup.task.started": "play",
    "followup.task.done": "check",
    "followup.task.confirmed": "seal",
    "followup.task.reopened": "redo",
    "followup.task.cancelled": "cross",
}


def _titles() -> dict[str, str]:
    return {
        "followup.task.added": _("Given out"),
        "followup.task.started": _("Started"),
        "followup.task.done": _("Reported done"),
        "followup.task.confirmed": _("Confirmed"),
        "followup.task.reopened": _("Back to work"),
        "followup.task.cancelled": _("Cancelled"),
    }
