"""Jobs: the callables in `app.extensions["jobs"]` and `["long_jobs"]`, each once a second, in an application context of
its own. Each of the two is a lane with a thread, so that short work does not wait for long work.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from flask import Flask

log = logging.getLogger(__name__)

#: Seconds between two rounds.
PAUSE = 1.0


class Jobs:
    """One thread that runs the jobs of a lane, round after round. A job that fails is logged and comes again."""

    def __init__(self, app: Flask, lane: str = "jobs") -> None:
        self._app = app
        self._lane = lane
        self._stop = Event()
        self._thread = Thread(target=self._run, name=lane, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, patience: float) -> None:
        """End after the job that runs now; leave it alone after `patience` seconds."""
        self._stop.set()
        self._thread.join(patience)

    def _run(self) -> None:
        while not self._stop.wait(PAUSE):
            jobs: list[Callable[[], object]] = list(self._app.extensions.get(self._lane) or [])
            for job in jobs:
                if self._stop.is_set():
                    return
                try:
                    with self._app.app_context():
                        job()
                except Exception:
                    log.exception("job %s failed", getattr(job, "__qualname__", job))
