"""Slips in the demo: the clerk has made those of one building, to be printed."""

from datetime import timedelta

from council.accounts.slips_operations import make_slips
from council.accounts.slips_queries import door_ids
from council.demo.stage import Stage

#: The building whose slips are ready.
BUILDING = "GY-B03"


def plan_slips(stage: Stage) -> None:
    """Yesterday the clerk made a slip for every door of the building."""
    stage.plan(stage.now - timedelta(hours=26), lambda: _make(stage))


def _make(stage: Stage) -> None:
    place = stage.place(BUILDING)
    make_slips(place=place, household_ids=door_ids(place.path, "all"), actor_id=stage.person("clerk-he"))
