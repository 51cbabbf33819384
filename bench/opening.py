"""A vote opens in a hall of two thousand: how long until the ballot is on each phone.

Every phone listens to its stream; told that a vote is open it asks for its own ballot, after a pause by chance within
the time that the pushed fragment names, as `static/js/room.js` does.
"""

import asyncio
import random
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import insert

from bench.hall import application, cookie_and_token, neighbours
from bench.measuring import Report, percentile
from bench.serving import answer, raw, run_fast, server
from council.base import clock
from council.base.db import db, transaction
from council.live.service import live_of
from council.meetings.models import Attendance, Meeting, MeetingKind, Member
from council.meetings.operations.agenda import add_item
from council.meetings.operations.planning import convene, plan_meeting
from council.meetings.operations.session import open_item, start_meeting
from council.meetings.operations.votes import record_motion
from council.permits.actor import Office
from council.residents.models import Person
from council.residents.operations import appoint

PHONES = 2000
#: Seconds in which every phone must have its ballot.
PATIENCE = 30.0

_KEY = re.compile(rb'data-ballot-key="([^"]*)" data-spread-ms="(\d+)"')


@dataclass
class Hall:
    """The meeting of the measurement, its motion, the cookies of its phones; the chair is the first."""

    meeting_id: int
    motion_id: int
    cookies: list[tuple[str, str]]


@dataclass
class Seen:
    """Seconds from the chair's tap until a phone heard of it, until it had its ballot; seconds a ballot took."""

    heard: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)


def run(report: Report, folder: Path) -> None:
    """Measure and report."""
    report.title(f"opening: a vote opens, {PHONES} phones fetch their ballots, embedded server")
    app = application(folder)
    hall = _hall(app)
    topic = f"meeting.{hall.meeting_id}.phone.zh_CN"
    stream = raw("GET", f"/live/{topic}?ticket={live_of(app).tickets.issue([topic], now=time.time())}")
    with server(folder) as port:
        seen = run_fast(_play(port, stream, hall))
    report.goal("phones without a ballot", PHONES - len(seen.shown), at_most=0)
    report.figure("the tap until the last phone heard of it", max(seen.heard) * 1000, "ms")
    report.figure("a ballot, from asking, p50", percentile(seen.asked, 50) * 1000, "ms")
    report.figure("a ballot, from asking, p95", percentile(seen.asked, 95) * 1000, "ms")
    report.figure("the tap until half have their ballot", percentile(seen.shown, 50), "s")
    report.goal("the tap until the last has its ballot, s", max(seen.shown), at_most=5)


def _hall(app: Flask) -> Hall:
    """A council in session with everybody there and a motion before it."""
    with app.app_context():
        with transaction():
            place, people = neighbours(PHONES)
        chair_id, others = people[0], people[1:]
        chair = db.session.get_one(Person, chair_id)
        for office in (Office.COUNCIL_MEMBER, Office.ESTATE_HEAD):
            appoint(person=chair, office=office, place=place, since=clock.today())
        meeting = plan_meeting(
            kind=MeetingKind.WEEKEND_COUNCIL,
            place=place,
            venue="礼堂",
            starts_at=clock.now(),
            notice_days=0,
            actor_id=chair_id,
        )
        add_item(meeting=meeting, title="楼道灯", actor_id=chair_id)
        convene(meeting=meeting, actor_id=chair_id)
        motion_id = _under_way(meeting, people, others)
        meeting_id = meeting.id
        db.session.remove()
    return Hall(meeting_id, motion_id, [cookie_and_token(app, person) for person in people])


def _under_way(meeting: Meeting, people: list[int], others: list[int]) -> int:
    """Everybody is called and there, the item is open, its motion recorded: the motion's number."""
    seat = {"meeting_id": meeting.id, "voting": True, "arrived_at": clock.now()}
    with transaction():
        db.session.execute(insert(Member), [{"meeting_id": meeting.id, "person_id": each} for each in others])
        db.session.execute(insert(Attendance), [{**seat, "person_id": each} for each in people])
    start_meeting(meeting=meeting, actor_id=people[0])
    item = open_item(item=meeting.items[0], actor_id=people[0])
    text = "同意把6、7栋楼道灯改成声控灯。"
    return record_motion(item=item, title="楼道灯改成声控灯", text=text, moved_by="邻居", actor_id=people[0]).id


async def _play(port: int, stream: bytes, hall: Hall) -> Seen:
    seen, tap = Seen(), asyncio.get_running_loop().create_future()
    opened = [asyncio.Event() for _phone in hall.cookies]
    phones = [
        asyncio.create_task(_phone(port, stream, f"/meetings/{hall.meeting_id}/ballot", cookie, opened[n], tap, seen))
        for n, (cookie, _token) in enumerate(hall.cookies)
    ]
    await asyncio.gather(*(event.wait() for event in opened))
    await asyncio.sleep(2)
    tap.set_result(time.time())
    await _open_vote(port, hall)
    await asyncio.wait(phones, timeout=PATIENCE)
    return seen


async def _open_vote(port: int, hall: Hall) -> None:
    cookie, token = hall.cookies[0]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    form = urlencode({"csrf_token": token}).encode()
    writer.write(raw("POST", f"/motions/{hall.motion_id}/vote", cookie, form, keep=False))
    if (status := await answer(reader)) not in (200, 303):
        raise RuntimeError(f"the vote was not opened: {status}")
    writer.close()


async def _phone(
    port: int, stream: bytes, path: str, cookie: str, opened: asyncio.Event, tap: "asyncio.Future[float]", seen: Seen
) -> None:
    """Hear of the vote, wait a while by chance, fetch the ballot over a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(stream)
    key = None
    while line := await reader.readline():
        if found := _KEY.search(line):
            if key is not None and found[1] != key:
                break
            key = found[1]
            opened.set()
    seen.heard.append(time.time() - tap.result())
    await asyncio.sleep(random.random() * min(3.0, int(found[2]) / 1000) if found else 0)
    began = time.time()
    asking, told = await asyncio.open_connection("127.0.0.1", port)
    told.write(raw("GET", path, cookie, keep=False))
    page = await asking.read()
    if b'data-state="open"' in page:
        seen.asked.append(time.time() - began)
        seen.shown.append(time.time() - tap.result())
    told.close()
    writer.close()
