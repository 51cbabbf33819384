"""300 first sign-ins by slip from one address: a hall behind one Wi-Fi, with the guess limits on.

Each phone opens the slip's page (GET) and taps its person's name (POST) with the page's own token, as a browser does.
Some of them type codes, right and wrong ones, while the others scan.
"""

import asyncio
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import insert, select

from bench.hall import application
from bench.measuring import Report, percentile
from bench.serving import raw, server
from council.accounts.codes_rules import MOST_SLIPS
from council.accounts.slips_operations import make_slips, token_of
from council.accounts.slips_queries import slips_to_print
from council.base.db import db, transaction
from council.organisation.models import PlaceKind
from council.organisation.operations import add_place
from council.residents.models import Household, Person

PEOPLE = 300
#: Phones that ask at the same time.
AT_ONCE = 30
#: Wrong codes that somebody types in the same hall meanwhile: more than an address may miss.
WRONG = 80

_FIELD = re.compile(r'name="(csrf_token|once|person)"(?: type="hidden")? value="([^"]+)"')


@dataclass
class Rush:
    """What was seen: seconds from opening a slip to being signed in, statuses, and how long all took."""

    seconds: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    took: float = 0.0


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    report.title(f"doors: {PEOPLE} first sign-ins by slip from one address, embedded server, SQLite FULL")
    tokens = households_with_slips(application(folder), PEOPLE)
    with server(folder) as port:
        rush = asyncio.run(rush_of(port, tokens))
    report.goal("sign-ins refused", len(rush.refused), at_most=0)
    report.goal("seconds for all", rush.took, at_most=10)
    report.figure("a sign-in p50 (two requests)", percentile(rush.seconds, 50) * 1000, "ms")
    report.figure("a sign-in p95 (two requests)", percentile(rush.seconds, 95) * 1000, "ms")
    report.figure("wrong codes held back meanwhile", rush.wrong.count(429), f"of {len(rush.wrong)}")


def households_with_slips(app: Flask, count: int) -> list[str]:
    """So many households of one person each, with a fresh slip: the tokens of the slips."""
    with app.app_context(), transaction():
        place = add_place(kind=PlaceKind.ESTATE, code="HALL", name="桂雨里小区")
        rows = [{"place_id": place.id, "door": str(100 + number)} for number in range(count)]
        doors = db.session.scalars(insert(Household).returning(Household.id, sort_by_parameter_order=True), rows).all()
        people = [
            {"key": f"hall-{door}", "name": f"邻居{door}", "place_id": place.id, "household_id": door} for door in doors
        ]
        db.session.execute(insert(Person), people)
        maker = db.session.scalars(select(Person.id).limit(1)).one()
        tokens = []
        for first in range(0, count, MOST_SLIPS):
            batch = make_slips(place=place, household_ids=doors[first : first + MOST_SLIPS], actor_id=maker)
            tokens += [token_of(slip) for slip in slips_to_print(batch)]
        return tokens


async def rush_of(port: int, tokens: list[str], wrong: int = WRONG) -> Rush:
    """Let everybody in, `AT_ONCE` at a time, while somebody guesses."""
    rush, gate = Rush(), asyncio.Semaphore(AT_ONCE)
    began = time.perf_counter()
    guessing = asyncio.create_task(_guess(port, wrong, rush))
    await asyncio.gather(*(_join(port, token, rush, gate) for token in tokens))
    rush.took = time.perf_counter() - began
    await guessing
    return rush


async def _join(port: int, token: str, rush: Rush, gate: asyncio.Semaphore) -> None:
    async with gate:
        began = time.perf_counter()
        status, cookies, page = await _ask(port, raw("GET", f"/k/{token}", keep=False))
        if status == 200:
            form = urlencode(dict(_FIELD.findall(page))).encode()
            status, _cookies, _page = await _ask(port, raw("POST", f"/k/{token}", cookies, form, keep=False))
        if status == 303:
            rush.seconds.append(time.perf_counter() - began)
        else:
            rush.refused.append(status)


async def _guess(port: int, wrong: int, rush: Rush) -> None:
    """A program in the hall that types codes: each time as a browser that has just come."""
    for number in range(wrong):
        status, cookies, page = await _ask(port, raw("GET", "/sign-in/slip", keep=False))
        form = urlencode(dict(_FIELD.findall(page)) | {"code": f"0000{number:04d}"}).encode()
        status, _cookies, _page = await _ask(port, raw("POST", "/sign-in/slip", cookies, form, keep=False))
        rush.wrong.append(status)


async def _ask(port: int, request: bytes) -> tuple[int, str, str]:
    """One request over a connection of its own: status, the cookies it sets, the page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    head, _blank, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    cookies = re.findall(rb"(?i)\r\nset-cookie: ([^;\r]+)", head)
    return int(head[9:12]), b"; ".join(cookies).decode(), body.decode(errors="replace")
