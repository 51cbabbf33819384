"""Two people at once on real databases: nobody waits for ever, and the issue is resolved exactly once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict
from council.followup.models import Task
from council.followup.operations import add_task, finish_task, start_task
from council.issues.models import Issue
from council.issues.operations import raise_issue
from council.issues.states import IssueState
from council.journal.operations import Ref
from council.journal.queries import history
from tests.polls.arenas import arena, at_once
from tests.support.world import World

pytestmark = pytest.mark.race

ROUNDS = 20


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database that threads can fight over."""
    with arena(request.param, tmp_path_factory.mktemp("tasks")) as app:
        yield app


def new_issue(app: Flask) -> int:
    """An issue of the resident."""
    with app.test_request_context():
        world = World.load()
        return raise_issue(actor_id=world.resident.id, place=world.building, title="楼道灯坏了").id


def give(issue_id: int) -> int:
    """A task of that issue for the grid officer."""
    world = World.load()
    return add_task(
        title="换灯",
        place=world.estate,
        origin=Ref("issue", issue_id),
        origin_label="",
        issue=db.session.get_one(Issue, issue_id),
        lead_person_id=world.grid_officer.id,
        lead_unit_id=None,
        due_on=clock.today() + timedelta(days=3),
        actor_id=world.chair.id,
    ).id


def finish(task_id: int) -> int:
    """Report it done."""
    return finish_task(task=db.session.get_one(Task, task_id), actor_id=World.load().grid_officer.id, note="好了").id


def start(task_id: int) -> int:
    """Begin it."""
    return start_task(task=db.session.get_one(Task, task_id), actor_id=World.load().grid_officer.id).id


def test_two_last_reports_at_once_resolve_the_issue_once(ground: Flask) -> None:
    for _round in range(ROUNDS):
        issue_id = new_issue(ground)
        tasks = at_once(ground, lambda key=issue_id: give(key), lambda key=issue_id: give(key))  # type: ignore[misc]
        with ground.test_request_context():
            for task in tasks:
                start(int(str(task)))
        first, second = (int(str(task)) for task in tasks)
        at_once(ground, lambda key=first: finish(key), lambda key=second: finish(key))  # type: ignore[misc]
        with ground.test_request_context():
            assert db.session.get_one(Issue, issue_id).state == IssueState.RESOLVED
            actions = [entry.action for entry in history("issue", issue_id)]
            assert actions.count("issues.issue.resolved") == 1
            assert actions.count("followup.task.done") == 2


def test_of_two_who_start_at_once_one_is_told_who_was_faster(ground: Flask) -> None:
    for _round in range(ROUNDS):
        issue_id = new_issue(ground)
        with ground.test_request_context():
            task_id = give(issue_id)
        answers = at_once(ground, lambda key=task_id: start(key), lambda key=task_id: start(key))  # type: ignore[misc]
        assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
