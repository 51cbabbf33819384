"""Ten minutes with 500 screens, 50 of which never read, and a vote a second: does the server's memory stay flat?"""

import asyncio
import os
import time
from itertools import count
from pathlib import Path

from bench.hall import application, ballot_form, cookie_and_token, open_hall
from bench.measuring import Report, percentile
from bench.serving import answer, raw, server
from council.live.service import live_of

SCREENS = 500
#: Of them so many never read a byte.
SLEEPERS = 50
#: Seconds; YEHUA_SOAK shortens it to try the benchmark itself.
SPAN = int(os.environ.get("YEHUA_SOAK", "600"))
#: The share of the time after which memory should not grow any more.
WARM = 0.2


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    report.title(f"soak: {SCREENS} streams for {SPAN} s, a vote a second, embedded server, SQLite FULL")
    app = application(folder)
    poll_id, people = open_hall(app, SPAN)
    topic = f"poll.{poll_id}.state.zh_CN"
    signed = [cookie_and_token(app, person) for person in people]
    path = f"/polls/{poll_id}/ballots"
    votes = [raw("POST", path, cookie, ballot_form(token, "for", poll_id), keep=False) for cookie, token in signed]
    stream = raw("GET", f"/live/{topic}?ticket={live_of(app).tickets.issue([topic], now=time.time())}")
    with server(folder) as port:
        memory, acks, frames = asyncio.run(_soak(port, stream, votes))
    warm = memory[int(len(memory) * WARM) :]
    report.figure("memory when warm", warm[0], "MiB")
    report.figure("memory at the end", warm[-1], "MiB")
    report.goal("memory grown since warm, %", 100 * (max(warm) - warm[0]) / warm[0], at_most=5)
    report.figure("answer p95", percentile(acks, 95) * 1000, "ms")
    report.figure("frames read", frames)


async def _soak(port: int, stream: bytes, votes: list[bytes]) -> tuple[list[float], list[float], int]:
    memory: list[float] = []
    acks: list[float] = []
    frames = count()
    screens = [asyncio.create_task(_screen(port, stream, frames, n < SLEEPERS)) for n in range(SCREENS)]
    for vote in votes:
        began = time.time()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(vote)
        status = await answer(reader)
        writer.close()
        if status != 303:
            raise RuntimeError(f"a vote got {status}")
        acks.append(time.time() - began)
        memory.append(_children_mib())
        await asyncio.sleep(max(0.0, 1 - (time.time() - began)))
    for task in screens:
        task.cancel()
    return memory, acks, next(frames)


async def _screen(port: int, stream: bytes, frames: "count[int]", sleeps: bool) -> None:
    """A screen that comes back whenever its stream ends, as browsers do."""
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
        writer.write(stream)
        if sleeps:
            await asyncio.sleep(SPAN)
        while line := await reader.readline():
            if line.startswith(b"event: state"):
                next(frames)
        writer.close()


def _children_mib() -> float:
    """Resident memory of this process's children, which are the server (Linux)."""
    own, total = str(os.getpid()), 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                facts = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if facts[1] == own:
                total += int(facts[21]) * os.sysconf("SC_PAGE_SIZE")
    return total / 2**20
