"""The jobs: work that comes due by itself. The server's threads run each once a second, or `flask work` does.

Short work and long work have a lane of their own: news does not wait until a roster is read.
"""

import time
from collections.abc import Callable

from flask import Flask

from council.accounts.guessing import forget_old
from council.base import clock
from council.base.db import db
from council.issues.operations import step_up_late
from council.journal.deliveries import deliver_pending
from council.media.operations import remove_strays
from council.meetings.series.operations import plan_ahead
from council.meetings.series.queries import going_on
from council.polls.box.sealing import sweep as sweep_boxes
from council.polls.planning.deadlines import close_due
from council.privacy.operations import sweep
from council.roster.importing import work_imports
from council.roster.operations.imports import clear_ended, give_up_old_previews


def deliver() -> int:
    """Hand what happened to whoever wants to know. Returns how much there was."""
    try:
        return deliver_pending()
    finally:
        db.session.remove()


def remove_photos() -> int:
    """Remove photos that were sent a day ago and stand nowhere. Returns how many."""
    try:
        return remove_strays()
    finally:
        db.session.remove()


def remove_expired() -> int:
    """Remove what has been kept long enough. Returns how much."""
    try:
        return sum(sweep().values())
    finally:
        db.session.remove()


def clear_imports() -> int:
    """Remove what imports left behind a day after they ended, and give up previews nobody answers. Returns how many."""
    try:
        return give_up_old_previews() + clear_ended()
    finally:
        db.session.remove()


def forget_guesses() -> int:
    """Remove misses at the door that no longer hold anybody back. Returns how many."""
    try:
        return forget_old()
    finally:
        db.session.remove()


def import_rosters() -> int:
    """Bring the roster import that waits longest one step on. Returns 1 if there was one."""
    try:
        return work_imports()
    finally:
        db.session.remove()


def step_up() -> int:
    """Tell the next level of every step of an issue that is late. Returns how many."""
    try:
        return step_up_late()
    finally:
        db.session.remove()


def close_votes() -> int:
    """Close the votes whose time is over. Returns how many."""
    try:
        return close_due(clock.now())
    finally:
        db.session.remove()


def sweep_keys() -> int:
    """Destroy the keys of ballot boxes that are sealed, if a broken-off sealing left any. Returns how many."""
    try:
        return sweep_boxes()
    finally:
        db.session.remove()


class Seldom:
    """A job that works when it is first called, and then once in `seconds`; in between it has nothing to do."""

    def __init__(self, job: Callable[[], int], *, seconds: float, timer: Callable[[], float] = time.monotonic) -> None:
        self.__name__ = self.__qualname__ = job.__name__
        self._job = job
        self._seconds = seconds
        self._timer = timer
        self._next: float | None = None

    def __call__(self) -> int:
        now = self._timer()
        if self._next is not None and now < self._next:
            return 0
        self._next = now + self._seconds
        return self._job()


def plan_series() -> int:
    """Keep the next meetings of every series planned; how many were planned now."""
    try:
        return sum(len(plan_ahead(series=series)) for series in going_on())
    finally:
        db.session.remove()


JOBS: tuple[Callable[[], int], ...] = (
    deliver,
    Seldom(close_votes, seconds=2),
    Seldom(sweep_keys, seconds=600),
    Seldom(step_up, seconds=60),
    Seldom(plan_series, seconds=21_600),
    Seldom(remove_photos, seconds=600),
    Seldom(remove_expired, seconds=86_400),
    Seldom(forget_guesses, seconds=900),
    Seldom(clear_imports, seconds=600),
)
LONG_JOBS: tuple[Callable[[], int], ...] = (import_rosters,)


def add_jobs(app: Flask) -> None:
    """Give `app` its jobs."""
    app.extensions.setdefault("jobs", []).extend(JOBS)
    app.extensions.setdefault("long_jobs", []).extend(LONG_JOBS)
