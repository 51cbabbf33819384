"""The live room at work: hub, bus, tickets and coalescer of one application, and how they start and stop."""

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Thread
from typing import cast

from flask import Flask

from council.live import topics
from council.live.bus import bus_for
from council.live.coalescer import Coalescer, wake_in_slices
from council.live.hub import Hub
from council.live.renderers import NoRenderer, Renderers, drawer
from council.live.tickets import BadTicket, Tickets


class Refused(Exception):
    """A stream that is not opened: `status` 403 or 404."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Live:
    """Hub, bus, tickets and the coalescer of one application, and how they start and stop."""

    def __init__(self, app: Flask, renderers: Renderers) -> None:
        config = app.config
        self.hub = Hub(config["LIVE_MAX_STREAMS"])
        self.bus = bus_for(
            config["LIVE_BUS"],
            redis_url=config.get("REDIS_URL") or "",
            database_url=str(config.get("SQLALCHEMY_DATABASE_URI") or ""),
        )
        self.tickets = Tickets([*reversed(config.get("SECRET_KEY_FALLBACKS") or []), config["SECRET_KEY"]])
        self.heartbeat: float = config["LIVE_HEARTBEAT"]
        self.interval: float = config["LIVE_INTERVAL"]
        self._max_age: float = config["LIVE_MAX_AGE"]
        self.warned_of_fallback = False
        self._app = app
        self._renderers = renderers
        self._start_lock = Lock()
        self._running = False
        self._executor: ThreadPoolExecutor | None = None
        self._coalescer: Coalescer | None = None
        self._ticker: asyncio.Task[None] | None = None

    def changed(self, prefix: str) -> None:
        """These topics changed, here and in the other processes. After the commit; from any thread."""
        self.hub.mark_dirty(prefix)
        self.bus.announce(prefix)

    def admit(self, path: str, ticket: str) -> tuple[str, ...]:
        """The topics of a stream that may be opened.

        Args:
            path: what stands behind `/live/`.

        Raises:
            Refused: 404 for what is no topic of ours, 403 for a ticket that does not open it.
        """
        try:
            names = topics.parse_list(path)
            for name in names:
                self._renderers.find(topics.parse(name))
            self.tickets.check(ticket, names, now=time.time())
        except (topics.BadTopic, NoRenderer) as error:
            raise Refused(404, f"no such topic: {error}") from None
        except BadTicket as error:
            raise Refused(403, f"ticket: {error}") from None
        return names

    def lifetime(self) -> float:
        """Seconds a stream may live; not the same for all, so that they do not all come back at once."""
        return self._max_age * random.uniform(0.9, 1.1)

    async def start(self) -> None:
        """Begin to draw and hand over on the running loop."""
        self._executor = ThreadPoolExecutor(2, "live-draw")
        self._coalescer = Coalescer(
            self.hub, drawer(self._app, self._renderers), self._executor, interval=self.interval
        )
        self.hub.open()
        self._coalescer.start()
        self.bus.listen(self.hub.mark_dirty, self.hub.mark_all)
        self._ticker = asyncio.create_task(self._tick())
        self._running = True

    async def stop(self) -> None:
        """End streams, coalescer and bus."""
        self._running = False
        self.hub.close()
        if self._ticker is not None:
            self._ticker.cancel()
        if self._coalescer is not None:
            await self._coalescer.stop()
        await asyncio.to_thread(self.bus.close)
        if self._executor is not None:
            await asyncio.to_thread(self._executor.shutdown)

    def start_in_thread(self) -> None:
        """Start on a loop of its own, once; for servers that have none (`flask run`)."""
        with self._start_lock:
            if self._running:
                return
            started = Event()

            async def live_here() -> None:
                await self.start()
                started.set()
                await asyncio.Event().wait()

            Thread(target=lambda: asyncio.run(live_here()), name="live-loop", daemon=True).start()
            started.wait()

    async def _tick(self) -> None:
        """Wake every stream now and then, so that it sends a heartbeat or ends."""
        while True:
            await asyncio.sleep(self.heartbeat)
            await wake_in_slices([subscription.wake for subscription in self.hub.subscriptions()])


def live_of(app: Flask) -> Live:
    """The live room of `app`."""
    return cast(Live, app.extensions["live"])
