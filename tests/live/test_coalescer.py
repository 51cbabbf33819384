import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest

from council.live.coalescer import SLICE, Coalescer
from council.live.hub import Hub

WALL = "meeting.1.wall.en"
DESK = "meeting.1.desk.en"


@asynccontextmanager
async def coalescing(draw: Callable[[str], bytes], interval: float = 0.05) -> AsyncIterator[Hub]:
    hub = Hub()
    with ThreadPoolExecutor(2) as executor:
        coalescer = Coalescer(hub, draw, executor, interval=interval)
        coalescer.start()
        try:
            yield hub
        finally:
            await coalescer.stop()


async def until(condition: Callable[[], bool], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.002)


def test_a_thousand_marks_are_few_drawings_and_the_last_state_arrives() -> None:
    async def run() -> None:
        state, drawn = [0], []

        def draw(topic: str) -> bytes:
            drawn.append(time.monotonic())
            return str(state[0]).encode()

        async with coalescing(draw) as hub:
            subscription = hub.subscribe([WALL], lambda: None)
            await until(lambda: subscription.channels[0].frame is not None)

            def storm() -> None:
                for number in range(1, 1001):
                    state[0] = number
                    hub.mark_dirty("meeting.1.")
                    time.sleep(0.0002)

            began = time.monotonic()
            await asyncio.to_thread(storm)
            await until(lambda: subscription.channels[0].frame == b"1000")
            took = time.monotonic() - began
            assert len(drawn) <= took / 0.05 + 3

    asyncio.run(run())


@pytest.mark.parametrize("quiet", [True, False])
def test_only_after_a_quiet_time_is_a_change_drawn_at_once(quiet: bool) -> None:
    """With an hour between two drawings, a change is seen within the test only where nothing makes it wait."""

    async def run() -> None:
        state, drawn = [b"closed"], []
        async with coalescing(lambda topic: drawn.append(topic) or state[0], interval=3600) as hub:
            wall = hub.subscribe([WALL], lambda: None).channels[0]
            await until(lambda: wall.frame == b"closed" and not wall.busy)
            assert wall.not_before > asyncio.get_running_loop().time() + 3000
            if quiet:
                wall.not_before -= 3600  # an hour has passed
            state[0] = b"open"
            hub.mark_dirty("meeting.1.")
            if quiet:
                await until(lambda: wall.frame == b"open")
            else:
                await until(lambda: wall.busy)
                hub.subscribe([DESK], lambda: None)
                await until(lambda: DESK in drawn)  # another topic had its turn meanwhile
                assert (wall.frame, drawn.count(WALL)) == (b"closed", 1)

    asyncio.run(run())


def test_nothing_is_drawn_for_nobody() -> None:
    async def run() -> None:
        drawn = []
        async with coalescing(lambda topic: drawn.append(topic) or b"x") as hub:
            hub.mark_dirty("meeting.1.")
            subscription = hub.subscribe([WALL], lambda: None)
            await until(lambda: drawn == [WALL])
            hub.unsubscribe(subscription)
            hub.mark_dirty("meeting.1.")
            other = hub.subscribe([DESK], lambda: None)
            await until(lambda: other.channels[0].frame is not None)
            assert drawn == [WALL, DESK]

    asyncio.run(run())


def test_a_failing_drawing_leaves_the_last_frame_and_is_tried_again(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("council.live.coalescer.RETRY", 0.05)

    async def run() -> None:
        broken = [False]

        def draw(topic: str) -> bytes:
            if broken[0]:
                raise ZeroDivisionError("broken renderer")
            return str(time.monotonic()).encode()

        async with coalescing(draw) as hub:
            subscription = hub.subscribe([WALL], lambda: None)
            await until(lambda: subscription.channels[0].frame is not None)
            last = subscription.channels[0].frame
            broken[0] = True
            hub.mark_dirty("meeting.1.")
            await until(lambda: "broken renderer" in caplog.text)
            assert subscription.channels[0].frame is last
            broken[0] = False
            await until(lambda: subscription.channels[0].frame is not last)

    with caplog.at_level(logging.ERROR):
        asyncio.run(run())
    assert f"cannot draw {WALL}; the last frame stays" in caplog.text


def test_a_slow_topic_does_not_delay_another() -> None:
    async def run() -> None:
        release = threading.Event()

        def draw(topic: str) -> bytes:
            if topic == WALL:
                release.wait(10)
            return topic.encode()

        async with coalescing(draw) as hub:
            slow = hub.subscribe([WALL], lambda: None)
            quick = hub.subscribe([DESK], lambda: None)
            await until(lambda: quick.channels[0].frame is not None)
            assert slow.channels[0].frame is None
            release.set()
            await until(lambda: slow.channels[0].frame is not None)

    asyncio.run(run())


def test_an_unchanged_fragment_wakes_nobody() -> None:
    async def run() -> None:
        drawn, woken = [], []
        async with coalescing(lambda topic: drawn.append(1) or b"same") as hub:
            channel = hub.subscribe([WALL], lambda: woken.append(1)).channels[0]
            await until(lambda: len(woken) == 1)
            hub.mark_dirty("meeting.1.")
            await until(lambda: len(drawn) == 2 and not channel.busy)
            assert len(woken) == 1

    asyncio.run(run())


def test_other_work_gets_its_turn_during_a_hand_over() -> None:
    async def run() -> None:
        woken, seen_between = [0], set()

        def wake() -> None:
            woken[0] += 1

        async with coalescing(lambda topic: b"x") as hub:
            for _ in range(10 * SLICE):
                hub.subscribe([WALL], wake)
            while woken[0] < 10 * SLICE:
                seen_between.add(woken[0])
                await asyncio.sleep(0)
        assert len(seen_between) >= 9

    asyncio.run(run())
