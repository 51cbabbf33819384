"""`kill -9` at random points of casting, closing and sealing, a hundred times: nothing lost, nothing twice.

The process that votes is a fork of this one, so that a round takes a tenth of a second. It tells over a pipe what has
been acknowledged; it is killed after a random number of these, so in the middle of the act that follows.
"""

import json
import os
import random
import signal
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db
from council.journal.queries import verify as verify_journal
from council.polls.box import keys, verify
from council.polls.box.models import Bulletin, Envelope
from council.polls.box.putting import put
from council.polls.box.sealing import sweep
from council.polls.box.trackers import made
from council.polls.casting import Receipt
from council.polls.models import Poll, PollState, RollEntry, Secrecy
from council.polls.operations import close_poll
from tests.polls.arenas import arena
from tests.polls.kinds import begun
from tests.support.world import World

pytestmark = pytest.mark.race

ROUNDS, VOTERS = 50, 12
#: The longest wait between the last acknowledgement and the kill, in seconds: about as long as closing takes.
LONGEST = 0.02


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database that outlives a killed process."""
    with arena(request.param, tmp_path_factory.mktemp("crash")) as app:
        yield app


def test_fifty_kills_on_each_database(ground: Flask) -> None:
    chance = random.Random(20261127)
    ends = {"open": 0, "sealed": 0, "key left": 0}
    for _round in range(ROUNDS):
        with ground.app_context():
            world = World.load()
            poll_id = begun(world, "choice", ("甲", "乙"), secrecy=Secrecy.SECRET).id
            people = [member.id for member in world.members[:VOTERS]]
            db.session.remove()
            db.engine.dispose()  # a connection is not shared with the fork
        acknowledged = _killed(ground, poll_id, people, chance)
        with ground.app_context():
            ends[_state(poll_id, acknowledged)] += 1
            _goes_on(poll_id, people)
            db.session.remove()
    assert ends["open"] > 5, ends
    assert ends["sealed"] + ends["key left"] > 5, ends
    with ground.app_context():
        assert list(verify_journal()) == []
        db.session.remove()


def _killed(app: Flask, poll_id: int, people: list[int], chance: random.Random) -> list[str]:
    """What was acknowledged before the kill: the codes in their order, and `closed`."""
    wanted = chance.choice([chance.randrange(VOTERS + 1), VOTERS, VOTERS + 1])
    wait = chance.random() * LONGEST
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _votes(app, poll_id, people, writer)
    os.close(writer)
    with os.fdopen(reader, encoding="ascii") as lines:
        told = [lines.readline().strip() for _number in range(wanted)]
        end = time.perf_counter() + wait
        while time.perf_counter() < end:  # how far the act has come is chance, that is the point
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return told + [line.strip() for line in lines if line.endswith("\n")]


def _votes(app: Flask, poll_id: int, people: list[int], writer: int) -> None:
    """In the fork: everybody votes, then the poll is closed; each is told over the pipe once it is done."""
    try:
        with app.app_context():
            for person in people:
                code = made()
                outcome = put(poll_id=poll_id, person_id=person, epoch=0, choice='"a"', tracker=code, now=clock.now())
                if isinstance(outcome, Receipt):
                    os.write(writer, f"{code}\n".encode())
            close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
            os.write(writer, b"closed\n")
            signal.pause()
    finally:
        os._exit(0)


def _state(poll_id: int, acknowledged: list[str]) -> str:
    """How the kill left the poll; everything that was acknowledged is there, and there is nothing half."""
    poll = db.session.get_one(Poll, poll_id)
    codes = [line for line in acknowledged if line != "closed"]
    marks = db.session.scalar(select(func.count(RollEntry.marked_at)).where(RollEntry.poll_id == poll_id))
    envelopes = db.session.scalar(select(func.count()).select_from(Envelope).where(Envelope.poll_id == poll_id))
    bulletin = db.session.get(Bulletin, poll_id)
    if poll.state == PollState.OPEN:
        assert "closed" not in acknowledged
        assert bulletin is None
        assert envelopes == marks
        assert len(codes) <= (marks or 0) <= len(codes) + 1, "at most the vote that was on its way besides"
        assert keys.path_of(poll_id).exists()
        return "open"
    assert (poll.state, envelopes) == (PollState.CLOSED, 0)
    assert bulletin is not None
    published = [json.loads(line)["tracker"] for line in bulletin.ballots.splitlines()]
    assert len(published) == len(set(published)) == marks
    assert set(codes) <= set(published)
    return "key left" if keys.path_of(poll_id).exists() else "sealed"


def _goes_on(poll_id: int, people: list[int]) -> None:
    """After the restart: left-over keys are destroyed, whoever has not voted votes, the poll is closed and sealed."""
    sweep()
    poll = db.session.get_one(Poll, poll_id)
    if poll.state == PollState.OPEN:
        for person in people:
            put(poll_id=poll_id, person_id=person, epoch=0, choice='"b"', tracker=made(), now=clock.now())
        poll = close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
    assert not keys.path_of(poll_id).exists()
    bulletin = db.session.get_one(Bulletin, poll_id)
    votes, weights = verify.lines(bulletin.ballots.encode())
    about = json.loads(bulletin.about)
    verify.compare(verify.count(about, votes, weights), about["result"])
    assert len(votes) == len(people)
