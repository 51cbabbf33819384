"""The wire: uvicorn's HTTP/1.1 connection, which lends its socket to an event stream.

A picture for each of two thousand screens costs three times its bytes when it goes through ASGI messages, a task and
h11's framing. So a stream begins as any request does, then writes to the socket itself, framed as its head announced.
"""

from typing import Any, Protocol

from uvicorn.protocols.http.h11_impl import H11Protocol

from council.serving.asgi import Receive, Scope, Send


class Borrower(Protocol):
    """Who writes to the socket now. All are called on the loop."""

    def wake(self) -> None:
        """There is room again."""

    def lost(self) -> None:
        """The other side has gone."""


class Wire(H11Protocol):
    """One connection. An application finds it at `scope["wire"]`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._borrower: Borrower | None = None
        self._chunked = False
        self._application = self.app
        self.app = self._offer  # type: ignore[assignment]  # uvicorn's own names for the same shapes

    async def _offer(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["wire"] = self
        await self._application(scope, receive, send)  # type: ignore[arg-type]

    @property
    def has_room(self) -> bool:
        """Whether the other side reads as fast as we write, and is there."""
        return not (self.flow.write_paused or self.transport.is_closing())

    def lend(self, borrower: Borrower) -> None:
        """From now on `borrower` writes; after the head of its answer is out."""
        self._borrower = borrower
        self._chunked = self.scope["http_version"] == "1.1"
        if self.transport.is_closing():
            borrower.lost()

    def give_back(self) -> None:
        """The server writes again."""
        self._borrower = None

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
