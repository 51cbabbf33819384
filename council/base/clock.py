"""The one clock. Rules take the time as an argument; only operations and views ask here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _stopped_at.get() or datetime.now(UTC)


def today() -> date:
    """Today's date where the councils meet."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """`moment` on the wall clock of the councils (Asia/Shanghai)."""
    return moment.astimezone(LOCAL)


def from_local(wall_clock: datetime) -> datetime:
    """A naive wall-clock time, as typed into a form, as an aware UTC moment."""
    return wall_clock.replace(tzinfo=LOCAL).astimezone(UTC)


def start_of_day(moment: datetime) -> datetime:
    """Midnight before `moment` where the councils meet, in UTC."""
    return local(moment).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


@contextmanager
def stopped(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment`, for tests and for the demo's past."""
    token = _stopped_at.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stopped_at.reset(token)
