"""Secret votes on real databases with real threads: one voter one ballot, accepted equals published."""

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db
from council.polls.box.models import Bulletin, Envelope
from council.polls.box.putting import put
from council.polls.box.trackers import made
from council.polls.casting import Receipt, Refusal
from council.polls.models import Poll, RollEntry, Secrecy
from council.polls.operations import close_poll
from council.polls.rules import Why
from tests.polls.arenas import arena
from tests.polls.kinds import begun
from tests.support.client import identity
from tests.support.world import World

pytestmark = pytest.mark.race

TAPS, ROUNDS, VOTERS = 50, 40, 8


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with a database that threads can really fight over."""
    with arena(request.param, tmp_path_factory.mktemp("box")) as app:
        yield app


def _open(app: Flask) -> tuple[int, list[int]]:
    with app.app_context():
        world = World.load()
        poll = begun(world, "choice", ("甲", "乙", "丙"), secrecy=Secrecy.SECRET)
        people = [member.id for member in world.members]
        poll_id = poll.id
        db.session.remove()
    return poll_id, people


def _put(app: Flask, poll_id: int, person_id: int, gate: Barrier | None = None) -> Receipt | Refusal:
    if gate is not None:
        gate.wait()
    with app.app_context():
        return put(poll_id=poll_id, person_id=person_id, epoch=0, choice='"a"', tracker=made(), now=clock.now())


def test_fifty_taps_at_once_are_one_ballot(ground: Flask) -> None:
    poll_id, people = _open(ground)
    gate = Barrier(TAPS)
    with ThreadPoolExecutor(TAPS) as pool:
        outcomes = list(pool.map(lambda _tap: _put(ground, poll_id, people[0], gate), range(TAPS)))
    taken = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
    assert len(taken) == 1
    assert {outcome.why for outcome in outcomes if isinstance(outcome, Refusal)} == {Why.FINAL}
    with ground.app_context():
        envelopes = select(func.count()).select_from(Envelope).where(Envelope.poll_id == poll_id)
        marks = select(func.count(RollEntry.marked_at)).where(RollEntry.poll_id == poll_id)
        assert (db.session.scalar(envelopes), db.session.scalar(marks)) == (1, 1)
        db.session.remove()


def test_fifty_posts_at_once_are_one_ballot(ground: Flask) -> None:
    """The same over the pages: forms that were confirmed, each with a code of its own."""
    poll_id, people = _open(ground)
    with ground.app_context():
        person = next(member for member in World.load().members if member.id == people[1])
        who = identity(person)
        db.session.commit()
        db.session.remove()
    gate = Barrier(TAPS)

    def post(_tap: int) -> int:
        client = ground.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = who, True
        form = {"marking": "pick", "option": "b", "sure": "1", "tracker": made()}
        gate.wait()
        return client.post(f"/polls/{poll_id}/ballots", data=form, headers={"Accept-Language": "en"}).status_code

    with ThreadPoolExecutor(TAPS) as pool:
        statuses = list(pool.map(post, range(TAPS)))
    assert sorted(set(statuses)) == [200, 409]
    assert statuses.count(200) == 1
    with ground.app_context():
        query = select(func.count()).select_from(Envelope).where(Envelope.poll_id == poll_id)
        assert db.session.scalar(query) == 1
        db.session.remove()


def test_what_was_accepted_is_what_is_published(ground: Flask) -> None:
    """Eight threads cast for five people each, one after the other; somewhere in between the poll is closed."""
    chance = random.Random(7)
    seen: set[int] = set()
    with ThreadPoolExecutor(VOTERS + 1) as pool:
        for _round in range(ROUNDS):
            poll_id, people = _open(ground)
            gate = Barrier(VOTERS + 1)
            votes = [pool.submit(_several, ground, poll_id, people[at:40:VOTERS], gate) for at in range(VOTERS)]
            closing = pool.submit(_close_after, ground, poll_id, people[40 : 40 + chance.randrange(6)], gate)
            accepted = sum(vote.result(30) for vote in votes) + closing.result(30)
            with ground.app_context():
                ballots = db.session.get_one(Bulletin, poll_id).ballots.splitlines()
                db.session.remove()
            assert len({json.loads(line)["tracker"] for line in ballots}) == len(ballots) == accepted
            seen.add(accepted)
    assert len(seen) > 3, "the close must come at different moments"


def _several(app: Flask, poll_id: int, people: list[int], gate: Barrier) -> int:
    gate.wait()
    return sum(isinstance(_put(app, poll_id, person), Receipt) for person in people)


def _close_after(app: Flask, poll_id: int, people: list[int], gate: Barrier) -> int:
    """Close once these few have voted, so that it comes sooner or later; how many of them were accepted."""
    done = _several(app, poll_id, people, gate)
    with app.app_context():
        close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
        db.session.remove()
    return done
