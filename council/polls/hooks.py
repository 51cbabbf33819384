"""What higher rooms hear the moment a vote is in. They add a call when they are loaded; polls know no meeting."""

from collections.abc import Callable

#: Each is called as `(subject_kind, subject_id, poll_id)` after a vote is on disk, in the voter's request: be quick.
cast_touches: list[Callable[[str, int, int], None]] = []


#: Each is asked `(subject_kind, subject_id, person_id)` whether somebody is at the gathering that a poll belongs to;
#: None where it belongs to none that is known there.
whereabouts: list[Callable[[str, int, int], bool | None]] = []


def is_away(subject_kind: str, subject_id: int, person_id: int | None) -> bool:
    """Whether somebody is known not to be where the poll is held."""
    return person_id is not None and any(asked(subject_kind, subject_id, person_id) is False for asked in whereabouts)


def told(subject_kind: str, subject_id: int, poll_id: int) -> None:
    """Tell everyone who asked that a vote is in."""
    for touch in cast_touches:
        touch(subject_kind, subject_id, poll_id)
