"""The evening whose minutes are tested."""

from collections.abc import Iterator

import pytest
from flask_babel import force_locale

from tests.minutes.evening import Evening, hold
from tests.support.world import World


@pytest.fixture
def evening(world: World) -> Evening:
    """An evening that is over."""
    return hold(world)


@pytest.fixture
def english(session: None) -> Iterator[None]:
    """Words in English, so that they can be asserted."""
    with force_locale("en"):
        yield
