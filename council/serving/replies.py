"""Replies: a thread writes its whole answer down and is free; the loop sends it as fast as the client reads."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from council.serving.asgi import Environ, Send, Wsgi

#: Bytes of an answer kept in memory.
IN_MEMORY = 256 * 1024
#: Bytes handed to a socket at once.
PIECE = 128 * 1024


class FileBody:
    """`wsgi.file_wrapper`: a file that is sent after the thread is free."""

    def __init__(self, file: IO[bytes], size: int = PIECE) -> None:
        self.file = file
        self.size = size

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.file.read(self.size):
            yield piece

    def close(self) -> None:
        if hasattr(self.file, "close"):
            self.file.close()


@dataclass(slots=True)
class Reply:
    """What the application answered: `head` is the first piece, `rest` a file with what follows."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    head: bytes = b""
    rest: IO[bytes] | None = None


def call(wsgi: Wsgi, environ: Environ) -> Reply:
    """Run the application in this thread, to the end of its answer."""
    reply = Reply()
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed by `deliver` when it is kept)

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], int]:
        reply.status = int(status.split(" ", 1)[0])
        reply.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return body.write

    result = wsgi(environ, start_response)
    if isinstance(result, FileBody) and result.file.seekable():
        return _first_piece(reply, result.file)
    try:
        for piece in result:
            body.write(piece)
    finally:
        if hasattr(result, "close"):
            result.close()
    _set_length(reply, body.tell(), environ)
    body.seek(0)
    return _first_piece(reply, body)


def _first_piece(reply: Reply, file: IO[bytes]) -> Reply:
    reply.head = file.read(PIECE)
    if len(reply.head) < PIECE:
        file.close()
    else:
        reply.rest = file
    return reply


def _set_length(reply: Reply, size: int, environ: Environ) -> None:
    known = any(name == b"content-length" for name, _ in reply.headers)
    if not known and reply.status >= 200 and reply.status not in (204, 304) and environ["REQUEST_METHOD"] != "HEAD":
        reply.headers.append((b"content-length", str(size).encode()))


async def deliver(reply: Reply, send: Send, before_end: Callable[[], Awaitable[None]] | None) -> None:
    """Send `reply`; `before_end` runs when all but the end is sent."""
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
    if reply.rest is None and before_end is None:
        await send({"type": "http.response.body", "body": reply.head, "more_body": False})
        return
    await send({"type": "http.response.body", "body": reply.head, "more_body": True})
    if reply.rest is not None:
        await _send_rest(reply.rest, send)
    if before_end is not None:
        await before_end()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send_rest(file: IO[bytes], send: Send) -> None:
    loop = asyncio.get_running_loop()
    try:
        while piece := await loop.run_in_executor(None, file.read, PIECE):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    finally:
        file.close()
