"""`GET /live/<topic>,<topic>?ticket=…` for an ASGI server: one small task a stream, no thread.

Headers: no store, no proxy buffering, never compressed.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from council.live import frames
from council.live.hub import Subscription, TooManyStreams
from council.live.service import Live, Refused

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
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


class _Waker:
    """Lets one task sleep until `wake` is called on the same loop. Smaller than `asyncio.Event`, for thousands."""

    __slots__ = ("_future", "_woken")

    def __init__(self) -> None:
        self._future: asyncio.Future[None] | None = None
        self._woken = False

    def wake(self) -> None:
        self._woken = True
        if self._future is not None and not self._future.done():
            self._future.set_result(None)

    async def wait(self) -> None:
        if not self._woken:
            self._future = asyncio.get_running_loop().create_future()
            await self._future
            self._future = None
        self._woken = False


async def live_stream(live: Live, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request below `/live/`."""
    if scope["method"] != "GET":
        return await _refuse(send, 405, "only GET", [(b"allow", b"GET")])
    path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix(PREFIX)
    ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
    waker = _Waker()
    try:
        subscription = live.hub.subscribe(live.admit(path, ticket), waker.wake)
    except Refused as refused:
        return await _refuse(send, refused.status, str(refused))
    except TooManyStreams:
        return await _refuse(send, 503, "too many streams", [(b"retry-after", str(RETRY_AFTER).encode())])
    watch = asyncio.create_task(_end_on_disconnect(receive, subscription))
    try:
        await _run(live, subscription, waker, send)
    finally:
        watch.cancel()
        live.hub.unsubscribe(subscription)


async def _run(live: Live, subscription: Subscription, waker: _Waker, send: Send) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + live.lifetime()
    await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS})
    # Not all at the same moment after a restart.
    await send(_body(frames.retry(random.randint(1000, 3000)) + subscription.take()))
    spoken = loop.time()
    while True:
        await waker.wait()
        if subscription.closing or loop.time() >= end:
            break
        # While `send` waits for a slow screen, newer frames replace each other; then it takes the newest.
        if data := subscription.take():
            await send(_body(data))
            spoken = loop.time()
        elif loop.time() - spoken >= live.heartbeat / 2:
            await send(_body(frames.HEARTBEAT))
            spoken = loop.time()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _end_on_disconnect(receive: Receive, subscription: Subscription) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscription.closing = True
    subscription.wake()


def _body(data: bytes) -> Message:
    return {"type": "http.response.body", "body": data, "more_body": True}


async def _refuse(send: Send, status: int, reason: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    body = reason.encode()
    plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    length = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": plain + length + (headers or [])})
    await send({"type": "http.response.body", "body": body, "more_body": False})
