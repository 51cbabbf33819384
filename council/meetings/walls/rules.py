"""Walls by their letters: pure decisions."""

from collections.abc import Collection

from council.meetings.chairing.rules import MAIN

#: One letter a wall; the first is the hall's own. So many walls a meeting may have.
SLOTS = "abcdefgh"
MOST = len(SLOTS)


def free_slot(taken: Collection[str]) -> str | None:
    """The first letter that no wall has; None when all walls are there."""
    return next((slot for slot in SLOTS if slot != MAIN and slot not in taken), None)


def topic_of(slot: str) -> str:
    """What the stream calls the picture of a wall. All of a meeting wake together, each is drawn once."""
    return "wall" if slot == MAIN else f"wall_{slot}"
