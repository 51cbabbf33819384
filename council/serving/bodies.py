"""Bodies: what clients send, read to the end before any thread is taken."""

import asyncio
import io
import logging
import tempfile
from typing import IO

from werkzeug.exceptions import RequestEntityTooLarge, RequestTimeout, ServiceUnavailable

from council.serving.asgi import Environ, Receive

log = logging.getLogger(__name__)

#: Bytes of a body kept in memory; votes and texts stay below.
IN_MEMORY = 256 * 1024
#: Seconds without a byte after which an upload is given up.
IDLE = 30.0
#: Seconds a refused upload is still read, so that the browser sees the refusal and not a broken connection.
LINGER = 3.0


class ClientGone(Exception):
    """The client left before its request was complete."""


async def spool(environ: Environ, receive: Receive, limit: int | None, idle: float) -> IO[bytes]:
    """Read the whole body and set its length in `environ`.

    Raises:
        RequestEntityTooLarge: it is longer than `limit` bytes.
        RequestTimeout: nothing came for `idle` seconds.
        ServiceUnavailable: the disk has no room for it.
        ClientGone: the client left.
    """
    announced = environ.get("CONTENT_LENGTH", "0")
    if limit is not None and announced.isdigit() and int(announced) > limit:
        raise RequestEntityTooLarge
    loop = asyncio.get_running_loop()
    body: IO[bytes] = io.BytesIO()
    size, more = 0, True
    try:
        while more:
            async with asyncio.timeout(idle):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            piece, more = message.get("body", b""), message.get("more_body", False)
            before, size = size, size + len(piece)
            if limit is not None and size > limit:
                raise RequestEntityTooLarge
            if size <= IN_MEMORY:
                body.write(piece)
                continue
            if before <= IN_MEMORY:
                body = await loop.run_in_executor(None, _to_disk, body)
            await loop.run_in_executor(None, body.write, piece)  # a slow disk must not stop the loop
    except TimeoutError:
        body.close()
        raise RequestTimeout from None
    except OSError as error:
        log.exception("a body could not be kept on the disk")
        body.close()
        raise ServiceUnavailable from error
    except BaseException:
        body.close()
        raise
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["CONTENT_LENGTH"] = str(size)
    body.seek(0)
    return body


def _to_disk(memory: IO[bytes]) -> IO[bytes]:
    memory.seek(0)
    file = tempfile.TemporaryFile(prefix="upload-")  # noqa: SIM115 (closed by the bridge)
    file.write(memory.read())
    return file


async def drain(receive: Receive) -> None:
    """Read and forget what a refused client still sends, for a moment."""
    try:
        async with asyncio.timeout(LINGER):
            while (message := await receive())["type"] != "http.disconnect" and message.get("more_body"):
                pass
    except TimeoutError:
        pass
