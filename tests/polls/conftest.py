"""Fixtures of the polls' tests."""

from collections.abc import Iterator

import pytest
from flask_babel import force_locale


@pytest.fixture
def in_english(world: object) -> Iterator[None]:
    """Reasons come in English, so that a test can look for words."""
    with force_locale("en"):
        yield
