"""Pure decisions about sign-in links."""

from datetime import datetime, timedelta

#: How long a one-time sign-in link works.
LINK_LIFE = timedelta(days=3)
#: How long a phone stays signed in.
SESSION_LIFE = timedelta(days=180)


def link_works(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Whether a sign-in link still signs in."""
    return used_at is None and now < expires_at
