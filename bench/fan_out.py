"""P4 and P5: what a picture costs on its way to every screen, against a bare loop; what a screen weighs.

A machine must allow about 6,000 open files to a process (`ulimit -n`). Linux: it reads /proc.
"""

import asyncio
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, cast

from bench.hall import application, ballot_form, cookie_and_token, open_hall
from bench.measuring import Report, percentile
from bench.serving import Machine, answer, raw, run_fast
from council.live.service import live_of

SCREENS, MOST, HALL = 2000, 5000, 300
#: Pictures sent in one measurement, and seconds from one to the next.
PICTURES, PAUSE = 20, 0.7
TICK = os.sysconf("SC_CLK_TCK")


class Screen(asyncio.Protocol):
    """A browser that only reads: when each picture came, and how long the last one was."""

    def __init__(self, stream: bytes) -> None:
        self.stream, self.seen, self.length = stream, list[float](), 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is one by its methods alone
        self.transport.write(self.stream)

    def data_received(self, data: bytes) -> None:
        """Count what is a picture; heartbeats are none."""
        if b"data:" in data:
            self.seen.append(time.time())
            self.length = len(data)


@dataclass
class Seen:
    """What one fan-out showed: CPU seconds, seconds from the first screen to each, from the push to the last one."""

    cpu: float
    spread: list[float]
    last: list[float]
    length: int


Push = Callable[[int], Coroutine[Any, Any, None]]


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    report.title(f"fan_out: {PICTURES} pictures to {SCREENS} streams, embedded server against a bare loop")
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    app = application(folder)
    poll_id, people = open_hall(app, 4 * PICTURES)
    topic = f"poll.{poll_id}.state.zh_CN"
    stream = raw("GET", f"/live/{topic}?ticket={live_of(app).tickets.issue([topic], now=time.time())}")
    signed = [cookie_and_token(app, person) for person in people]
    path = f"/polls/{poll_id}/ballots"
    votes = iter(
        [raw("POST", path, cookie, ballot_form(token, "for", poll_id), keep=False) for cookie, token in signed]
    )
    machine = Machine(folder)
    machine.start()
    try:
        ours = run_fast(_ours(report, machine, stream, votes))
    finally:
        machine.stop()
    with bare() as (pid, port):
        floor = run_fast(_floor(pid, port, ours.length))
    per_event = PICTURES * SCREENS / 1e6
    report.figure("CPU a picture and screen", ours.cpu / per_event, "us")
    report.figure("the same on a bare loop", floor.cpu / per_event, "us")
    report.goal("P4: CPU, x floor", ours.cpu / floor.cpu, at_most=1.8)
    report.figure("first screen to 95 % of them", percentile(ours.spread, 95) * 1000, "ms")
    report.goal("P4: p95, x floor", percentile(ours.spread, 95) / percentile(floor.spread, 95), at_most=3)


async def _ours(report: Report, machine: Machine, stream: bytes, votes: Iterator[bytes]) -> Seen:
    pid, port = machine.pid, machine.port

    async def push(_number: int) -> None:
        await _send(port, next(votes), 303)

    before, alone = _pss(pid), await _measure(pid, port, stream, 0, push)
    hall = await _measure(pid, port, stream, HALL, push)
    report.goal(f"a vote until the last of {HALL} screens, p50, ms", median(hall.last) * 1000, at_most=150)
    report.goal(f"a vote until the last of {HALL} screens, p95, ms", percentile(hall.last, 95) * 1000, at_most=300)
    began = time.time()
    screens = await _open(port, stream, SCREENS)
    report.goal(f"P5: {SCREENS} screens back at once, s", time.time() - began, at_most=1)
    report.goal("P5: kB (PSS) a screen", (_pss(pid) - before) / SCREENS, at_most=15)
    seen = await _pushed(pid, screens, push)
    await _close(screens)
    screens = await _open(port, stream, MOST)
    await push(0)
    await asyncio.sleep(3)
    report.goal(f"P5: of {MOST} screens those with the last picture", _up_to_date(screens), at_least=MOST)
    await _close(screens)
    return Seen(seen.cpu - alone.cpu, seen.spread, seen.last, seen.length)


async def _floor(pid: int, port: int, length: int) -> Seen:
    async def push(number: int) -> None:
        await _send(port, raw("GET", f"/push/{length}/{number + 1}"), 204)

    return await _measure(pid, port, raw("GET", "/"), SCREENS, push)


async def _measure(pid: int, port: int, stream: bytes, size: int, push: Push) -> Seen:
    screens = await _open(port, stream, size)
    seen = await _pushed(pid, screens, push)
    await _close(screens)
    return seen


async def _pushed(pid: int, screens: list[Screen], push: Push) -> Seen:
    """Send all pictures, one at a time."""
    spread, last, cpu = list[float](), list[float](), _cpu(pid)
    for number in range(PICTURES):
        known = [len(screen.seen) for screen in screens]
        began = time.time()
        await push(number)
        await asyncio.sleep(PAUSE)
        came = [screen.seen[before] for screen, before in zip(screens, known, strict=True) if len(screen.seen) > before]
        assert len(came) == len(screens), "a screen has not got the picture"
        spread += [at - min(came) for at in came]
        last += [max(came) - began] if came else []
    return Seen(_cpu(pid) - cpu, spread, last, screens[0].length if screens else 0)


async def _open(port: int, stream: bytes, size: int) -> list[Screen]:
    """All screens at once, until each shows its first picture."""
    loop = asyncio.get_running_loop()
    made = [loop.create_connection(lambda: Screen(stream), "127.0.0.1", port) for _ in range(size)]
    screens = [screen for _transport, screen in await asyncio.gather(*made)]
    while not all(screen.seen for screen in screens):
        await asyncio.sleep(0.01)
    return screens


async def _close(screens: list[Screen]) -> None:
    for screen in screens:
        screen.transport.close()
    await asyncio.sleep(1)


def _up_to_date(screens: list[Screen]) -> int:
    return sum(len(screen.seen) > 1 for screen in screens)


async def _send(port: int, request: bytes, expected: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    if (status := await answer(reader)) != expected:
        raise RuntimeError(f"status {status}, not {expected}")
    writer.close()


@contextmanager
def bare() -> Iterator[tuple[int, int]]:
    """The bare loop in a process of its own: its number and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-m", "bench.floor", str(port)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(20)


def _cpu(pid: int) -> float:
    """CPU seconds of a process, its own and the kernel's for it."""
    facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(facts[11]) + int(facts[12])) / TICK


def _pss(pid: int) -> float:
    """Proportional set size, kB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return float(rollup.split("Pss:", 1)[1].split()[0])
