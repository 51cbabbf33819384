"""The floor under a fan-out: a bare loop that writes the same bytes to every connection (`python -m bench.floor PORT`).

A request for `/push/N/TEXT` writes `TEXT` and N more bytes to all others; any other request joins them.
"""

import asyncio
import sys
from typing import cast

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


class Joined(asyncio.Protocol):
    """One connection."""

    everyone: set[asyncio.Transport] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one by its methods alone

    def data_received(self, data: bytes) -> None:
        """Join, or push to all who have."""
        path = data.split(b" ", 2)[1]
        if not path.startswith(b"/push/"):
            self.everyone.add(self.transport)
            self.transport.write(HEAD + b"data: 0\n\n")
            return
        _empty, _push, size, text = path.split(b"/", 3)
        frame = b"data: " + text + b"." * int(size) + b"\n\n"
        for transport in self.everyone:
            transport.write(frame)
        self.transport.write(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")

    def connection_lost(self, problem: Exception | None) -> None:
        """Forget it."""
        self.everyone.discard(self.transport)


async def main(port: int) -> None:
    """Serve until the process is told to end."""
    server = await asyncio.get_running_loop().create_server(Joined, "127.0.0.1", port, backlog=4096)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    from bench.serving import run_fast

    run_fast(main(int(sys.argv[1])))
