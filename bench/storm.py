"""P7: 200 people vote while 200 screens watch: how fast is the answer, how old is the figure on the screens.

`bench/full_hall.py` measures the same with two thousand (P6).
"""

import asyncio
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from bench.hall import application, ballot_form, cookie_and_token, open_hall
from bench.measuring import Report, percentile
from bench.serving import answer, raw, run_fast, server
from council.base.db import db
from council.live.service import live_of
from council.polls.models import Ballot


@dataclass(frozen=True)
class Plan:
    """How many vote in how many seconds, watched by as many screens, and what is asked of it in milliseconds."""

    people: int
    span: float
    ack_p95: int
    age_p95: int
    tally: int
    #: seconds in which all screens come back after a restart
    opening: float = 1.0


P7 = Plan(people=200, span=2.0, ack_p95=100, age_p95=350, tally=500)
#: Seconds after which a screen that does not yet show everybody counts as stuck.
PATIENCE = 10.0

_TURNOUT = re.compile(rb'data-test="turnout"[^>]*><b>(\d+)</b>')


@dataclass
class Storm:
    """What was seen: seconds until an answer; for each screen, when it showed how many votes."""

    acks: list[float] = field(default_factory=list)
    screens: list[list[tuple[float, int]]] = field(default_factory=list)
    opening: float = 0.0
    last_vote: float = 0.0
    all_shown: float = 0.0


def run(report: Report, folder: Path, name: str = "storm", plan: Plan = P7) -> None:
    """Measure and report."""
    size = plan.people
    report.title(f"{name}: {size} voters in {plan.span:.0f} s against {size} streams, embedded server, SQLite FULL")
    app = application(folder)
    poll_id, people = open_hall(app, size)
    topic = f"poll.{poll_id}.state.zh_CN"
    ticket = live_of(app).tickets.issue([topic], now=time.time())
    signed = [cookie_and_token(app, person) for person in people]
    path = f"/polls/{poll_id}/ballots"
    votes = [_tap(path, cookie, ballot_form(token, "for", poll_id)) for cookie, token in signed]
    with server(folder) as port:
        storm = run_fast(_storm(port, raw("GET", f"/live/{topic}?ticket={ticket}"), votes, plan.span))
    with app.app_context():
        ballots = db.session.execute(
            select(Ballot.roll_entry_id, Ballot.cast_at).where(Ballot.poll_id == poll_id)
        ).all()
    cast_at = sorted(row[1].timestamp() for row in ballots)
    stale = [age for screen in storm.screens for age in _ages(screen, cast_at)]
    report.goal("votes lost", len(storm.acks) - len(ballots), at_most=0)
    report.goal("votes double", len(ballots) - len({row[0] for row in ballots}), at_most=0)
    report.goal("screens without the last figure", sum(screen[-1][1] != size for screen in storm.screens), at_most=0)
    report.goal("streams opened at once until each shows the vote, s", storm.opening, at_most=plan.opening)
    report.figure("answer p50", percentile(storm.acks, 50) * 1000, "ms")
    report.goal("answer p95, ms", percentile(storm.acks, 95) * 1000, at_most=plan.ack_p95)
    report.figure("figure's age p50", percentile(stale, 50) * 1000, "ms")
    report.goal("figure's age p95, ms", percentile(stale, 95) * 1000, at_most=plan.age_p95)
    report.goal(
        "last vote until every screen shows it, ms", (storm.all_shown - storm.last_vote) * 1000, at_most=plan.tally
    )
    report.figure("frames a screen", sum(map(len, storm.screens)) / size)


def _tap(path: str, cookie: str, body: bytes) -> bytes:
    """A vote as a phone with JavaScript sends it: its answer is the ballot with the receipt, drawn anew."""
    return raw("POST", path, cookie, body, keep=False, htmx=True)


async def _storm(port: int, stream: bytes, votes: list[bytes], span: float) -> Storm:
    size = len(votes)
    storm = Storm(screens=[[] for _ in range(size)])
    opened = [asyncio.Event() for _ in range(size)]
    began = time.time()
    watching = [asyncio.create_task(_watch(port, stream, storm.screens[n], opened[n], size)) for n in range(size)]
    await asyncio.gather(*(event.wait() for event in opened))
    storm.opening = time.time() - began
    start = time.time() + 0.2
    await asyncio.gather(*(_vote(port, vote, start + span * n / size, storm) for n, vote in enumerate(votes)))
    storm.last_vote = time.time()
    await asyncio.wait(watching, timeout=PATIENCE)
    storm.all_shown = max(screen[-1][0] for screen in storm.screens)
    for task in watching:
        task.cancel()
    return storm


async def _watch(port: int, stream: bytes, seen: list[tuple[float, int]], opened: asyncio.Event, size: int) -> None:
    """Read a screen's stream until it shows that everybody has voted."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(stream)
    while line := await reader.readline():
        if found := _TURNOUT.search(line):
            seen.append((time.time(), int(found[1])))
            opened.set()
            if seen[-1][1] == size:
                break
    writer.close()


async def _vote(port: int, vote: bytes, moment: float, storm: Storm) -> None:
    """Send one vote at its moment over a connection of its own; the wait counts from that moment."""
    await asyncio.sleep(max(0.0, moment - time.time()))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(vote)
    status = await answer(reader)
    writer.close()
    if status != 200:
        raise RuntimeError(f"a vote got {status}")
    storm.acks.append(time.time() - moment)


def _ages(screen: list[tuple[float, int]], cast_at: list[float]) -> list[float]:
    """For each new figure on a screen, the age of the oldest vote that it shows for the first time."""
    shown = [0, *(votes for _, votes in screen)]
    return [at - cast_at[before] for (at, votes), before in zip(screen, shown, strict=False) if votes > before]
