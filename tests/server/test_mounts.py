"""Applications that come and go beside the main one while the server runs."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, request

from council.live.renderers import Renderers
from council.live.service import live_of
from council.serving import mounts as mounts_module
from council.serving.asgi import Receive, Scope, Send
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


class Fake:
    """An application that comes up when it is let, and may fail to stop."""

    def __init__(self, *, blocks: float = 0.0, fails: bool = False) -> None:
        self.blocks, self.fails = blocks, fails
        self.may_start = asyncio.Event()
        self.stopped = threading.Event()
        self.calls: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("nobody asks it")

    async def start(self) -> None:
        if self.blocks:
            time.sleep(self.blocks)  # the loop is busy, as with a slow disk
        else:
            await self.may_start.wait()

    async def stop(self) -> None:
        self.stopped.set()
        if self.fails:
            raise OSError("it will not stop")

    def end_streams(self) -> None:
        self.calls.append("end")

    def take_streams(self) -> None:
        self.calls.append("take")


@contextmanager
def mounts_of(fake: Fake) -> Iterator[tuple[Mounts, Callable[[Callable[[], object]], object]]]:
    """Mounts on a loop in a thread, and a way to ask something on that loop."""
    mounts, started = Mounts(lambda app: fake), threading.Event()
    loop = asyncio.new_event_loop()

    async def live() -> None:
        mounts.start()
        started.set()

    def run() -> None:
        loop.run_until_complete(live())
        loop.run_forever()

    async def answer(question: Callable[[], object]) -> object:
        return question()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(10)
    yield mounts, lambda question: asyncio.run_coroutine_threadsafe(answer(question), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@pytest.mark.parametrize("blocks", [0.0, 0.3])
def test_what_came_up_too_late_is_not_served(monkeypatch: pytest.MonkeyPatch, blocks: float) -> None:
    monkeypatch.setattr(mounts_module, "PATIENCE", 0.1)
    fake = Fake(blocks=blocks)
    with mounts_of(fake) as (mounts, on_loop):
        with pytest.raises(TimeoutError):
            mounts.open(named("side"), PREFIX)
        on_loop(fake.may_start.set)
        assert fake.stopped.wait(10)
        assert on_loop(lambda: mounts.find(f"{PREFIX}/")) is None


def test_what_comes_afterwards_comes_though_it_did_not_stop(caplog: pytest.LogCaptureFixture) -> None:
    fake, gone = Fake(fails=True), threading.Event()
    with mounts_of(fake) as (mounts, on_loop):
        on_loop(fake.may_start.set)
        mounts.open(named("side"), PREFIX)
        mounts.close(PREFIX, gone.set)
        assert gone.wait(10)
    assert "did not stop as it should" in caplog.text


def test_the_end_of_one_silence_does_not_end_the_next() -> None:
    fake, gone = Fake(), threading.Event()
    with mounts_of(fake) as (mounts, on_loop):
        on_loop(fake.may_start.set)
        mounts.open(named("side"), PREFIX)
        mounts.silence(PREFIX, 600)
        first = on_loop(lambda: mounts._silences[PREFIX])
        mounts.silence(PREFIX, 600)
        second = on_loop(lambda: mounts._silences[PREFIX])
        assert isinstance(first, asyncio.TimerHandle)
        assert isinstance(second, asyncio.TimerHandle)
        assert (first.cancelled(), second.cancelled()) == (True, False)
        mounts.close(PREFIX, gone.set)
        assert gone.wait(10)
        assert second.cancelled(), "nor does it wake what has ended"
    assert "take" not in fake.calls
