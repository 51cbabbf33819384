"""The coalescer: draws what is dirty, at most once per interval and topic, and hands it to the listeners.

It lives on one event loop. Drawing happens in threads of its own; the hand-over is cut into slices so that votes get
their turn between them. The first change after a quiet time is drawn at once.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor

from council.live.hub import Channel, Hub

log = logging.getLogger(__name__)

#: Seconds between two drawings of a topic.
INTERVAL = 0.25
#: An interval is at least this many hand-overs long, so that they take a quarter of one core at most.
FAN_OUT_SHARE = 4
#: An interval is at least this many drawings long, so that a slow query does not run without a pause.
DRAWING_SHARE = 2
#: Listeners woken before others get a turn: about a quarter of a millisecond.
SLICE = 25
#: Seconds after which a drawing that failed is tried again.
RETRY = 2.0


class Coalescer:
    """Draws the dirty topics of `hub` with `draw` (topic → frame; runs in `executor`)."""

    def __init__(
        self, hub: Hub, draw: Callable[[str], bytes], executor: Executor, *, interval: float = INTERVAL
    ) -> None:
        self.interval = interval
        self._hub = hub
        self._draw = draw
        self._executor = executor
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to work on the running loop."""
        self._loop = asyncio.get_running_loop()
        self._hub.on_dirty = self._call
        self._work_on(self._hub.dirty())

    async def stop(self) -> None:
        """End all work. Drawings that run are waited for by whoever owns the executor."""
        self._hub.on_dirty = None
        self._loop = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _call(self, channels: list[Channel]) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(self._work_on, channels)
        except RuntimeError:  # the loop closed a moment ago; there is no one left to tell
            log.debug("change after the end of the loop")

    def _work_on(self, channels: list[Channel]) -> None:
        if self._loop is None:
            return
        for channel in channels:
            if channel.busy:
                continue
            channel.busy = True
            task = self._loop.create_task(self._work(channel))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _work(self, channel: Channel) -> None:
        loop = asyncio.get_running_loop()
        try:
            while channel.dirty and channel.listeners:
                if (pause := channel.not_before - loop.time()) > 0:
                    await asyncio.sleep(pause)
                channel.not_before = loop.time() + await self._renew(channel, loop)
        finally:
            channel.busy = False

    async def _renew(self, channel: Channel, loop: asyncio.AbstractEventLoop) -> float:
        """Draw and hand over once; seconds until it may be done again."""
        channel.dirty = False  # before drawing: what commits from now on marks it again
        began = loop.time()
        try:
            frame = await loop.run_in_executor(self._executor, self._draw, channel.topic)
        except Exception:
            log.exception("cannot draw %s; the last frame stays", channel.topic)
            channel.dirty = True
            return RETRY
        drawn = loop.time()
        if frame != channel.frame:
            channel.frame = frame
            await wake_in_slices([listener.wake for listener in list(channel.listeners)])
        done = loop.time()
        interval = max(self.interval, FAN_OUT_SHARE * (done - drawn), DRAWING_SHARE * (drawn - began))
        return interval - (done - began)


async def wake_in_slices(wakes: list[Callable[[], None]]) -> None:
    """Call all, and let the loop do other work after each slice."""
    for start in range(0, len(wakes), SLICE):
        for wake in wakes[start : start + SLICE]:
            wake()
        await asyncio.sleep(0)
