"""Disputes leave all public sight; a minimal record of the mediation stays with those who handle it."""

from collections.abc import Callable

import pytest

from council.base.errors import Conflict, Invalid
from council.issues import operations
from council.issues.lists import similar_issues
from council.issues.models import Issue
from council.issues.operations.disputes import MediationState
from council.issues.queries.handling import disputes_by_kind
from council.journal.operations import Ref
from tests.support.client import Client
from tests.support.world import World


@pytest.fixture
def dispute(world: World, raised: Callable[..., Issue]) -> Issue:
    """The resident's issue, which is a dispute; the grid officer mediates."""
    issue = raised(title="楼上漏水要赔钱")
    operations.mark_dispute(actor_id=world.chair.id, issue=issue, kind="邻里漏水", mediator_id=world.grid_officer.id)
    return issue


def test_a_dispute_is_seen_by_its_reporter_and_those_who_handle_it(
    client: Client, world: World, dispute: Issue
) -> None:
    address = f"/issues/{dispute.number}"
    for person in (world.resident, world.chair, world.grid_officer, world.community_staff, world.supervisor):
        assert client.as_(person).get(address).status_code == 200
        assert (
            dispute.title
            in client.get("/issues/?tab=all" if person is not world.resident else "/issues/?tab=mine").text
        )
    for person in (world.neighbour, world.recorder, world.stranger, world.administrator):
        assert client.as_(person).get(address).status_code == 404
        assert dispute.title not in client.get("/issues/?tab=all").text


def test_a_dispute_is_no_hint_no_agenda_item_and_not_merged(
    world: World, dispute: Issue, raised: Callable[..., Issue]
) -> None:
    assert similar_issues("楼上漏水要赔钱", [world.estate]) == []
    with pytest.raises(Conflict):
        operations.put_on_agenda(actor_id=world.chair.id, issue=dispute, meeting=Ref("meeting", 1))
    with pytest.raises(Invalid):
        operations.merge(actor_id=world.chair.id, source=raised(), target=dispute, reason="一样")


def test_a_mediation_goes_its_way_and_only_kind_and_outcome_are_public(world: World, dispute: Issue) -> None:
    bring = operations.bring_mediation
    with pytest.raises(Invalid):
        bring(actor_id=world.grid_officer.id, issue=dispute, state=MediationState.AGREED)
    bring(actor_id=world.grid_officer.id, issue=dispute, state=MediationState.AGREED, outcome="赔两百元")
    with pytest.raises(Conflict):
        bring(actor_id=world.grid_officer.id, issue=dispute, state=MediationState.ASKED)
    row = bring(actor_id=world.grid_officer.id, issue=dispute, state=MediationState.PERFORMED)
    assert row.follow_up_at is not None
    assert disputes_by_kind(world.estate.path) == [("邻里漏水", "performed", 1)]


def test_the_mediator_records_it_on_the_page(client: Client, world: World, dispute: Issue) -> None:
    address = f"/issues/{dispute.number}/mediation"
    fields = {"state": "agreed", "outcome": "赔两百元"}
    assert client.as_(world.resident).post(address, fields).status_code == 403
    assert client.as_(world.neighbour).post(address, fields).status_code == 404
    assert client.as_(world.grid_officer).post(address, fields).status_code == 303
