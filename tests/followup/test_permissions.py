"""Who may, and who may not."""

import pytest

from council.base.db import db
from council.followup.models import Task
from council.followup.permissions import TaskAct
from council.followup.queries import visible
from council.issues.permissions import IssueAct
from council.organisation.models import Place
from council.permits.permission import allows
from tests.followup.conftest import Tasks

EVERYONE = (
    "resident",
    "neighbour",
    "stranger",
    "chair",
    "recorder",
    "grid_officer",
    "supervisor",
    "community_staff",
    "street_staff",
    "partner",
)
SEE_ESTATE = set(EVERYONE) - {"stranger", "partner"}
WHO_MAY = {
    TaskAct.ADD: {"chair", "recorder", "community_staff", "street_staff"},
    TaskAct.VIEW: SEE_ESTATE,
    TaskAct.WORK: {"grid_officer", "chair"},
    TaskAct.CANCEL: {"chair", "recorder", "community_staff", "street_staff"},
    TaskAct.CONFIRM: {"chair", "supervisor"},
}


@pytest.mark.parametrize("act", list(TaskAct))
def test_who_may_do_what_with_a_task_of_the_grid_officer(tasks: Tasks, act: TaskAct) -> None:
    task = tasks.task()
    may = {part for part in EVERYONE if allows(tasks.world.actor(getattr(tasks.world, part)), act, task)}
    assert may == WHO_MAY[act]


def test_a_unit_sees_and_works_on_its_own_tasks_only(tasks: Tasks) -> None:
    own, other = tasks.task(lead_unit_id=tasks.world.unit.id), tasks.task()
    contact = tasks.world.actor(tasks.world.partner)
    assert allows(contact, TaskAct.VIEW, own)
    assert allows(contact, TaskAct.WORK, own)
    assert not allows(contact, TaskAct.CANCEL, own)
    assert not allows(contact, TaskAct.VIEW, other)


def test_a_unit_sees_the_issue_of_its_task_only(tasks: Tasks) -> None:
    mine, other = tasks.issue(), tasks.issue("门禁坏了")
    contact = tasks.world.actor(tasks.world.partner)
    assert not allows(contact, IssueAct.VIEW, mine)
    tasks.task(issue=mine, lead_unit_id=tasks.world.unit.id)
    assert allows(contact, IssueAct.VIEW, mine)
    assert not allows(contact, IssueAct.VIEW, other)


@pytest.mark.parametrize("part", EVERYONE)
def test_the_condition_in_sql_says_the_same_as_the_predicates(tasks: Tasks, part: str) -> None:
    for place in (tasks.world.estate, tasks.world.other_estate, tasks.world.community):
        tasks.task(place=place)
        tasks.task(place=place, lead_unit_id=tasks.world.unit.id)
        tasks.task(place=place, lead_person_id=tasks.world.stranger.id)
    actor = tasks.world.actor(getattr(tasks.world, part))
    query = db.select(Task.id).join(Place, Place.id == Task.place_id).where(visible(actor))
    by_predicate = {task.id for task in db.session.scalars(db.select(Task)) if allows(actor, TaskAct.VIEW, task)}
    assert set(db.session.scalars(query)) == by_predicate
