"""Small counts give the whole results that were read and kept: every number, name and sentence."""

import json
from pathlib import Path

import pytest

from tests.tally.golden import cases, whole

KEPT = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))


def test_the_same_counts_are_kept() -> None:
    assert set(cases()) == set(KEPT)


@pytest.mark.parametrize("name", KEPT)
def test_a_count_gives_what_was_kept(name: str) -> None:
    assert whole(cases()[name]()) == KEPT[name]
