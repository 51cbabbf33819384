"""A storm with the server killed in the middle: 500 people vote in 10 s, and after 4 s the machine loses its power.

What a phone does is done here too: a vote without an answer is sent again with the same key, a stream that breaks is
opened again after the wait that `static/js/stream.js` keeps.
"""

import asyncio
import random
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from bench.hall import application, ballot_form, cookie_and_token, open_hall
from bench.measuring import Report, percentile
from bench.serving import Machine, answer, raw, run_fast
from council.base.db import db
from council.live.service import live_of
from council.polls.models import Ballot

PEOPLE = 500
#: Seconds in which they vote, and the moment in it at which the server is killed.
SPAN = 10.0
CUT = 4.0
#: Seconds a phone waits before it tries again, for each miss so far, and by how much at most it is spread.
WAIT = 0.5
SPREAD = 1.5
#: Seconds after the last vote in which every screen must show all of them.
PATIENCE = 20.0

_TURNOUT = re.compile(rb'data-test="turnout"[^>]*><b>(\d+)</b>')
_BROKEN = (OSError, asyncio.IncompleteReadError, ConnectionError)


@dataclass
class Crash:
    """What was seen. Moments are seconds of `time.time()`."""

    acked: list[int] = field(default_factory=list)
    tries: int = 0
    killed: float = 0.0
    serving: float = 0.0
    #: for each screen, when it first showed the vote again after the cut
    back: list[float] = field(default_factory=list)
    last_shown: list[int] = field(default_factory=lambda: [0] * PEOPLE)


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    report.title(f"crash: {PEOPLE} voters in {SPAN:.0f} s, {PEOPLE} streams, server killed after {CUT:.0f} s")
    app = application(folder)
    poll_id, people = open_hall(app, PEOPLE)
    topic = f"poll.{poll_id}.state.zh_CN"
    stream = raw("GET", f"/live/{topic}?ticket={live_of(app).tickets.issue([topic], now=time.time())}")
    signed = [cookie_and_token(app, person) for person in people]
    path = f"/polls/{poll_id}/ballots"
    votes = [raw("POST", path, cookie, ballot_form(token, "for", poll_id), keep=False) for cookie, token in signed]
    machine = Machine(folder)
    try:
        machine.start()
        seen = run_fast(_play(machine, stream, votes))
    finally:
        machine.stop()
    with app.app_context():
        held = db.session.scalars(select(Ballot.roll_entry_id).where(Ballot.poll_id == poll_id)).all()
    report.goal("votes answered and lost", len(seen.acked) - len(set(held)), at_most=0)
    report.goal("votes double", len(held) - len(set(held)), at_most=0)
    report.goal("people without an answer", PEOPLE - len(seen.acked), at_most=0)
    report.figure("votes sent again", seen.tries - PEOPLE)
    report.figure("killed until it serves again", seen.serving - seen.killed, "s")
    report.goal("serving again until 95 % of the screens are back, s", percentile(_waits(seen), 95), at_most=5)
    report.goal("serving again until every screen is back, s", max(_waits(seen)), at_most=5)
    report.goal("screens without the last figure", sum(last != PEOPLE for last in seen.last_shown), at_most=0)


def _waits(seen: Crash) -> list[float]:
    return [moment - seen.serving for moment in seen.back]


async def _play(machine: Machine, stream: bytes, votes: list[bytes]) -> Crash:
    seen = Crash()
    opened = [asyncio.Event() for _ in range(PEOPLE)]
    watching = [asyncio.create_task(_watch(machine.port, stream, seen, n, opened[n])) for n in range(PEOPLE)]
    await asyncio.gather(*(event.wait() for event in opened))
    start = time.time() + 0.2
    voting = [_vote(machine.port, vote, start + SPAN * n / PEOPLE, seen, n) for n, vote in enumerate(votes)]
    await asyncio.gather(_cut(machine, start + CUT, seen), *voting)
    await asyncio.wait(watching, timeout=PATIENCE)
    for task in watching:
        task.cancel()
    return seen


async def _cut(machine: Machine, moment: float, seen: Crash) -> None:
    await asyncio.sleep(moment - time.time())
    seen.killed = time.time()
    await asyncio.to_thread(machine.kill)
    await asyncio.to_thread(machine.start)
    seen.serving = time.time()


async def _watch(port: int, stream: bytes, seen: Crash, n: int, opened: asyncio.Event) -> None:
    """Follow the vote until it shows everybody, over as many connections as it takes."""
    back, misses = False, 0
    while seen.last_shown[n] != PEOPLE:
        began = time.time()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(stream)
            while line := await reader.readline():
                if not (found := _TURNOUT.search(line)):
                    continue
                seen.last_shown[n] = int(found[1])
                opened.set()
                misses = 0
                if seen.killed and began > seen.killed and not back:
                    back = True
                    seen.back.append(time.time())
                if seen.last_shown[n] == PEOPLE:
                    break
            writer.close()
        except _BROKEN:
            pass
        misses += 1
        await asyncio.sleep(WAIT * misses + SPREAD * random.random())


async def _vote(port: int, vote: bytes, moment: float, seen: Crash, n: int) -> None:
    """Vote at its moment, and again until there is an answer."""
    await asyncio.sleep(max(0.0, moment - time.time()))
    while True:
        seen.tries += 1
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(vote)
            status = await answer(reader)
            writer.close()
        except _BROKEN:
            await asyncio.sleep(WAIT + SPREAD * random.random())
            continue
        if status != 303:
            raise RuntimeError(f"a vote got {status}")
        seen.acked.append(n)
        return
