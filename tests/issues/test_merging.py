"""Merging with consent: nothing is lost, nobody is moved without being asked, everything can be undone."""

from collections.abc import Callable

import pytest

from council.base.errors import Conflict, Forbidden, Invalid
from council.issues import operations
from council.issues.models import Issue, IssueState
from council.issues.queries import supports
from council.issues.queries.handling import merged_into
from tests.support.client import Client
from tests.support.world import World

Raised = Callable[..., Issue]


@pytest.fixture
def two(world: World, raised: Raised) -> tuple[Issue, Issue]:
    """One of the neighbour's that the chair supports, and the resident's own."""
    source = raised(actor_id=world.neighbour.id, title="电动车被偷")
    operations.support(actor_id=world.chair.id, issue=source)
    return source, raised(title="自行车被偷")


def merged(world: World, two: tuple[Issue, Issue]) -> tuple[Issue, Issue]:
    source, target = two
    operations.merge(actor_id=world.grid_officer.id, source=source, target=target, reason="都是车棚被偷")
    return source, target


def test_both_originals_stay_and_no_support_moves_unasked(world: World, two: tuple[Issue, Issue]) -> None:
    source, target = merged(world, two)
    assert (source.state, source.merged_into_id) == (IssueState.MERGED, target.id)
    assert (source.support_count, target.support_count) == (1, 0)
    assert [row.source_id for row in merged_into(target.id)] == [source.id]


def test_one_tap_moves_ones_own_support(world: World, two: tuple[Issue, Issue]) -> None:
    source, target = merged(world, two)
    operations.answer_merge(actor_id=world.neighbour.id, issue=source, agreed=True)
    operations.answer_merge(actor_id=world.chair.id, issue=source, agreed=True)
    operations.answer_merge(actor_id=world.chair.id, issue=source, agreed=True)
    assert target.support_count == 2
    operations.answer_merge(actor_id=world.chair.id, issue=source, agreed=False)
    assert (target.support_count, supports(source.id, world.chair.id)) == (1, True)
    with pytest.raises(Forbidden):
        operations.answer_merge(actor_id=world.recorder.id, issue=source, agreed=True)


def test_undoing_puts_everything_back(world: World, two: tuple[Issue, Issue]) -> None:
    source, target = merged(world, two)
    operations.answer_merge(actor_id=world.neighbour.id, issue=source, agreed=True)
    operations.undo_merge(actor_id=world.grid_officer.id, issue=source)
    assert (source.state, source.merged_into_id, target.support_count) == (IssueState.SUBMITTED, None, 0)
    with pytest.raises(Conflict):
        operations.undo_merge(actor_id=world.grid_officer.id, issue=source)
    with pytest.raises(Conflict):
        operations.answer_merge(actor_id=world.neighbour.id, issue=source, agreed=True)


def test_undoing_leaves_a_support_that_was_there_before(world: World, two: tuple[Issue, Issue]) -> None:
    source, target = two
    operations.support(actor_id=world.chair.id, issue=target)
    merged(world, two)
    operations.answer_merge(actor_id=world.chair.id, issue=source, agreed=True)
    operations.undo_merge(actor_id=world.grid_officer.id, issue=source)
    assert supports(target.id, world.chair.id)
    assert target.support_count == 1


def test_loops_chains_and_other_estates_are_refused(world: World, two: tuple[Issue, Issue], raised: Raised) -> None:
    source, target = merged(world, two)
    third, elsewhere = raised(title="车棚没灯"), raised(place=world.other_estate, title="车被偷")
    for one, other in ((target, target), (target, source), (third, source), (third, elsewhere)):
        with pytest.raises((Invalid, Conflict)):
            operations.merge(actor_id=world.grid_officer.id, source=one, target=other, reason="一样")
    with pytest.raises(Conflict):  # others were merged into it
        operations.merge(actor_id=world.grid_officer.id, source=target, target=third, reason="一样")


def test_who_is_asked_sees_the_question_and_others_where_it_went(
    client: Client, world: World, two: tuple[Issue, Issue]
) -> None:
    source, target = merged(world, two)
    address = f"/issues/{source.number}"
    assert 'data-test="merge-yes"' in client.as_(world.neighbour).get(address).text
    page = client.as_(world.resident).get(address).text
    assert 'data-test="merge-yes"' not in page
    assert target.number in page
    assert client.as_(world.resident).post(f"{address}/merge/consent", {"agreed": "yes"}).status_code == 403
    assert client.as_(world.neighbour).post(f"{address}/merge/consent", {"agreed": "yes"}).status_code == 303
    assert target.support_count == 1


def test_merging_by_number_on_the_page(client: Client, world: World, two: tuple[Issue, Issue]) -> None:
    source, target = two
    address = f"/issues/{source.number}/merge"
    fields = {"into": target.number.lower(), "reason": "同一件事"}
    assert client.as_(world.neighbour).post(address, fields).status_code == 403
    assert client.as_(world.chair).post(address, {**fields, "into": "GY-1-1"}).status_code == 422
    assert client.post(address, fields).status_code == 303
    assert source.state == IssueState.MERGED


def test_a_second_tap_merges_once_and_another_target_is_refused(
    world: World, two: tuple[Issue, Issue], raised: Raised
) -> None:
    source, target = merged(world, two)
    again = operations.merge(actor_id=world.chair.id, source=source, target=target, reason="再按一次")
    assert [row.id for row in merged_into(target.id)] == [again.id]
    with pytest.raises(Conflict, match=target.number):
        operations.merge(actor_id=world.chair.id, source=source, target=raised(title="还有一起"), reason="也像")


def test_the_other_issue_tells_which_one_was_merged_into_it(
    client: Client, world: World, two: tuple[Issue, Issue]
) -> None:
    source, target = merged(world, two)
    page = client.as_(world.resident).get(f"/issues/{target.number}").text
    assert f"Issue {source.number} was merged into {target.number}" in page
    assert "Merged into another issue" not in page
