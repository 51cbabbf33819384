"""The bus on Redis publish and subscribe."""

import os
from collections.abc import Callable
from uuid import uuid4

from redis import Redis

from council.live.bus_calls import OnChange
from council.live.bus_threads import CHANNEL, POLL, ThreadedBus


class RedisBus(ThreadedBus):
    """Each process sends on a channel of its own name, and skips it when it listens."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._id = uuid4().hex

    @property
    def name(self) -> str:
        """The channel this process sends on; its listening connection has the same name (`CLIENT LIST`)."""
        return f"{CHANNEL}:{self._id}-{os.getpid()}"

    def _open(self) -> tuple[Callable[[str], None], Callable[[], None]]:
        client = Redis.from_url(self._url, socket_timeout=5, socket_connect_timeout=5)
        client.ping()
        own = self.name

        def send(prefix: str) -> None:
            client.publish(own, prefix)

        return send, client.close

    def _receive(self, on_change: OnChange, ready: Callable[[], None]) -> None:
        own = self.name.encode()
        client = Redis.from_url(self._url, socket_connect_timeout=5, health_check_interval=15, client_name=self.name)
        with client, client.pubsub() as listener:  # type: ignore[no-untyped-call]
            listener.psubscribe(f"{CHANNEL}:*")
            while not self._stop.is_set():
                message = listener.get_message(timeout=POLL)
                if message is None:
                    continue
                if message["type"] == "psubscribe":
                    ready()
                elif message["type"] == "pmessage" and message["channel"] != own:
                    on_change(message["data"].decode())
