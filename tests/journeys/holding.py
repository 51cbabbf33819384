"""A proxy as some offices and carriers have them: it lets pages through and keeps what a stream says to itself."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def holding_proxy(port: int) -> Iterator[int]:
    """A port in front of the server at `port` that opens event streams and then passes on none of their events."""
    door = socket.create_server(("127.0.0.1", 0))
    open_ends = [door]

    def serve() -> None:
        with suppress(OSError):
            while True:
                phone, _address = door.accept()
                server = socket.create_connection(("127.0.0.1", port))
                open_ends.extend((phone, server))
                threading.Thread(target=_pass_on, args=(phone, server), daemon=True).start()
                threading.Thread(target=_hold_streams, args=(server, phone), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield door.getsockname()[1]
    finally:
        for each in open_ends:
            each.close()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def _hold_streams(source: socket.socket, sink: socket.socket) -> None:
    """As `_pass_on`, until the head of an event stream has gone by."""
    held = False
    with suppress(OSError):
        while data := source.recv(65536):
            if held:
                continue
            head, blank, _body = data.partition(b"\r\n\r\n")
            held = b"text/event-stream" in head.lower()
            sink.sendall(head + blank if held else data)
        sink.shutdown(socket.SHUT_WR)
