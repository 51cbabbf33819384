"""Issues for tests: one raised by the resident, and helpers that move it."""

from collections.abc import Callable

import pytest

from council.issues.models import Issue
from council.issues.operations import raise_issue
from tests.support.world import World


@pytest.fixture
def raised(world: World) -> Callable[..., Issue]:
    """A function that raises an issue; by the resident, about building 3, unless told otherwise."""

    def make(**wishes: object) -> Issue:
        values = {"actor_id": world.resident.id, "place": world.building, "title": "3栋楼道积水", **wishes}
        return raise_issue(**values)  # type: ignore[arg-type]

    return make


@pytest.fixture
def issue(raised: Callable[..., Issue]) -> Issue:
    """An issue just raised by the resident."""
    return raised()
