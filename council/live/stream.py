"""`GET /live/<topic>,<topic>?ticket=…` for the embedded server: no thread, and no task that wakes for a picture.

A stream is opened over ASGI; then whoever wakes it (coalescer, ticker, a socket with room again) writes to the wire.
Headers: no store, no proxy buffering, never compressed.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol
from urllib.parse import parse_qs

from council.live import frames
from council.live.hub import Subscription, TooManyStreams
from council.live.service import Live, Refused

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

PREFIX = "/live/"
#: Seconds after which a screen that found no place asks again.
RETRY_AFTER = 10

STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Wire(Protocol):
    """The socket of a stream, at `scope["wire"]` (`council.serving.wire`)."""

    @property
    def has_room(self) -> bool:
        """Whether what is written now leaves soon."""

    def lend(self, borrower: Any) -> None:
        """Let this stream write; its `wake` and `lost` will be called."""

    def give_back(self) -> None:
        """The stream has ended."""

    def write(self, data: bytes) -> None:
        """A piece of the body."""


class Stream:
    """One screen's stream. While its socket is full, newer frames replace each other; then it takes the newest."""

    __slots__ = ("_beat", "_clock", "_end", "_finished", "_spoken", "_wire", "subscription")

    def __init__(self, live: Live) -> None:
        loop = asyncio.get_running_loop()
        self.subscription: Subscription | None = None
        self._clock = loop.time
        self._spoken = loop.time()
        self._end = self._spoken + live.lifetime()
        self._beat = live.heartbeat / 2
        self._finished: asyncio.Future[None] = loop.create_future()
        self._wire: Wire | None = None

    async def run(self, wire: Wire) -> None:
        """Write frames to `wire` until the time is up, the hub closes or the screen goes."""
        self._wire = wire
        wire.lend(self)
        try:
            wire.write(frames.retry(random.randint(1000, 3000)))  # not all at the same moment after a restart
            self.wake()
            await self._finished
        finally:
            self._wire = None
            wire.give_back()

    def wake(self) -> None:
        """There may be something to write, and there may be room for it."""
        wire, subscription = self._wire, self.subscription
        if wire is None or subscription is None:  # the head is not out yet
            return
        now = self._clock()
        if subscription.closing or now >= self._end:
            self.lost()
        elif wire.has_room:
            data = subscription.take()
            if not data and now - self._spoken >= self._beat:
                data = frames.HEARTBEAT
            if data:
                wire.write(data)
                self._spoken = now

    def lost(self) -> None:
        """Nothing more will be written."""
        if not self._finished.done():
            self._finished.set_result(None)


async def live_stream(live: Live, scope: Scope, send: Send) -> None:
    """Answer one request below `/live/`."""
    if scope["method"] != "GET":
        return await _refuse(send, 405, "only GET", [(b"allow", b"GET")])
    path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(PREFIX)
    ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
    stream = Stream(live)
    try:
        subscription = stream.subscription = live.hub.subscribe(live.admit(path, ticket), stream.wake)
    except Refused as refused:
        return await _refuse(send, refused.status, str(refused))
    except TooManyStreams:
        return await _refuse(send, 503, "too many streams", [(b"retry-after", str(RETRY_AFTER).encode())])
    try:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS})
        await stream.run(scope["wire"])
    finally:
        live.hub.unsubscribe(subscription)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _refuse(send: Send, status: int, reason: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    body = reason.encode()
    plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    length = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": plain + length + (headers or [])})
    await send({"type": "http.response.body", "body": body, "more_body": False})
