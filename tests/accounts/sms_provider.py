"""An HTTP server on this machine that stands for a provider of text messages."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Heard:
    """One request that reached the provider."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


Answer = tuple[int, str]


@dataclass
class Provider:
    """What it heard, and what it says; `hold` keeps it from answering until it is set."""

    url: str
    heard: list[Heard] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    hold: threading.Event | None = None

    def answer(self) -> Answer:
        """The next answer; the last one goes on for ever."""
        if self.hold is not None:
            self.hold.wait(20)
        if not self.answers:
            return 200, json.dumps({"result": {"code": "OK"}})
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def provider() -> Iterator[Provider]:
    """The provider, listening."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    made = Provider(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = _handler(lambda heard: made.heard.append(heard), made.answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        if made.hold is not None:
            made.hold.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(hear: Callable[[Heard], object], answer: Callable[[], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            hear(Heard(self.command, self.path, dict(self.headers), body))
            status, text = answer()
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())
            except OSError:
                pass  # the other side has given up waiting

        do_GET = do_POST = do_PUT = _any

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
