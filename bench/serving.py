"""The embedded server in a process of its own (`python -m bench.serving FOLDER PORT LEVEL URL`), and its client.

Beside the application it serves a bare Flask page at `/hello`, so that both are measured on the same server.
"""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from bench.hall import hello_app, set_synchronous, settings_for
from council.base.db import db
from council.base.settings import Settings
from council.factory import create_app
from council.server import serve

#: Connections that ask at the same time, each waiting for its answer before it asks again.
CONNECTIONS = 16

T = TypeVar("T")


class Machine:
    """A server on one port that can be killed and started again, as by a power cut."""

    def __init__(self, folder: Path, synchronous: str = "FULL", database_url: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._command = [sys.executable, "-m", "bench.serving", str(folder), str(self.port), synchronous, database_url]
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it serves."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "ready\n":
            raise RuntimeError("the server did not start")

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it without a word of warning (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)

    def stop(self) -> None:
        """End it in good order."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)


@contextmanager
def server(folder: Path, synchronous: str = "FULL", database_url: str = "") -> Iterator[int]:
    """The port of a running server on the data in `folder`, or at `database_url`; `synchronous` is SQLite's."""
    machine = Machine(folder, synchronous, database_url)
    try:
        machine.start()
        yield machine.port
    finally:
        machine.stop()


def run_fast(work: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run` on the faster loop where there is one: the clients share two cores with the server."""
    try:
        from uvloop import run
    except ImportError:  # on Windows
        from asyncio import run
    return run(work)


def raw(
    method: str, path: str, cookie: str = "", body: bytes | None = None, *, keep: bool = True, htmx: bool = False
) -> bytes:
    """A request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Connection: {'keep-alive' if keep else 'close'}"]
    if htmx:
        lines.append("HX-Request: true")
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


async def answer(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    if b"content-length:" in lower:
        await reader.readexactly(int(lower.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]))
    elif b"transfer-encoding: chunked" in lower:
        while (size := int(await reader.readline(), 16)) > 0:
            await reader.readexactly(size + 2)
        await reader.readline()
    return status


def per_second(port: int, requests: Iterable[bytes], expected: int) -> float:
    """Requests a second in a closed loop; every answer must have the status `expected`."""
    return asyncio.run(_closed_loop(port, iter(requests), expected))


async def _closed_loop(port: int, requests: Iterator[bytes], expected: int) -> float:
    done = 0

    async def ask() -> None:
        nonlocal done
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in requests:
            writer.write(request)
            if (status := await answer(reader)) != expected:
                raise RuntimeError(f"status {status}, not {expected}")
            done += 1
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))
    return done / (time.perf_counter() - began)


def main(folder: Path, port: int, synchronous: str, database_url: str) -> None:
    """Serve until the process is told to end."""
    settings = Settings(data_dir=folder, database_url=database_url) if database_url else settings_for(folder)
    app = create_app(settings, LIVE_BUS="local")
    if not database_url:
        with app.app_context():
            set_synchronous(db.engine, synchronous)
    ours, hello = app.wsgi_app, hello_app().wsgi_app

    def either(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return (hello if environ["PATH_INFO"] == "/hello" else ours)(environ, start_response)

    app.wsgi_app = either  # type: ignore[method-assign]
    serve(app, "127.0.0.1", port, on_started=lambda: print("ready", flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
