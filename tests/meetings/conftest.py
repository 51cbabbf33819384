"""What tests of meetings share."""

from collections.abc import Iterator

import pytest
from flask_babel import force_locale


@pytest.fixture
def english(session: None) -> Iterator[None]:
    """Sentences of operations in English; a client's requests still speak their own language."""
    with force_locale("en"):
        yield
