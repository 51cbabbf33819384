"""What the buses to Redis and to PostgreSQL share: a thread that sends, one that listens, and connecting again."""

import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from threading import Condition, Event, Thread

from council.live.bus_calls import OnChange, OnGap

log = logging.getLogger(__name__)

#: Seconds between two messages about the same topic.
PAUSE = 0.25
#: Seconds before a lost connection is tried again.
RECONNECT = 1.0
#: Seconds a thread waits before it looks whether it should stop.
POLL = 0.5
#: The name both ends know.
CHANNEL = "yehua_live"


class ThreadedBus(ABC):
    """Sends and receives in two threads, and connects again when a connection breaks."""

    def __init__(self) -> None:
        self._pending: set[str] = set()
        self._wake = Condition()
        self._stop = Event()
        self._sender_of = 0  # process id: threads do not survive a fork
        self._threads: list[Thread] = []
        self._broken: set[str] = set()

    def announce(self, prefix: str) -> None:
        with self._wake:
            if self._sender_of != os.getpid():
                self._sender_of = os.getpid()
                self._start(self._send_loop, "live-bus-send")
            self._pending.add(prefix)
            self._wake.notify()

    def listen(self, on_change: OnChange, on_gap: OnGap) -> None:
        self._stop.clear()
        self._start(lambda: self._listen_loop(on_change, on_gap), "live-bus-listen")

    def close(self) -> None:
        self._stop.set()
        with self._wake:
            self._wake.notify()
        for thread in self._threads:
            thread.join(timeout=2 * POLL + RECONNECT)
        self._threads.clear()
        self._sender_of = 0

    @abstractmethod
    def _open(self) -> tuple[Callable[[str], None], Callable[[], None]]:
        """A connection to send on: how to send, how to close."""

    @abstractmethod
    def _receive(self, on_change: OnChange, ready: Callable[[], None]) -> None:
        """Receive until told to stop or the connection breaks; call `ready` once messages are sure to arrive."""

    def _start(self, work: Callable[[], None], name: str) -> None:
        thread = Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _send_loop(self) -> None:
        while not self._stop.is_set():
            try:
                send, close = self._open()
            except Exception as error:
                self._rest("sending", error)
                continue
            self._works("sending")
            try:
                self._send_all(send)
            except Exception as error:
                self._rest("sending", error)
            finally:
                close()

    def _send_all(self, send: Callable[[str], None]) -> None:
        while not self._stop.is_set():
            with self._wake:
                self._wake.wait_for(lambda: self._pending or self._stop.is_set(), timeout=POLL)
                batch = list(self._pending)
            for prefix in batch:
                with self._wake:
                    self._pending.discard(prefix)  # first: what changes while we send is sent again
                try:
                    send(prefix)
                except Exception:
                    with self._wake:
                        self._pending.add(prefix)
                    raise
            if batch:
                self._stop.wait(PAUSE)

    def _listen_loop(self, on_change: OnChange, on_gap: OnGap) -> None:
        def ready() -> None:
            self._works("listening")
            on_gap()

        while not self._stop.is_set():
            try:
                self._receive(on_change, ready)
            except Exception as error:
                self._rest("listening", error)

    def _rest(self, what: str, error: Exception) -> None:
        """Wait before the next try; say so once for each outage."""
        if what not in self._broken:
            self._broken.add(what)
            log.warning("live bus: %s failed, trying again every %g s (%s)", what, RECONNECT, error)
        self._stop.wait(RECONNECT)

    def _works(self, what: str) -> None:
        if what in self._broken:
            self._broken.discard(what)
            log.warning("live bus: %s works again", what)
