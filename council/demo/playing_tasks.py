"""The stories of tasks: given, begun, done."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from council.base import clock
from council.demo.cast.offices import appointments
from council.demo.cast.stories.shapes import TaskStory
from council.demo.stage import Stage
from council.followup.models import Task
from council.followup.operations import add_task, finish_task, start_task
from council.journal.operations import Ref

#: What a task comes from, with its words; asked when the task is given.
Origin = Callable[[], tuple[Ref, str]]


def plan_task(
    stage: Stage, story: TaskStory, *, at: datetime, given_by: str, estate: str, origin: Origin, linked: bool = True
) -> None:
    """Put a task's acts on the stage.

    Args:
        linked: whether the task belongs to the issue the story names.
    """
    key = f"{estate}.{story.issue}.{story.title.en}"
    stage.plan(at, partial(_give, stage, story, key, given_by, estate, origin, linked))
    reporter = story.person or contact_of(story.unit)
    said = stage.say(story.report) if story.report else ""
    if story.state in ("started", "done", "confirmed"):
        begun = _later(stage, story.started_days, at, "10:00")
        note = said if story.state == "started" else ""
        stage.plan(begun, lambda: start_task(task=_task(stage, key), actor_id=stage.person(reporter), note=note))
        if story.state in ("done", "confirmed"):
            done = max(_later(stage, story.done_days, begun, "16:00"), begun + timedelta(minutes=5))
            stage.plan(done, lambda: finish_task(task=_task(stage, key), actor_id=stage.person(reporter), note=said))


def contact_of(unit: str) -> str:
    """The person who speaks for a unit."""
    return next(held.person for held in appointments() if held.unit == unit and held.office == "partner_contact")


def _give(stage: Stage, story: TaskStory, key: str, given_by: str, estate: str, origin: Origin, linked: bool) -> None:
    ref, label = origin()
    task = add_task(
        title=stage.say(story.title),
        place=stage.place(estate),
        origin=ref,
        origin_label=label,
        issue=stage.issue(story.issue) if linked and story.issue else None,
        lead_person_id=stage.person(story.person) if story.person else None,
        lead_unit_id=stage.units[story.unit] if story.unit else None,
        due_on=max(clock.today(), clock.local(stage.now).date() + timedelta(days=story.due_days)),
        actor_id=stage.person(given_by),
    )
    stage.tasks[key] = task.id


def _task(stage: Stage, key: str) -> Task:
    return stage.row(Task, stage.tasks[key])


def _later(stage: Stage, days: int | None, after: datetime, wall_clock: str) -> datetime:
    """So many days from today, but always after `after`."""
    moment = stage.day(days, wall_clock) if days is not None else after
    return max(moment, after + timedelta(minutes=5))
