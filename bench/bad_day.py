"""A bad evening at the door: a meeting's code guessed 10,000 times, and 100 connections a second that break off.

Meanwhile people of the same hall, behind the same address, type the right code: none of them may be held back.
"""

import asyncio
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from bench.hall import application, open_hall
from bench.measuring import Report, percentile
from bench.serving import answer, raw, run_fast, server
from council.base import clock
from council.base.db import db, transaction
from council.meetings.models import MeetingKind
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.organisation.models import Place

GUESSES, GUESSERS = 10_000, 8
#: Connections that break off: so many a second, for so many seconds.
BROKEN, SPAN = 100, 8
HONEST = 60

_TOKEN = re.compile(rb'name="csrf_token"(?: type="hidden")? value="([^"]+)"')


@dataclass
class Seen:
    """What was seen: the statuses of guesses, the seconds of honest people, their statuses."""

    guesses: Counter[int] = field(default_factory=Counter)
    honest: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    took: float = 0.0
    broken: int = 0


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    report.title(f"bad day: a code guessed {GUESSES} times, {BROKEN} broken connections a second, embedded server")
    code = _a_meeting(application(folder))
    with server(folder) as port:
        seen = run_fast(_play(port, code))
    report.figure("guesses a second", GUESSES / seen.took)
    report.goal("guesses that found a meeting", seen.guesses[303], at_most=0)
    report.figure("connections broken off", seen.broken)
    report.goal("honest people held back or refused", len(seen.refused), at_most=0)
    report.figure("the right code p50 (two requests)", percentile(seen.honest, 50) * 1000, "ms")
    report.goal("the right code p95 (two requests), ms", percentile(seen.honest, 95) * 1000, at_most=1000)


def _a_meeting(app: Flask) -> str:
    """A called meeting; its code."""
    _poll_id, people = open_hall(app, 1)
    with app.app_context(), transaction():
        place = db.session.scalars(db.select(Place)).one()
        meeting = plan_meeting(
            kind=MeetingKind.EVENING_TALK,
            place=place,
            venue="亭子",
            starts_at=clock.now(),
            notice_days=0,
            actor_id=people[0],
        )
        add_item(meeting=meeting, title="灯", actor_id=people[0])
        return str(convene(meeting=meeting, actor_id=people[0]).code)


async def _play(port: int, code: str) -> Seen:
    seen = Seen()
    wrong = [f"{number:06d}" for number in range(GUESSES + 1) if f"{number:06d}" != code][:GUESSES]
    began = time.perf_counter()
    guessing = [asyncio.create_task(_guess(port, wrong[n::GUESSERS], seen)) for n in range(GUESSERS)]
    breaking = asyncio.create_task(_break(port, seen))
    await asyncio.gather(*(_enter(port, code, seen, SPAN * n / HONEST) for n in range(HONEST)))
    await asyncio.gather(breaking, *guessing)
    seen.took = time.perf_counter() - began
    return seen


async def _form(port: int) -> tuple[str, str]:
    """The cookie and the token of somebody who opens the page of the code."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(raw("GET", "/join", keep=False))
    page = await reader.read()
    writer.close()
    cookies = re.findall(rb"(?i)\r\nset-cookie: ([^;\r]+)", page)
    found = _TOKEN.search(page)
    assert found is not None
    return b"; ".join(cookies).decode(), found[1].decode()


async def _guess(port: int, codes: list[str], seen: Seen) -> None:
    """A program that sends its first cookie again and again, so that each try looks like a first one."""
    cookie, token = await _form(port)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for code in codes:
        writer.write(raw("POST", "/join", cookie, urlencode({"csrf_token": token, "code": code}).encode()))
        seen.guesses[await answer(reader)] += 1
    writer.close()


async def _break(port: int, seen: Seen) -> None:
    """Open, send half of a request, and vanish."""
    for _second in range(SPAN):
        until = time.perf_counter() + 1
        for _each in range(BROKEN):
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\ncode=")
            writer.transport.abort()
            seen.broken += 1
        await asyncio.sleep(max(0.0, until - time.perf_counter()))


async def _enter(port: int, code: str, seen: Seen, wait: float) -> None:
    """Open the page and type the right code, as a browser does."""
    await asyncio.sleep(wait)
    began = time.perf_counter()
    cookie, token = await _form(port)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(raw("POST", "/join", cookie, urlencode({"csrf_token": token, "code": code}).encode(), keep=False))
    status = await answer(reader)
    writer.close()
    if status == 303:
        seen.honest.append(time.perf_counter() - began)
    else:
        seen.refused.append(status)
