"""The jobs: short work that comes due by itself. The server's thread runs each once a second, or `flask work` does."""

from collections.abc import Callable

from flask import Flask

from council.base.db import db
from council.journal.deliveries import deliver_pending


def deliver() -> int:
    """Hand what happened to whoever wants to know. Returns how much there was."""
    try:
        return deliver_pending()
    finally:
        db.session.remove()


JOBS: tuple[Callable[[], int], ...] = (deliver,)


def add_jobs(app: Flask) -> None:
    """Give `app` its jobs."""
    app.extensions.setdefault("jobs", []).extend(JOBS)
