"""Sessions that open one thing only: a seat card signs a phone in for its meeting and for nothing else.

Which pages belong to the thing is known to its room, which says so here. Everywhere else such a session is nobody:
the page is shown as to somebody who is not signed in. This is asked at the two places where a cookie becomes a person
(`identity.identity_in_session`, `sessions`), so no page has to think of it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import g


@dataclass(frozen=True)
class Way:
    """Back to what the session opens; `over`: it has ended, and the address is what everybody may read of it."""

    url: str
    over: bool


@dataclass(frozen=True)
class Limit:
    """What a room says of its limited sessions: whether the page asked for is theirs, and the way back to it."""

    covers: Callable[[int], bool]
    way: Callable[[int], Way | None]


_limit: Limit | None = None


def set_limit(limit: Limit) -> None:
    """Let a room say what its limited sessions open."""
    global _limit
    _limit = limit


def opens(only_for: int) -> bool:
    """Whether a session for this one thing (0: for everything) opens the page asked for. Found once a request."""
    if not only_for:
        return True
    known: dict[int, bool] = g.setdefault("limited_sessions", {})
    if only_for not in known:
        known[only_for] = _limit is not None and _limit.covers(only_for)
    return known[only_for]


def way_back(only_for: int) -> Way | None:
    """Where a limited session leads; None for one that opens everything, or where the thing is gone."""
    return _limit.way(only_for) if only_for and _limit is not None else None
