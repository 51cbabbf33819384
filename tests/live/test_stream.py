"""The native stream on a real server."""

import http.client
import logging
import threading
import time

import pytest
from flask import Flask
from flask_babel import get_locale

from council.live.extension import live_url
from council.live.renderers import Renderers
from council.live.service import live_of
from tests.server.running import Stream, get, running, small_app, wait_until


class Hall:
    """A meeting with a text on its wall that tests change."""

    def __init__(self, **config: object) -> None:
        self.text = "hello"
        self.drawn = 0
        renderers = Renderers()
        renderers.renders("meeting", "wall")(self.wall)
        renderers.renders("meeting", "phone")(lambda meeting, locale: f"<p>phone {self.text}</p>")
        self.app: Flask = small_app(renderers, **config)

    def wall(self, meeting: int, locale: str) -> str:
        self.drawn += 1
        if self.text == "broken":
            raise ZeroDivisionError("broken renderer")
        return f"<p>{meeting} {locale} {get_locale()}</p>\n<p>{self.text}</p>"

    def address(self, *views: str, meeting: int = 12) -> str:
        with self.app.test_request_context():
            return live_url(*(("meeting", meeting, view) for view in views or ("wall",)))

    def say(self, text: str) -> None:
        self.text = text
        live_of(self.app).changed("meeting.12.")


def test_the_first_event_is_the_full_state_and_changes_follow() -> None:
    hall = Hall()
    with running(hall.app) as server:
        stream = Stream(server.port, hall.address())
        assert stream.response.getheader("content-type") == "text/event-stream; charset=utf-8"
        assert stream.response.getheader("cache-control") == "no-store"
        assert stream.response.getheader("x-accel-buffering") == "no"
        assert stream.response.getheader("content-encoding") is None
        assert stream.event() == ("wall", "<p>12 en en</p>\n<p>hello</p>")
        hall.say("open")
        assert stream.event() == ("wall", "<p>12 en en</p>\n<p>open</p>")
        late = Stream(server.port, hall.address())
        drawn = hall.drawn
        assert late.event() == ("wall", "<p>12 en en</p>\n<p>open</p>")
        assert hall.drawn == drawn, "the second screen was given the frame that was there"


def test_one_stream_carries_several_views() -> None:
    hall = Hall()
    with running(hall.app) as server:
        stream = Stream(server.port, hall.address("wall", "phone"))
        first = {stream.event(), stream.event()}
        assert first == {("wall", "<p>12 en en</p>\n<p>hello</p>"), ("phone", "<p>phone hello</p>")}


def test_tickets_are_needed_and_fit_only_their_topics() -> None:
    hall = Hall()
    with running(hall.app) as server:
        good = hall.address()
        _, _, ticket = good.partition("?ticket=")
        for path, status in (
            ("/live/meeting.12.wall.en", 403),
            (good[:-1], 403),
            (f"/live/meeting.13.wall.en?ticket={ticket}", 403),
            (f"/live/meeting.12.wall.en,meeting.12.phone.en?ticket={ticket}", 403),
            (f"/live/meeting.12.wall.en?ticket=1.{ticket.partition('.')[2]}", 403),
            (f"/live/meeting.12.nothing.en?ticket={ticket}", 404),
            (f"/live/meeting?ticket={ticket}", 404),
            (f"/live/?ticket={ticket}", 404),
        ):
            assert get(server.port, path).status == status, path
        assert live_of(hall.app).hub.streams == 0


def test_above_the_cap_a_screen_is_told_to_come_back() -> None:
    hall = Hall(LIVE_MAX_STREAMS=2)
    with running(hall.app) as server:
        streams = [Stream(server.port, hall.address()) for _ in range(2)]
        refused = get(server.port, hall.address())
        assert (refused.status, refused.getheader("retry-after")) == (503, "10")
        streams[0].close()
        wait_until(lambda: live_of(hall.app).hub.streams == 1)
        assert Stream(server.port, hall.address()).event() is not None


def test_a_quiet_stream_has_a_heartbeat() -> None:
    hall = Hall(LIVE_HEARTBEAT=0.1)
    with running(hall.app) as server:
        stream = Stream(server.port, hall.address())
        assert stream.event() is not None
        assert [stream.block(), stream.block()] == [["event: beat", "data: ."]] * 2


def test_an_old_stream_ends_cleanly() -> None:
    hall = Hall(LIVE_HEARTBEAT=0.05, LIVE_MAX_AGE=0.3)
    with running(hall.app) as server:
        stream = Stream(server.port, hall.address())
        began = time.monotonic()
        while stream.block() is not None:
            pass
        assert 0.1 < time.monotonic() - began < 5
        wait_until(lambda: live_of(hall.app).hub.streams == 0)


def test_a_renderer_that_raises_leaves_the_last_frame(caplog: pytest.LogCaptureFixture) -> None:
    hall = Hall()
    with caplog.at_level(logging.ERROR), running(hall.app) as server:
        stream = Stream(server.port, hall.address())
        last = stream.event()
        hall.say("broken")
        wait_until(lambda: "broken renderer" in caplog.text)
        assert Stream(server.port, hall.address()).event() == last
        hall.say("mended")
        assert stream.event() == ("wall", "<p>12 en en</p>\n<p>mended</p>")


def test_a_reader_that_sleeps_gets_the_newest_state_and_no_queue() -> None:
    hall = Hall(LIVE_INTERVAL=0.005)
    with running(hall.app) as server:
        sleeper = Stream(server.port, hall.address())
        awake = Stream(server.port, hall.address())
        assert sleeper.event()
        assert awake.event()
        versions = 150
        for number in range(versions):  # about 15 MB: far more than sockets and buffers of one stream hold
            hall.say(f"{number} " + "x" * 100_000)
            event = awake.event()
            assert event
            assert f"<p>{number} " in event[1]
        seen = []
        while not seen or seen[-1] < versions - 1:
            event = sleeper.event()
            assert event
            seen.append(int(event[1].split("<p>")[2].split(" ")[0]))
        assert seen == sorted(set(seen)), "states came twice or out of order"
        assert len(seen) < versions - 20, "a queue grew for the sleeping reader"


def test_a_stop_ends_streams_within_the_grace_time() -> None:
    hall = Hall()
    with running(hall.app) as server:
        streams = [Stream(server.port, hall.address()) for _ in range(20)]
        for stream in streams:
            assert stream.event()
        began = time.monotonic()
        server.should_exit = True
        assert [stream.event() for stream in streams] == [None] * 20
        assert time.monotonic() - began < 3


def test_only_get_opens_a_stream() -> None:
    hall = Hall()
    with running(hall.app) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.request("POST", hall.address(), b"x")
        assert connection.getresponse().status == 405


def test_changes_from_many_threads_end_in_the_last_state() -> None:
    hall = Hall(LIVE_INTERVAL=0.01)
    with running(hall.app) as server:
        stream = Stream(server.port, hall.address())
        assert stream.event()
        threads = [
            threading.Thread(target=lambda: [live_of(hall.app).changed("meeting.12.") for _ in range(500)])
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        hall.say("last")
        event = stream.event()
        while event and "last" not in event[1]:
            event = stream.event()
        assert event
