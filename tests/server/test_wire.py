"""A stream that writes to its socket itself, past the server's own framing."""

import http.client
import re
import socket

from council.live.service import live_of
from tests.live.test_stream import Hall
from tests.server.running import Stream, running, wait_until


def test_a_connection_carries_a_page_then_a_stream_then_a_page_again() -> None:
    hall = Hall(LIVE_HEARTBEAT=0.05, LIVE_MAX_AGE=0.3)
    hall.app.add_url_rule("/page", view_func=lambda: "a page")
    with running(hall.app) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/page")
        assert connection.getresponse().read() == b"a page"
        connection.request("GET", hall.address())
        answer = connection.getresponse()
        assert answer.getheader("transfer-encoding") == "chunked"
        assert b"<p>hello</p>" in answer.read(), "read to its end, which the last chunk says"
        connection.request("GET", "/page")
        assert connection.getresponse().read() == b"a page"


def test_an_old_proxy_gets_the_bare_bytes_and_the_end_of_the_connection() -> None:
    hall = Hall(LIVE_HEARTBEAT=0.05, LIVE_MAX_AGE=0.3)
    with running(hall.app) as server, socket.create_connection(("127.0.0.1", server.port), 10) as proxy:
        proxy.sendall(f"GET {hall.address()} HTTP/1.0\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: proxy.recv(65536), b"")).partition(b"\r\n\r\n")
        assert b"chunked" not in head.lower()
        first, *others = body.decode().split("\n\n")
        assert first.startswith("retry: ")
        assert others[0] == "event: wall\ndata: <p>12 en en</p>\ndata: <p>hello</p>"
        assert set(others[1:]) == {"event: beat\ndata: .", ""}


def test_a_screen_that_breaks_off_gives_its_place_back_at_once() -> None:
    hall = Hall(LIVE_HEARTBEAT=60)
    with running(hall.app) as server:
        stream = Stream(server.port, hall.address())
        assert stream.event()
        stream.close()
        wait_until(lambda: live_of(hall.app).hub.streams == 0)


def test_a_stop_of_the_server_ends_the_answer_in_good_order() -> None:
    hall = Hall(LIVE_HEARTBEAT=60)
    with running(hall.app) as server:
        stream = Stream(server.port, hall.address())
        assert stream.event()
    assert stream.event() is None, "the last chunk came; a broken one would have been an error"


def test_a_reader_that_stalls_skips_to_the_newest_picture() -> None:
    hall = Hall(LIVE_INTERVAL=0.005, LIVE_HEARTBEAT=60)
    with running(hall.app) as server:
        awake = Stream(server.port, hall.address())
        stalled = stalling(server.port, hall.address())
        for number in range(VERSIONS):
            hall.say(f"{number} " + "x" * 6000)
            while (event := awake.event()) is not None and f"<p>{number} " not in event[1]:
                pass
        stalled.settimeout(5)
        seen = []
        while not seen or seen[-1] != VERSIONS - 1:
            seen += [int(found) for found in re.findall(rb"<p>(\d+) x", stalled.recv(1 << 20))]
        assert len(seen) <= 24, "old pictures were kept for a screen that did not read"
        stalled.close()


def test_a_reader_that_never_reads_is_left_when_the_time_is_up() -> None:
    hall = Hall(LIVE_INTERVAL=0.005, LIVE_HEARTBEAT=0.05, LIVE_MAX_AGE=1.0)
    with running(hall.app) as server:
        awake = Stream(server.port, hall.address())
        stalled = stalling(server.port, hall.address())
        for number in range(60):
            hall.say(f"{number} " + "x" * 6000)
            awake.event()
        wait_until(lambda: live_of(hall.app).hub.streams == 0)
        wait_until(lambda: len(server.server_state.tasks) == 0)
        stalled.close()


VERSIONS = 200


def stalling(port: int, path: str) -> socket.socket:
    """A screen on a slow line that has asked for its stream and reads nothing of it."""
    screen = socket.socket()
    screen.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    screen.connect(("127.0.0.1", port))
    screen.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return screen
