"""A real server in a thread, and small clients that read its streams."""

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from flask_babel import Babel

from council.live.extension import init_app
from council.live.renderers import Renderers
from council.server import Server, make_server


def small_app(renderers: Renderers | None = None, **config: object) -> Flask:
    """An application with a live room and nothing else; no database."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="test", TESTING=True, LIVE_BUS="local", **config)
    Babel(app, locale_selector=lambda: "en")
    init_app(app, renderers or Renderers())
    return app


@contextmanager
def running(app: Flask, port: int = 0) -> Iterator[Server]:
    """The server of `app` on `port`, or on a free one."""
    started = threading.Event()
    server = make_server(app, "127.0.0.1", port, on_started=started.set)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(10), "the server did not start"
    try:
        yield server
    finally:
        server.should_exit = True
        thread.join(15)
        assert not thread.is_alive(), "the server did not stop"


def get(port: int, path: str, timeout: float = 10) -> http.client.HTTPResponse:
    """The answer to a GET, its body still to be read."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    connection.request("GET", path)
    return connection.getresponse()


class Stream:
    """An open event stream, read event by event."""

    def __init__(self, port: int, path: str, timeout: float = 10) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.response = http.client.HTTPResponse(self.socket, method="GET")
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        self.response.begin()

    def block(self) -> list[str] | None:
        """The lines up to the next empty one; None at the end of the stream."""
        lines: list[str] = []
        while line := self.response.readline():
            text = line.decode().rstrip("\n")
            if not text:
                return lines
            lines.append(text)
        return None

    def event(self) -> tuple[str, str] | None:
        """Name and data of the next event, past comments, retry lines and beats; None at the end of the stream."""
        while (lines := self.block()) is not None:
            fields = [(name, value) for name, _colon, value in (line.partition(": ") for line in lines)]
            if ("event", "beat") in fields:
                continue
            if data := [value for name, value in fields if name == "data"]:
                return next(value for name, value in fields if name == "event"), "\n".join(data)
        return None

    def close(self) -> None:
        self.response.close()
        self.socket.close()


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> None:
    """Return as soon as `condition` holds; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)
