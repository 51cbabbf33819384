"""Passing on, units, notes, more time: what officers do, and who may see it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from council.base import clock
from council.base.errors import Conflict, Forbidden, Invalid
from council.issues import operations
from council.issues.models import Issue, IssueState, Solved
from council.issues.operations.units import PartState, Role
from council.issues.permissions import IssueAct
from council.issues.queries.clocks import category_by_code, clocks_of, running
from council.issues.queries.handling import units_of
from council.journal.queries import history
from council.permits.permission import allows
from tests.support.client import Client
from tests.support.world import World

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai


def referred(world: World, issue: Issue) -> Issue:
    return operations.refer(actor_id=world.chair.id, issue=issue, to=world.community, reason="要街道协调")


def test_what_is_referred_is_the_next_levels_to_handle(world: World, issue: Issue) -> None:
    referred(world, issue)
    assert (issue.state, issue.handler_id) == (IssueState.REFERRED, world.community.id)
    assert not allows(world.actor(world.chair), IssueAct.HANDLE, issue)
    assert allows(world.actor(world.chair), IssueAct.VIEW, issue)
    assert allows(world.actor(world.community_staff), IssueAct.HANDLE, issue)
    operations.acknowledge(actor_id=world.community_staff.id, issue=issue)
    assert (issue.state, running(issue.id).level) == (IssueState.ACKNOWLEDGED, "community")  # type: ignore[union-attr]


def test_the_community_passes_on_what_the_street_must_do(world: World, issue: Issue) -> None:
    referred(world, issue)
    operations.refer(actor_id=world.community_staff.id, issue=issue, to=world.street, reason="要街道出钱")
    assert not allows(world.actor(world.community_staff), IssueAct.HANDLE, issue)
    assert allows(world.actor(world.street_staff), IssueAct.HANDLE, issue)
    operations.send_back(actor_id=world.street_staff.id, issue=issue, reason="小区能办")
    assert (issue.state, issue.handler_id) == (IssueState.ACKNOWLEDGED, world.estate.id)
    assert allows(world.actor(world.chair), IssueAct.HANDLE, issue)


def test_referring_goes_up_only_and_says_why(world: World, issue: Issue) -> None:
    with pytest.raises(Invalid):
        operations.refer(actor_id=world.chair.id, issue=issue, to=world.community, reason=" ")
    with pytest.raises(Invalid):
        operations.refer(actor_id=world.chair.id, issue=issue, to=world.building, reason="往下")
    assert issue.state == IssueState.SUBMITTED


def test_of_two_who_take_it_the_second_learns_who_was_first(world: World, issue: Issue) -> None:
    operations.acknowledge(actor_id=world.grid_officer.id, issue=issue)
    with pytest.raises(Conflict, match="秦朗"):
        operations.acknowledge(actor_id=world.chair.id, issue=issue)


def test_a_refusal_says_where_it_stands_and_what_can_be_done(client: Client, world: World, issue: Issue) -> None:
    operations.reject(actor_id=world.chair.id, issue=issue, reason="不归小区管")
    answer = client.as_(world.grid_officer).post(f"/issues/{issue.number}/acknowledgement")
    assert answer.status_code == 409
    assert "Declined" in answer.text
    assert "Nothing more" in answer.text


def test_a_unit_sees_its_part_and_nothing_else(client: Client, world: World, issue: Issue) -> None:
    operations.ask_unit(actor_id=world.chair.id, issue=issue, unit=world.unit, role=Role.LEAD, part="换3栋的阀门")
    operations.write_note(actor_id=world.chair.id, issue=issue, text="阀门库存在街道")
    assert (issue.state, issue.lead_unit_id) == (IssueState.ASSIGNED, world.unit.id)
    client.as_(world.partner)
    assert client.get(f"/issues/{issue.number}").headers["Location"].endswith("/part")
    page = client.get(f"/issues/{issue.number}/part").text
    assert "换3栋的阀门" in page
    assert world.resident.name not in page
    assert "阀门库存在街道" not in page
    assert client.as_(world.stranger).get(f"/issues/{issue.number}/part").status_code == 404


def test_a_unit_says_how_far_it_is_and_officers_say_it_is_done(client: Client, world: World, issue: Issue) -> None:
    row = operations.ask_unit(actor_id=world.chair.id, issue=issue, unit=world.unit, role=Role.LEAD, part="换阀门")
    client.as_(world.partner)
    part = f"/issues/{issue.number}/part"
    assert client.post(part, {"state": "done", "said": ""}).status_code == 422
    assert client.post(part, {"state": "done", "said": "换好了"}).status_code == 303
    with pytest.raises(Conflict):
        operations.report_part(actor_id=world.partner.id, row=row, state=PartState.DONE, said="换好了")
    operations.solve_on_the_spot(actor_id=world.chair.id, issue=issue, answer="阀门换好了")
    assert issue.state == IssueState.RESOLVED
    operations.give_feedback(actor_id=world.resident.id, issue=issue, solved=Solved.NO, reason="还在滴", score=2)
    assert (issue.state, row.state) == (IssueState.ASSIGNED, PartState.WORKING)


def test_one_unit_leads_and_a_declined_part_waits_for_an_answer(world: World, issue: Issue) -> None:
    row = operations.ask_unit(actor_id=world.chair.id, issue=issue, unit=world.unit, role=Role.LEAD, part="换阀门")
    with pytest.raises(Conflict):
        operations.ask_unit(actor_id=world.chair.id, issue=issue, unit=world.unit, role=Role.LEAD, part="换阀门")
    operations.report_part(actor_id=world.partner.id, row=row, state=PartState.DECLINED, said="不是我们的管")
    assert (issue.state, issue.lead_unit_id) == (IssueState.ACKNOWLEDGED, None)
    assert [part.state for part in units_of(issue.id)] == [PartState.DECLINED]


def test_internal_notes_are_read_by_those_who_handle_it(client: Client, world: World, issue: Issue) -> None:
    fields = {"text": "先问物业"}
    assert client.as_(world.grid_officer).post(f"/issues/{issue.number}/notes", fields).status_code == 303
    assert "先问物业" in client.as_(world.chair).get(f"/issues/{issue.number}").text
    for other in (world.resident, world.neighbour):
        assert "先问物业" not in client.as_(other).get(f"/issues/{issue.number}").text
    assert client.as_(world.resident).post(f"/issues/{issue.number}/notes", fields).status_code == 403
    assert "先问物业" not in str([entry.data for entry in history("issue", issue.id)])


def test_a_step_is_extended_once_with_a_reason(world: World, raised: Callable[..., Issue]) -> None:
    with clock.stopped(NOW):
        issue = raised()
        until = issue.due_at + timedelta(days=3)  # type: ignore[operator]
        with pytest.raises(Invalid):
            operations.extend(actor_id=world.chair.id, issue=issue, until=until, reason=" ")
        with pytest.raises(Invalid):
            operations.extend(actor_id=world.chair.id, issue=issue, until=NOW, reason="等材料")
        operations.extend(actor_id=world.chair.id, issue=issue, until=until, reason="等材料")
        assert issue.due_at == until
        with pytest.raises(Conflict):
            operations.extend(actor_id=world.chair.id, issue=issue, until=until + timedelta(days=1), reason="再等")
        operations.acknowledge(actor_id=world.chair.id, issue=issue)
        later = issue.due_at + timedelta(days=1)  # type: ignore[operator]
        operations.extend(actor_id=world.chair.id, issue=issue, until=later, reason="下一步另算")
    assert [row.extension_reason for row in clocks_of(issue.id)] == ["等材料", "下一步另算"]


def test_a_late_step_goes_to_the_next_level_once(world: World, raised: Callable[..., Issue]) -> None:
    with clock.stopped(NOW):
        issue = raised()
        assert operations.step_up_late() == 0
    with clock.stopped(NOW + timedelta(days=2)):
        assert operations.step_up_late() == 1
        assert operations.step_up_late() == 0
    entry = history("issue", issue.id)[-1]
    assert (entry.action, entry.actor_id, entry.data["level"]) == ("issues.clock.stepped_up", None, "estate")


def test_a_category_sets_the_time_of_the_running_step(world: World, raised: Callable[..., Issue]) -> None:
    safety = category_by_code("safety")
    assert safety is not None
    with clock.stopped(NOW):
        issue = raised()
        assert issue.due_at == NOW + timedelta(days=1)  # eight working hours
        operations.categorise(actor_id=world.resident.id, issue=issue, category=safety)
        assert issue.due_at == NOW + timedelta(hours=4)
        assert issue.warn_at == NOW + timedelta(hours=3, minutes=12)


def test_an_answer_by_phone_counts_as_the_residents(client: Client, world: World, issue: Issue) -> None:
    operations.acknowledge(actor_id=world.chair.id, issue=issue)
    operations.solve_on_the_spot(actor_id=world.chair.id, issue=issue, answer="灯换好了")
    fields = {"solved": "yes", "score": "5"}
    address = f"/issues/{issue.number}/feedback/by-phone"
    assert client.as_(world.neighbour).post(address, fields).status_code == 403
    assert client.as_(world.chair).post(address, fields).status_code == 303
    entry = history("issue", issue.id)[-1]
    assert (entry.action, entry.actor_id, entry.data["by_phone"]) == (
        "issues.feedback.confirmed",
        world.chair.id,
        True,
    )


def test_a_score_is_one_to_five(world: World, issue: Issue) -> None:
    operations.acknowledge(actor_id=world.chair.id, issue=issue)
    operations.solve_on_the_spot(actor_id=world.chair.id, issue=issue, answer="好了")
    with pytest.raises(Invalid):
        operations.give_feedback(actor_id=world.resident.id, issue=issue, solved=Solved.YES, score=6)
    with pytest.raises(Forbidden):
        operations.give_feedback(actor_id=None, issue=issue, solved=Solved.YES)
    answer = operations.give_feedback(
        actor_id=world.resident.id, issue=issue, solved=Solved.PARTLY, score=3, reason="慢"
    )
    assert (answer.score, issue.state) == (3, IssueState.CONFIRMED)
