"""What higher rooms hear the moment a vote is in. They add a call when they are loaded; polls know no meeting."""

from collections.abc import Callable

#: Each is called as `(subject_kind, subject_id, poll_id)` after a vote is on disk, in the voter's request: be quick.
cast_touches: list[Callable[[str, int, int], None]] = []


def told(subject_kind: str, subject_id: int, poll_id: int) -> None:
    """Tell everyone who asked that a vote is in."""
    for touch in cast_touches:
        touch(subject_kind, subject_id, poll_id)
