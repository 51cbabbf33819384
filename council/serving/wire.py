"""The wire: uvicorn's HTTP/1.1 connection, which lends its socket to an event stream.

A picture for each of two thousand screens costs three times its bytes when it goes through ASGI messages, a task and
h11's framing. So a stream begins as any request does, then writes to the socket itself, framed as its head announced.
"""

import socket
from contextlib import suppress
from typing import Any, Protocol

from uvicorn.protocols.http.h11_impl import H11Protocol

from council.serving.asgi import Receive, Scope, Send

#: Bytes that the kernel may hold unsent for a stream: newer pictures shall replace what a slow screen has not got yet.
UNSENT = 16 * 1024


class Borrower(Protocol):
    """Who writes to the socket now. All are called on the loop."""

    def wake(self) -> None:
        """There is room again."""

    def lost(self) -> None:
        """The other side has gone."""


class Wire(H11Protocol):
    """One connection. An application finds it at `scope["wire"]` while it answers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._borrower: Borrower | None = None
        self._chunked = False

    @property
    def app(self) -> Any:
        """What answers requests. Made for each, so that a connection holds no circle that only the collector ends."""
        return self._offer

    @app.setter
    def app(self, application: Any) -> None:
        self._application = application

    async def _offer(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["wire"] = self
        try:
            await self._application(scope, receive, send)
        finally:
            del scope["wire"]

    @property
    def has_room(self) -> bool:
        """Whether the other side reads as fast as we write, and is there."""
        return not (self.flow.write_paused or self.transport.is_closing())

    def lend(self, borrower: Borrower) -> None:
        """From now on `borrower` writes; after the head of its answer is out."""
        self._borrower = borrower
        self._chunked = self.scope["http_version"] >= "1.1"  # as h11 decides it
        self._keep_unsent(UNSENT, high=0)
        if self.transport.is_closing():
            borrower.lost()

    def give_back(self) -> None:
        """The server writes again. Who has not read what was written is left: there is nothing to wait for."""
        self._borrower = None
        if self.flow.write_paused:
            self.transport.abort()
        elif not self.transport.is_closing():
            self._keep_unsent(0, high=None)  # as every connection

    def write(self, data: bytes) -> None:
        """A piece of the answer's body; not empty."""
        if self._chunked:
            data = b"%x\r\n%b\r\n" % (len(data), data)
        self.transport.write(data)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._borrower is not None:
            self._borrower.wake()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self._borrower is not None:
            self._borrower.lost()

    def _keep_unsent(self, size: int, high: int | None) -> None:
        """Say how many bytes may wait in the kernel (where it can be told), and how many in our own buffer."""
        self.transport.set_write_buffer_limits(high=high)
        option, own = getattr(socket, "TCP_NOTSENT_LOWAT", None), self.transport.get_extra_info("socket")
        if option is not None and own is not None and own.family != getattr(socket, "AF_UNIX", None):
            with suppress(OSError):
                own.setsockopt(socket.IPPROTO_TCP, option, size)
