"""The bus on PostgreSQL `LISTEN` and `NOTIFY`, for several processes without Redis."""

from collections.abc import Callable

import psycopg

from council.live.bus_calls import OnChange
from council.live.bus_threads import CHANNEL, POLL, ThreadedBus


class PostgresBus(ThreadedBus):
    """Two connections a process; what the own one sent is skipped.

    Args:
        dsn: a libpq address, `postgresql://…`.
    """

    def __init__(self, dsn: str) -> None:
        super().__init__()
        self._dsn = dsn
        self._sender_pid = 0

    def _open(self) -> tuple[Callable[[str], None], Callable[[], None]]:
        connection = psycopg.connect(self._dsn, autocommit=True, connect_timeout=5)
        self._sender_pid = connection.info.backend_pid

        def send(prefix: str) -> None:
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, prefix))

        return send, connection.close

    def _receive(self, on_change: OnChange, ready: Callable[[], None]) -> None:
        with psycopg.connect(self._dsn, autocommit=True, connect_timeout=5) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            ready()
            while not self._stop.is_set():
                for message in connection.notifies(timeout=POLL):
                    if message.pid != self._sender_pid:
                        on_change(message.payload)
