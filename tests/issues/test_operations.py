"""Raising, supporting, handling, the last word: each act once, each in the journal."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from council.base import clock
from council.base.db import db
from council.base.errors import Conflict, Forbidden, Invalid
from council.issues import hooks, operations
from council.issues.models import Issue, IssueState, Solved, Support
from council.issues.queries import feedbacks
from council.journal.operations import Ref
from council.journal.queries import history, verify
from council.journal.sentences import known
from tests.followup.conftest import Tasks
from tests.support.world import World

MEETING = Ref("meeting", 7)
NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


def actions(issue: Issue) -> list[str]:
    return [entry.action for entry in history("issue", issue.id)]


def solved(world: World, issue: Issue) -> Issue:
    operations.assign(issue=issue, actor_id=world.chair.id)
    return operations.resolve(issue=issue, actor_id=world.chair.id)


def test_numbers_run_on_for_each_estate_and_year(world: World, raised: Callable[..., Issue]) -> None:
    with clock.stopped(datetime(2026, 12, 31, 10, 0, tzinfo=UTC)):
        first, second = raised(), raised()
        other = raised(place=world.other_estate)
    with clock.stopped(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)):  # already New Year in Shanghai
        later = raised()
    numbers = [issue.number for issue in (first, second, other, later)]
    assert numbers == ["GY-2026-0001", "GY-2026-0002", "TQ-2026-0001", "GY-2027-0001"]


def test_the_same_form_sent_five_times_raises_one_issue(raised: Callable[..., Issue]) -> None:
    assert len({raised(key="form-1").id for _ in range(5)}) == 1
    assert db.session.scalar(db.select(db.func.count()).select_from(Issue)) == 1


def test_a_raised_issue_is_due_within_a_day_and_in_the_journal(raised: Callable[..., Issue], world: World) -> None:
    with clock.stopped(NOW):
        issue = raised()
    assert issue.due_at == NOW + timedelta(days=1)
    entry = history("issue", issue.id)[0]
    assert (entry.action, entry.actor_id, entry.place_id) == ("issues.issue.raised", world.resident.id, world.estate.id)


def test_an_issue_needs_a_title_and_a_place_in_an_estate(world: World, raised: Callable[..., Issue]) -> None:
    with pytest.raises(Invalid):
        raised(title="  ")
    with pytest.raises(Invalid):
        raised(place=world.street)


def test_support_is_set_not_toggled(world: World, issue: Issue) -> None:
    for _ in range(3):
        operations.support(issue=issue, actor_id=world.neighbour.id)
    assert issue.support_count == 1
    assert actions(issue).count("issues.support.given") == 1
    operations.support(issue=issue, actor_id=world.chair.id)
    assert issue.support_count == 2


def test_withdrawing_twice_takes_one_away(world: World, issue: Issue) -> None:
    operations.support(issue=issue, actor_id=world.neighbour.id)
    for _ in range(2):
        operations.withdraw_support(issue=issue, actor_id=world.neighbour.id)
    assert issue.support_count == 0
    assert db.session.scalar(db.select(Support)) is None


def test_nobody_supports_their_own_issue(world: World, issue: Issue) -> None:
    with pytest.raises(Forbidden):
        operations.support(issue=issue, actor_id=world.resident.id)


def test_what_is_settled_is_not_supported_any_more(world: World, issue: Issue) -> None:
    operations.reject(issue=issue, actor_id=world.chair.id, reason="不归小区管")
    with pytest.raises(Conflict):
        operations.support(issue=issue, actor_id=world.neighbour.id)


def test_accepting_twice_is_one_act(world: World, issue: Issue) -> None:
    for _ in range(2):
        operations.acknowledge(issue=issue, actor_id=world.grid_officer.id)
    assert issue.state == IssueState.ACKNOWLEDGED
    assert actions(issue) == ["issues.issue.raised", "issues.issue.acknowledged"]


def test_of_two_officers_the_second_learns_that_it_has_moved_on(world: World, issue: Issue) -> None:
    operations.reject(issue=issue, actor_id=world.chair.id, reason="重复了")
    with pytest.raises(Conflict):
        operations.acknowledge(issue=issue, actor_id=world.grid_officer.id)
    assert issue.state == IssueState.REJECTED


def test_declining_needs_a_reason(world: World, issue: Issue) -> None:
    with pytest.raises(Invalid):
        operations.reject(issue=issue, actor_id=world.chair.id, reason=" ")
    assert issue.state == IssueState.SUBMITTED


def test_a_meeting_takes_it_up_and_lets_it_go(world: World, issue: Issue) -> None:
    operations.put_on_agenda(issue=issue, meeting=MEETING, actor_id=world.chair.id, meets_at=NOW)
    assert (issue.state, issue.due_at) == (IssueState.TO_AGENDA, NOW)
    assert [entry.action for entry in history("meeting", 7)] == ["issues.issue.put_on_agenda"]
    operations.take_off_agenda(issue=issue, meeting=MEETING, actor_id=world.chair.id)
    assert issue.state == IssueState.ACKNOWLEDGED


def test_with_two_tasks_the_later_day_counts(world: World, issue: Issue) -> None:
    later = NOW + timedelta(days=9)
    operations.assign(issue=issue, actor_id=world.chair.id, due_at=later)
    operations.assign(issue=issue, actor_id=world.chair.id, due_at=NOW)
    assert (issue.state, issue.due_at) == (IssueState.ASSIGNED, later)


def test_what_was_solved_on_the_spot_says_what_was_done(world: World, issue: Issue) -> None:
    operations.acknowledge(issue=issue, actor_id=world.grid_officer.id)
    with pytest.raises(Invalid):
        operations.solve_on_the_spot(issue=issue, actor_id=world.grid_officer.id, answer=" ")
    for _ in range(2):
        operations.solve_on_the_spot(issue=issue, actor_id=world.grid_officer.id, answer="换了灯泡")
    assert (issue.state, issue.answer) == (IssueState.RESOLVED, "换了灯泡")
    assert actions(issue).count("issues.issue.resolved") == 1


def test_what_a_task_or_a_meeting_has_is_not_solved_on_the_spot(world: World, raised: Callable[..., Issue]) -> None:
    given, talked_about, fresh = raised(), raised(), raised()
    Tasks(world).task(issue=given)
    operations.put_on_agenda(issue=talked_about, meeting=MEETING, actor_id=world.chair.id)
    for issue in (given, talked_about, fresh):
        before = issue.state
        with pytest.raises(Conflict):
            operations.solve_on_the_spot(issue=issue, actor_id=world.grid_officer.id, answer="好了")
        assert (issue.state, issue.answer) == (before, "")


def test_yes_confirms(world: World, issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(hooks, "on_confirmed", [lambda settled: told.append(settled.id)])
    operations.give_feedback(issue=solved(world, issue), actor_id=world.resident.id, solved=Solved.YES)
    assert (issue.state, issue.due_at, told) == (IssueState.CONFIRMED, None, [issue.id])


def test_partly_confirms_with_a_reason(world: World, issue: Issue) -> None:
    solved(world, issue)
    with pytest.raises(Invalid):
        operations.give_feedback(issue=issue, actor_id=world.resident.id, solved=Solved.PARTLY)
    operations.give_feedback(issue=issue, actor_id=world.resident.id, solved=Solved.PARTLY, reason="墙还湿")
    assert issue.state == IssueState.CONFIRMED
    assert [(row.solved, row.reason) for row in feedbacks(issue.id)] == [("partly", "墙还湿")]


def test_no_reopens_once_then_the_supervisor_takes_it(
    world: World, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    reopened: list[tuple[int, str]] = []

    def work_again(issue: Issue) -> bool:
        reopened.append((issue.id, issue.state))
        return True

    monkeypatch.setattr(hooks, "on_reopened", [work_again])
    answer = {"issue": issue, "actor_id": world.resident.id, "solved": Solved.NO, "reason": "还是漏"}
    solved(world, issue)
    operations.give_feedback(**answer)
    assert (issue.state, issue.reopened) == (IssueState.ASSIGNED, 1)
    assert reopened == [(issue.id, "assigned")]
    operations.resolve(issue=issue, actor_id=world.chair.id)
    operations.give_feedback(**answer)
    assert (issue.state, issue.reopened) == (IssueState.SUPERVISED, 1)
    assert len(reopened) == 1
    assert [row.round for row in feedbacks(issue.id)] == [1, 2]


def test_a_hook_that_fails_takes_the_feedback_back(world: World, issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_issue: Issue) -> bool:
        raise Conflict("tasks are gone")

    monkeypatch.setattr(hooks, "on_reopened", [fail])
    solved(world, issue)
    with pytest.raises(Conflict):
        operations.give_feedback(issue=issue, actor_id=world.resident.id, solved=Solved.NO, reason="漏")
    db.session.refresh(issue)
    assert issue.state == IssueState.RESOLVED
    assert not feedbacks(issue.id)


def test_the_same_answer_sent_twice_counts_once(world: World, issue: Issue) -> None:
    solved(world, issue)
    answer = {"issue": issue, "actor_id": world.resident.id, "solved": Solved.NO, "reason": "漏", "key": "k"}
    assert operations.give_feedback(**answer).id == operations.give_feedback(**answer).id
    assert issue.reopened == 1


def test_only_the_reporter_is_asked_and_only_when_it_is_done(world: World, issue: Issue) -> None:
    with pytest.raises(Conflict):
        operations.give_feedback(issue=issue, actor_id=world.resident.id, solved=Solved.YES)
    solved(world, issue)
    with pytest.raises(Forbidden):
        operations.give_feedback(issue=issue, actor_id=world.neighbour.id, solved=Solved.YES)


def test_closing_without_an_answer_waits_a_week(world: World, issue: Issue) -> None:
    with clock.stopped(NOW):
        solved(world, issue)
        with pytest.raises(Conflict):
            operations.close(issue=issue, actor_id=world.chair.id)
    with clock.stopped(NOW + timedelta(days=8)):
        operations.close(issue=issue, actor_id=world.chair.id)
    assert issue.state == IssueState.CLOSED


def test_every_act_has_a_sentence_and_the_chain_holds(world: World, issue: Issue) -> None:
    operations.support(issue=issue, actor_id=world.neighbour.id)
    operations.withdraw_support(issue=issue, actor_id=world.neighbour.id)
    operations.put_on_agenda(issue=issue, meeting=MEETING, actor_id=world.chair.id)
    operations.take_off_agenda(issue=issue, meeting=MEETING, actor_id=world.chair.id)
    solved(world, issue)
    operations.give_feedback(issue=issue, actor_id=world.resident.id, solved=Solved.YES)
    assert set(actions(issue)) <= known()
    assert list(verify()) == []
