"""Applications beside the main one, each under a prefix of its own, opened and closed while the server runs."""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from flask import Flask

from council.serving.asgi import Receive, Scope, Send

log = logging.getLogger(__name__)

#: Seconds that opening may take.
PATIENCE = 15.0


class Mounted(Protocol):
    """An application with its streams and jobs."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

    async def start(self) -> None:
        """Begin to serve."""

    async def stop(self) -> None:
        """End streams, jobs and threads, after what runs now."""

    def end_streams(self) -> None:
        """End the open streams and refuse new ones."""

    def take_streams(self) -> None:
        """Open streams again."""


class Mounts:
    """The applications beside the main one. All but `find` may be called from any thread.

    Args:
        serve: makes of an application what can be served.
    """

    def __init__(self, serve: Callable[[Flask], Mounted]) -> None:
        self._serve = serve
        self._loop: asyncio.AbstractEventLoop | None = None
        self._by_prefix: dict[str, Mounted] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._silences: dict[str, asyncio.TimerHandle] = {}

    def find(self, path: str) -> tuple[str, Mounted] | None:
        """Prefix and application of an address below one of the prefixes; on the loop."""
        for prefix, mounted in self._by_prefix.items():
            if path.startswith(f"{prefix}/"):
                return prefix, mounted
        return None

    def start(self) -> None:
        """From now on applications may come; on the loop."""
        self._loop = asyncio.get_running_loop()

    async def stop(self) -> None:
        """Close all and wait for them; on the loop."""
        for prefix in list(self._by_prefix):
            self._end(prefix, lambda: None)
        await asyncio.gather(*self._ending, return_exceptions=True)

    def end_streams(self) -> None:
        """End the streams of all; on the loop."""
        for mounted in self._by_prefix.values():
            mounted.end_streams()

    def open(self, app: Flask, prefix: str) -> None:
        """Serve `app` under `prefix`; returns when it answers.

        Raises:
            TimeoutError: it did not come up in time, and will not any more.
        """
        loop = self._running()
        opening = asyncio.run_coroutine_threadsafe(self._open(app, prefix), loop)
        try:
            opening.result(PATIENCE)
        except TimeoutError:
            opening.cancel()
            self.close(prefix, lambda: None)  # it may have come up just now
            raise

    def close(self, prefix: str, afterwards: Callable[[], object]) -> None:
        """Serve it no longer; `afterwards` is called in a thread when its last answer is out. Returns at once."""
        self._running().call_soon_threadsafe(self._end, prefix, afterwards)

    def silence(self, prefix: str, seconds: float) -> None:
        """End its streams, and open none for so long."""
        self._running().call_soon_threadsafe(self._silence, prefix, seconds)

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            raise RuntimeError("the server does not run yet")
        return self._loop

    async def _open(self, app: Flask, prefix: str) -> None:
        mounted = self._serve(app)
        try:
            await mounted.start()
        except BaseException:
            await _stopped(mounted, lambda: None)
            raise
        self._by_prefix[prefix] = mounted

    def _end(self, prefix: str, afterwards: Callable[[], object]) -> None:
        mounted = self._by_prefix.pop(prefix, None)
        if mounted is None:
            return
        self._sound(prefix)
        mounted.end_streams()
        task = asyncio.ensure_future(_stopped(mounted, afterwards))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _silence(self, prefix: str, seconds: float) -> None:
        mounted = self._by_prefix.get(prefix)
        if mounted is not None:
            self._sound(prefix)
            mounted.end_streams()
            self._silences[prefix] = self._running().call_later(seconds, mounted.take_streams)

    def _sound(self, prefix: str) -> None:
        """Forget the silence of before, so that its end does not end the next one."""
        if (silence := self._silences.pop(prefix, None)) is not None:
            silence.cancel()


async def _stopped(mounted: Mounted, afterwards: Callable[[], object]) -> None:
    """Stop it; what comes afterwards comes in any case."""
    try:
        await mounted.stop()
    except Exception:
        log.exception("an application beside the main one did not stop as it should")
    finally:
        await asyncio.to_thread(afterwards)
