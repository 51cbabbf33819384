"""Counters that change by their own value, are proved and mended."""

from hypothesis import given
from hypothesis import strategies as st

from council.base.upsert import count, differing, recount, stored_counts
from council.issues.models import IssueStanding
from tests.support.world import World

keys = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5))


def test_counters_go_up_and_down_in_one_statement(world: World, count_queries: list[str]) -> None:
    here, there = (world.building.id, "submitted", False), (world.building.id, "assigned", False)
    count_queries.clear()
    count(IssueStanding, {here: 2, there: 0})
    count(IssueStanding, {here: -1, there: 1})
    assert len([each for each in count_queries if each.startswith("INSERT")]) == 2
    assert stored_counts(IssueStanding) == {here: 1, there: 1}
    count(IssueStanding, {})
    recount(IssueStanding, {there: 7, here: 0})
    assert stored_counts(IssueStanding) == {there: 7}


@given(keys, keys)
def test_only_what_differs_is_named(stored: dict[str, int], true: dict[str, int]) -> None:
    wrong = differing(stored, true)
    assert all(was != now for was, now in wrong.values())
    mended = {**stored, **{key: now for key, (_was, now) in wrong.items()}}
    assert differing(mended, true) == {}
