"""The stream as `flask run` serves it: Werkzeug's threaded server."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.serving import make_server

from council.live.service import live_of
from tests.live.test_stream import Hall
from tests.server.running import Stream, get, wait_until


@contextmanager
def flask_run(app: Flask) -> Iterator[int]:
    """Serve `app` as `flask run` does; gives the port."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join(5)


def test_the_same_address_gives_the_same_events() -> None:
    hall = Hall()
    with flask_run(hall.app) as port:
        stream = Stream(port, hall.address())
        assert stream.response.getheader("content-type") == "text/event-stream; charset=utf-8"
        assert stream.event() == ("wall", "<p>12 en en</p>\n<p>hello</p>")
        hall.say("open")
        assert stream.event() == ("wall", "<p>12 en en</p>\n<p>open</p>")


def test_tickets_are_checked_here_too() -> None:
    hall = Hall()
    with flask_run(hall.app) as port:
        assert get(port, hall.address()[:-1]).status == 403
        assert get(port, "/live/meeting.12.nothing.en?ticket=x").status == 404


def test_the_cap_is_lower_and_one_warning_says_why(caplog: pytest.LogCaptureFixture) -> None:
    hall = Hall(LIVE_MAX_FALLBACK_STREAMS=2, LIVE_HEARTBEAT=0.05)
    with caplog.at_level(logging.WARNING), flask_run(hall.app) as port:
        streams = [Stream(port, hall.address()) for _ in range(2)]
        refused = get(port, hall.address())
        assert (refused.status, refused.getheader("retry-after")) == (503, "10")
        for stream in streams:
            stream.close()
        wait_until(lambda: live_of(hall.app).hub.streams == 0)
        assert Stream(port, hall.address()).event()
    assert caplog.text.count("live streams take one thread each") == 1
