"""A vote that is in wakes the wall of its meeting. Called in the voter's request, so it asks no database twice."""

from flask import current_app

from council.live.changes import touch_now
from council.meetings.queries import meeting_of_poll
from council.polls.hooks import cast_touches

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
    """Draw the meeting's screens anew; the coalescer draws them at most four times a second."""
    meeting_id = _meeting_of(subject_kind, subject_id)
    if meeting_id is not None:
        touch_now("meeting", meeting_id)


cast_touches.append(vote_is_in)
