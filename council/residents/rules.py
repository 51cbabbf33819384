"""Pure decisions about terms of office and sign-in links."""

from datetime import date, datetime, timedelta

#: How long a one-time sign-in link works.
LINK_LIFE = timedelta(days=3)
#: How long a phone stays signed in.
SESSION_LIFE = timedelta(days=180)


def in_office(since: date, until: date | None, day: date) -> bool:
    """Whether an appointment holds on `day`; the last day counts."""
    return since <= day and (until is None or day <= until)


def link_works(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Whether a sign-in link still signs in."""
    return used_at is None and now < expires_at
