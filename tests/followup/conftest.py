"""Tasks for the tests of this room."""

from datetime import timedelta

import pytest

from council.base import clock
from council.followup.models import Task
from council.followup.operations import add_task
from council.issues.models import Issue
from council.issues.operations import raise_issue
from council.journal.operations import Ref
from tests.support.world import World


class Tasks:
    """Makes tasks as the chair does."""

    def __init__(self, world: World) -> None:
        self.world = world

    def issue(self, title: str = "楼道灯坏了") -> Issue:
        """An issue that the resident raised."""
        return raise_issue(actor_id=self.world.resident.id, place=self.world.building, title=title)

    def task(self, **changes: object) -> Task:
        """A task for the grid officer, due in five days, from resolution 4."""
        facts: dict[str, object] = {
            "title": "换灯48盏",
            "place": self.world.estate,
            "origin": Ref("resolution", 4),
            "origin_label": "桂雨里小区议〔2026〕4号",
            "issue": None,
            "lead_person_id": self.world.grid_officer.id,
            "lead_unit_id": None,
            "due_on": clock.today() + timedelta(days=5),
            "actor_id": self.world.chair.id,
        }
        if "lead_unit_id" in changes:
            facts["lead_person_id"] = None
        return add_task(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.fixture
def tasks(world: World) -> Tasks:
    """A maker of tasks."""
    return Tasks(world)
