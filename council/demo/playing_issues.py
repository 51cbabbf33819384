"""The stories of issues: raised, supported, accepted, done, answered."""

import random
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from council.base import clock
from council.base.series import start_after
from council.demo.cast.stories.eleventh import ELEVENTH
from council.demo.cast.stories.issues import ISSUES, supporters
from council.demo.cast.stories.shapes import IssueStory, Step, TaskStory
from council.demo.cast.stories.talks import TALKS
from council.demo.cast.stories.tasks import ISSUE_TASKS
from council.demo.cast.stories.twelfth import TWELFTH
from council.demo.playing_handling import kind_of
from council.demo.playing_tasks import plan_task
from council.demo.stage import Stage
from council.issues.models import Solved
from council.issues.operations import acknowledge, give_feedback, raise_issue, reject, support
from council.journal.operations import Ref

#: After these an issue takes no more supports.
ENDINGS = ("resolved", "confirmed", "closed", "rejected")


def on_the_twelfth() -> frozenset[str]:
    """The issues that tonight's council takes up: until then nobody has a task from them."""
    return frozenset(item.issue for item in TWELFTH.items if item.issue)


def plan_issues(stage: Stage) -> None:
    """Put all issues' acts on the stage; what meetings do with them is planned by the meetings."""
    by_meeting = {
        task.issue
        for story in (ELEVENTH, TWELFTH)
        for item in story.items
        for task in item.tasks
        if task.issue and (story is TWELFTH or task.issue not in on_the_twelfth())
    } | {task.issue for talk in TALKS for task in talk.hand_over}
    for story in ISSUES:
        _plan_issue(stage, story, by_meeting)


def _plan_issue(stage: Stage, story: IssueStory, by_meeting: Collection[str]) -> None:
    stage.plan(stage.moment(story.raised), partial(_raise, stage, story))
    _plan_supports(stage, story)
    has_own_task = story.key not in by_meeting and story.key not in on_the_twelfth()
    for step in story.steps:
        at = stage.moment(step.when)
        if step.state == "acknowledged":
            stage.plan(at, lambda s=step: acknowledge(actor_id=stage.person(s.by), issue=stage.issue(story.key)))  # type: ignore[misc]
        elif step.state == "rejected":
            stage.plan(at, partial(_reject, stage, story, step))
        elif step.solved:
            stage.plan(at, partial(_answer, stage, story, step))
        elif step.state == "assigned" and has_own_task:
            _plan_own_task(stage, story, step)


def _raise(stage: Stage, story: IssueStory) -> None:
    start_after(f"issue-{story.estate}-{clock.local(clock.now()).year}", story.number - 1)
    issue = raise_issue(
        actor_id=stage.person(story.reporter),
        place=stage.place(story.place),
        title=stage.say(story.title),
        detail=stage.say(story.detail),
        spot=stage.say(story.spot),
        anonymous=story.anonymous,
    )
    kind_of(stage, issue, story.category)
    stage.issues[story.key] = issue.id


def _plan_supports(stage: Stage, story: IssueStory) -> None:
    """Neighbours come by one after the other, most of them soon, the last before the issue is settled."""
    begin = stage.moment(story.raised) + timedelta(minutes=20)
    ends = [stage.moment(step.when) for step in story.steps if step.state in ENDINGS]
    end = max(begin, min([*ends, stage.now - timedelta(minutes=5)]) - timedelta(minutes=1))
    rng = random.Random(story.key)
    for key in supporters(story):
        at = begin + (end - begin) * rng.random() ** 2
        stage.plan(at, partial(_support, stage, story.key, key))


def _support(stage: Stage, issue: str, person: str) -> None:
    support(actor_id=stage.person(person), issue=stage.issue(issue))


def _reject(stage: Stage, story: IssueStory, step: Step) -> None:
    reject(actor_id=stage.person(step.by), issue=stage.issue(story.key), reason=stage.say(step.note))


def _answer(stage: Stage, story: IssueStory, step: Step) -> None:
    give_feedback(
        actor_id=stage.person(story.reporter),
        issue=stage.issue(story.key),
        solved=Solved(step.solved or "yes"),
        reason=stage.say(step.note),
    )


def _plan_own_task(stage: Stage, story: IssueStory, step: Step) -> None:
    """An issue that was given to somebody without a meeting: the task that goes with it."""
    at = stage.moment(step.when)
    told = next((task for task in ISSUE_TASKS if task.issue == story.key), None)
    plan_task(
        stage,
        told or _task_of(stage, story, at),
        at=at,
        given_by=step.by,
        estate=story.estate,
        origin=lambda: (Ref("issue", stage.issues[story.key]), stage.issue(story.key).number),
    )


def _task_of(stage: Stage, story: IssueStory, given: datetime) -> TaskStory:
    """The task in an issue's own words: whoever leads it, by the day its answer is due."""
    today = clock.local(stage.now).date()
    done = next((step for step in story.steps if step.state == "resolved"), None)
    given_days = (clock.local(given).date() - today).days
    due = story.due_days if story.due_days is not None else (done.when.days + 2 if done else given_days + 7)
    return TaskStory(
        title=story.title,
        due_days=due,
        person="" if story.unit else story.lead,
        unit=story.unit,
        state="done" if done else "started",
        issue=story.key,
        report=done.note if done else None,
        started_days=given_days + 1 if given_days < -1 else None,
        done_days=done.when.days if done else None,
    )
