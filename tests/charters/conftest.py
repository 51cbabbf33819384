"""Words in English, so that tests can speak of them."""

from collections.abc import Iterator

import pytest
from flask_babel import force_locale


@pytest.fixture(autouse=True)
def english(request: pytest.FixtureRequest) -> Iterator[None]:
    """Operations answer in English; pages in the language they are asked in."""
    if "world" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("world")
    with force_locale("en"):
        yield
