"""What the operations write, and how issue and tasks move together."""

from datetime import timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.followup import hooks
from council.followup.models import Task, TaskReport, TaskState
from council.followup.operations import cancel_task, confirm_task, finish_task, start_task
from council.issues.operations import acknowledge, give_feedback, reject, solve_on_the_spot
from council.issues.states import IssueState, Solved
from council.journal.queries import history
from council.journal.sentences import known, sentence
from tests.followup.conftest import Tasks


def done(task: Task, actor_id: int) -> Task:
    """Start and finish."""
    start_task(task=task, actor_id=actor_id)
    return finish_task(task=task, actor_id=actor_id, note="换好了")


def test_the_first_task_assigns_the_issue_and_tells_both_histories(tasks: Tasks) -> None:
    issue = tasks.issue()
    task = tasks.task(issue=issue)
    assert (task.state, issue.state) == (TaskState.OPEN, IssueState.ASSIGNED)
    assert clock.local(issue.due_at).date() == task.due_on
    assert [entry.action for entry in history("task", task.id)][-1] == "followup.task.added"
    assert "followup.task.added" in [entry.action for entry in history("issue", issue.id)]
    assert "followup.task.added" in [entry.action for entry in history("resolution", 4)]


def test_the_same_form_twice_makes_one_task(tasks: Tasks) -> None:
    first, second = tasks.task(key="k1"), tasks.task(key="k1")
    assert first.id == second.id
    assert db.session.query(Task).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"lead_person_id": None}, "lead"),
        ({"due_on": clock.today() - timedelta(days=1)}, "due_on"),
    ],
)
def test_a_task_needs_a_title_one_lead_and_a_day_to_come(tasks: Tasks, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as problem:
        tasks.task(**changes)
    assert problem.value.field == field


def test_two_leads_are_refused(tasks: Tasks) -> None:
    with pytest.raises(Invalid):
        tasks.task(lead_person_id=tasks.world.chair.id, lead_unit_id=tasks.world.unit.id)


def test_done_needs_a_note_or_a_photo(tasks: Tasks) -> None:
    task = tasks.task()
    start_task(task=task, actor_id=tasks.world.grid_officer.id)
    with pytest.raises(Invalid) as problem:
        finish_task(task=task, actor_id=tasks.world.grid_officer.id, note=" ")
    assert problem.value.field == "note"
    assert db.session.get_one(Task, task.id).state == TaskState.STARTED


def test_a_report_sent_twice_counts_once(tasks: Tasks) -> None:
    task = tasks.task()
    start_task(task=task, actor_id=tasks.world.grid_officer.id, key="s")
    start_task(task=task, actor_id=tasks.world.grid_officer.id, key="s")
    assert db.session.query(TaskReport).count() == 1


def test_the_second_of_two_is_told_who_was_faster(tasks: Tasks) -> None:
    task = tasks.task()
    start_task(task=task, actor_id=tasks.world.grid_officer.id)
    with pytest.raises(Conflict, match=tasks.world.grid_officer.name):
        start_task(task=task, actor_id=tasks.world.chair.id)


def test_the_issue_is_resolved_with_its_last_task(tasks: Tasks) -> None:
    issue = tasks.issue()
    first, second = tasks.task(issue=issue), tasks.task(issue=issue, title="验收")
    done(first, tasks.world.grid_officer.id)
    assert issue.state == IssueState.ASSIGNED
    done(second, tasks.world.grid_officer.id)
    assert issue.state == IssueState.RESOLVED


def test_cancelling_the_last_open_task_resolves_what_was_done(tasks: Tasks) -> None:
    issue = tasks.issue()
    first, second = tasks.task(issue=issue), tasks.task(issue=issue)
    done(first, tasks.world.grid_officer.id)
    cancel_task(task=second, actor_id=tasks.world.chair.id, reason="重复了")
    assert issue.state == IssueState.RESOLVED


def test_an_issue_whose_tasks_are_all_cancelled_waits_for_an_answer_again(tasks: Tasks) -> None:
    issue = tasks.issue()
    first, second = tasks.task(issue=issue), tasks.task(issue=issue)
    start_task(task=second, actor_id=tasks.world.grid_officer.id)
    for task in (first, second):
        assert issue.state == IssueState.ASSIGNED
        cancel_task(task=task, actor_id=tasks.world.chair.id, reason="改方案")
    assert issue.state == IssueState.ACKNOWLEDGED
    assert issue.due_at is not None
    entry = history("issue", issue.id)[-1]
    assert entry.action == "issues.issue.unassigned"
    assert issue.number in sentence(entry)
    tasks.task(issue=issue)
    assert issue.state == IssueState.ASSIGNED


def test_a_task_that_came_back_and_is_cancelled_leaves_a_way_on(tasks: Tasks) -> None:
    issue = tasks.issue()
    task = done(tasks.task(issue=issue), tasks.world.grid_officer.id)
    give_feedback(actor_id=tasks.world.resident.id, issue=issue, solved=Solved.NO, reason="还是暗")
    cancel_task(task=task, actor_id=tasks.world.chair.id, reason="改方案")
    assert issue.state == IssueState.ACKNOWLEDGED
    assert reject(actor_id=tasks.world.chair.id, issue=issue, reason="归路灯所管").state == IssueState.REJECTED


def test_no_about_what_was_solved_on_the_spot_goes_back_to_the_estate(tasks: Tasks) -> None:
    issue, officer = tasks.issue(), tasks.world.grid_officer.id
    acknowledge(actor_id=officer, issue=issue)
    for state in (IssueState.ACKNOWLEDGED, IssueState.SUPERVISED):
        solve_on_the_spot(actor_id=officer, issue=issue, answer="换了灯泡")
        give_feedback(actor_id=tasks.world.resident.id, issue=issue, solved=Solved.NO, reason="还是暗")
        assert issue.state == state
    assert "issues.issue.unassigned" not in [entry.action for entry in history("issue", issue.id)]


def test_yes_confirms_the_tasks(tasks: Tasks) -> None:
    issue = tasks.issue()
    task = done(tasks.task(issue=issue), tasks.world.grid_officer.id)
    give_feedback(actor_id=tasks.world.resident.id, issue=issue, solved=Solved.YES)
    assert task.state == TaskState.CONFIRMED


def test_no_puts_the_tasks_back_to_work_once(tasks: Tasks) -> None:
    issue = tasks.issue()
    task = done(tasks.task(issue=issue), tasks.world.grid_officer.id)
    give_feedback(actor_id=tasks.world.resident.id, issue=issue, solved=Solved.NO, reason="还是暗")
    assert (task.state, task.done_at, issue.state) == (TaskState.STARTED, None, IssueState.ASSIGNED)
    finish_task(task=task, actor_id=tasks.world.grid_officer.id, note="又换了一次")
    give_feedback(actor_id=tasks.world.resident.id, issue=issue, solved=Solved.NO, reason="还是暗")
    assert (task.state, issue.state) == (TaskState.DONE, IssueState.SUPERVISED)


def test_cancelling_needs_a_reason_and_an_unfinished_task(tasks: Tasks) -> None:
    task = tasks.task()
    with pytest.raises(Invalid):
        cancel_task(task=task, actor_id=tasks.world.chair.id, reason="")
    done(task, tasks.world.grid_officer.id)
    with pytest.raises(Conflict):
        cancel_task(task=task, actor_id=tasks.world.chair.id, reason="晚了")


def test_only_a_task_without_an_issue_is_confirmed_by_hand(tasks: Tasks) -> None:
    alone = done(tasks.task(), tasks.world.grid_officer.id)
    assert confirm_task(task=alone, actor_id=tasks.world.chair.id).state == TaskState.CONFIRMED
    asked = done(tasks.task(issue=tasks.issue()), tasks.world.grid_officer.id)
    with pytest.raises(Conflict):
        confirm_task(task=asked, actor_id=tasks.world.chair.id)


def test_listeners_hear_every_change(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(hooks, "_listeners", [lambda task: heard.append(task.state)])
    done(tasks.task(), tasks.world.grid_officer.id)
    assert heard == ["open", "started", "done"]


def test_every_act_has_a_sentence_with_the_title(tasks: Tasks) -> None:
    issue = tasks.issue()
    task = done(tasks.task(issue=issue), tasks.world.grid_officer.id)
    give_feedback(actor_id=tasks.world.resident.id, issue=issue, solved=Solved.NO, reason="还是暗")
    cancel_task(task=task, actor_id=tasks.world.chair.id, reason="改方案")
    entries = [entry for entry in history("task", task.id) if entry.action.startswith("followup.")]
    assert len(entries) == 5
    assert all(entry.action in known() and task.title in sentence(entry) for entry in entries)
