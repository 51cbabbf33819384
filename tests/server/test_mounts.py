"""Applications that come and go beside the main one while the server runs."""

import threading

import pytest
from flask import Flask, request

from council.live.renderers import Renderers
from council.live.service import live_of
from council.serving.mounts import Mounts
from tests.server.running import Stream, get, running, small_app, wait_until

PREFIX = "/side/k7"


def named(name: str) -> Flask:
    """An application that says its name and where it thinks it lies, with one thing to follow."""
    renderers = Renderers()
    renderers.renders("thing", "wall")(lambda key, locale: f"{name} {key}")
    app = small_app(renderers)
    app.add_url_rule("/", view_func=lambda: f"{name} at {request.script_root or '/'}")
    return app


def said(port: int, path: str) -> tuple[int, str]:
    answer = get(port, path)
    return answer.status, answer.read().decode()


def test_it_answers_under_its_prefix_until_it_is_closed() -> None:
    gone = threading.Event()
    with running(named("main")) as server:
        mounts = server.application.mounts
        assert said(server.port, f"{PREFIX}/")[0] == 404
        mounts.open(named("side"), PREFIX)
        assert said(server.port, f"{PREFIX}/") == (200, f"side at {PREFIX}")
        assert said(server.port, "/") == (200, "main at /")
        assert said(server.port, f"{PREFIX}elsewhere/")[0] == 404
        mounts.close(PREFIX, gone.set)
        assert gone.wait(10)
        assert said(server.port, f"{PREFIX}/")[0] == 404
        mounts.close(PREFIX, gone.set)  # twice is once


def test_its_streams_are_its_own_and_fall_silent_for_a_while() -> None:
    side = named("side")
    with running(named("main")) as server:
        mounts = server.application.mounts
        mounts.open(side, PREFIX)
        with side.test_request_context():
            path = side.jinja_env.globals["live_url"](("thing", 7, "wall"))  # type: ignore[operator]
        stream = Stream(server.port, PREFIX + path)
        assert stream.event() == ("wall", "side 7")
        mounts.silence(PREFIX, 0.2)
        assert stream.event() is None, "open streams end"
        stream.close()
        wait_until(lambda: not live_of(side).hub._closed)
        again = Stream(server.port, PREFIX + path)
        assert again.event() == ("wall", "side 7")
        again.close()


def test_a_server_that_stops_closes_them_all() -> None:
    side = named("side")
    with running(named("main")) as server:
        server.application.mounts.open(side, PREFIX)
    assert not live_of(side)._running


def test_before_the_server_runs_nothing_can_be_opened() -> None:
    with pytest.raises(RuntimeError):
        Mounts(lambda app: None).open(named("side"), PREFIX)  # type: ignore[arg-type, return-value]
