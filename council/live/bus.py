"""The bus: processes tell each other which topics changed. What is sent is the beginning of a topic and nothing else.

Each process sends a topic at most four times a second, however many votes come in. A message that was lost is made
good when the connection comes back: then everything counts as changed.
"""

from typing import Protocol

from council.live.bus_calls import OnChange, OnGap


class Bus(Protocol):
    """What the live room needs of a bus."""

    def announce(self, prefix: str) -> None:
        """Tell the other processes, soon. Never blocks, never fails."""

    def listen(self, on_change: OnChange, on_gap: OnGap) -> None:
        """Call `on_change` with what other processes announce, `on_gap` when some of it may be lost. In a thread."""

    def close(self) -> None:
        """End the threads."""


class LocalBus:
    """One process: there is nobody else to tell."""

    def announce(self, prefix: str) -> None:
        """Nothing to do."""

    def listen(self, on_change: OnChange, on_gap: OnGap) -> None:
        """Nothing will come."""

    def close(self) -> None:
        """Nothing to end."""


def bus_for(kind: str, *, redis_url: str, database_url: str) -> Bus:
    """The bus that the settings ask for.

    Args:
        kind: `local`, `redis`, `postgres`, or `auto`: Redis if it has an address, else PostgreSQL if that is the
            database, else local.

    Raises:
        ValueError: another kind, or one whose address is missing.
    """
    postgres = database_url.startswith("postgresql")
    if kind == "auto":
        kind = "redis" if redis_url else "postgres" if postgres else "local"
    if kind == "local":
        return LocalBus()
    if kind == "redis" and redis_url:
        from council.live.bus_redis import RedisBus

        return RedisBus(redis_url)
    if kind == "postgres" and postgres:
        from council.live.bus_postgres import PostgresBus

        return PostgresBus(database_url.replace("postgresql+psycopg://", "postgresql://", 1))
    raise ValueError(f"LIVE_BUS={kind!r} is not local, redis (with REDIS_URL) or postgres (with DATABASE_URL)")
