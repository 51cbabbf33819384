"""Slowing down those who guess codes, without shutting out a hall that shares one address.

A first try is never held back; who was wrong several times waits a little longer after each, and longer still while
many wrong codes come in from everywhere. The count of everywhere is kept in this process: it is a brake, not a lock.
It is kept for each application, so that who guesses in a rehearsal slows nobody in the real one.
"""

from collections import deque
from threading import Lock

from flask import current_app

#: Wrong tries of one browser that cost nothing.
FREE = 4
#: Longest wait, in seconds.
LONGEST = 30.0
#: Wrong tries a minute from everywhere that count as guessing.
MANY = 120

#: Where an application keeps its wrong tries.
EXTENSION = "wrong_codes"
_lock = Lock()


def wait_after(misses: int, *, many: bool) -> float:
    """Seconds to wait after the last of `misses` wrong tries: none up to `FREE`, then 2, 4, 8 … up to `LONGEST`."""
    if misses <= (1 if many else FREE):
        return 0.0
    return LONGEST if many else min(LONGEST, 2.0 ** (misses - FREE))


def note_miss(now: float) -> None:
    """Remember a wrong try (`now` in seconds)."""
    with _lock:
        _wrong().append(now)


def many_misses(now: float) -> bool:
    """Whether `MANY` wrong tries came in within the last minute."""
    with _lock:
        wrong = _wrong()
        return len(wrong) == MANY and now - wrong[0] < 60


def _wrong() -> deque[float]:
    """When the last wrong tries of this application were."""
    found: deque[float] = current_app.extensions.setdefault(EXTENSION, deque(maxlen=MANY))
    return found
