"""What polls ask of their meeting, and tell it: a vote that is in wakes its wall."""

from flask import current_app

from council.live.changes import touch_now
from council.meetings.queries import is_checked_in, meeting_of_poll
from council.polls.hooks import cast_touches, whereabouts

#: How many look-ups an application keeps before it begins anew.
KEPT = 512


def _meeting_of(subject_kind: str, subject_id: int) -> int | None:
    """A poll's meeting never changes, so one look-up is enough: one for each application, as each has its database."""
    known: dict[tuple[str, int], int | None] = current_app.extensions.setdefault("meetings_of_polls", {})
    subject = (subject_kind, subject_id)
    if subject not in known:
        if len(known) >= KEPT:
            known.clear()
        known[subject] = meeting_of_poll(subject_kind, subject_id)
    return known[subject]


def vote_is_in(subject_kind: str, subject_id: int, poll_id: int) -> None:
    """Draw the meeting's screens anew; the coalescer draws them at most four times a second. In the voter's request."""
    meeting_id = _meeting_of(subject_kind, subject_id)
    if meeting_id is not None:
        touch_now("meeting", meeting_id)


def is_here(subject_kind: str, subject_id: int, person_id: int) -> bool | None:
    """Whether somebody is checked in to the meeting of a poll; None where it has no meeting. Asked anew: it is rare."""
    meeting_id = meeting_of_poll(subject_kind, subject_id)
    return None if meeting_id is None else is_checked_in(meeting_id, person_id)


cast_touches.append(vote_is_in)
whereabouts.append(is_here)
