"""The evening whose minutes are tested."""

import pytest

from tests.minutes.evening import Evening, hold
from tests.support.world import World


@pytest.fixture
def evening(world: World) -> Evening:
    """An evening that is over."""
    return hold(world)
