"""What a browser has shown so far on its way in, in its signed session: short-lived, gone once it is in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import session

from council.base import clock


def remember(name: str, **values: Any) -> None:
    """Keep what this browser has shown at one step; what it showed before at that step is forgotten."""
    session[name] = {**values, "at": int(clock.now().timestamp())}


def recall(name: str, life: timedelta) -> dict[str, Any] | None:
    """What this browser has shown, if that is younger than `life`."""
    kept = session.get(name)
    if not isinstance(kept, dict) or not isinstance(kept.get("at"), int):
        return None
    age = clock.now() - datetime.fromtimestamp(kept["at"], UTC)
    return kept if timedelta(seconds=-1) <= age < life else None


def forget(name: str) -> None:
    """The way ends here."""
    session.pop(name, None)
