"""`kill -9` while 200 votes arrive: every vote that was acknowledged is there, and the meeting goes on."""

import http.client
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import Popen
from threading import Lock

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from council.base.db import db, transaction
from council.base.settings import Settings
from council.journal.queries import verify
from council.polls.models import Ballot, Poll, RollEntry
from council.polls.operations import close_poll, open_poll
from council.polls.rules import Choice
from council.polls.rules import Voter as OnRoll
from council.residents.models import Person
from council.residents.operations import enrol
from tests.conftest import make_app
from tests.polls.making import draft
from tests.polls.server import Voter, free_port, served
from tests.support.client import identity
from tests.support.world import World, build_world

pytestmark = pytest.mark.race

VOTERS = 200
#: Hands that vote at the same time.
HANDS = 16


@pytest.fixture
def hall(tmp_path: Path) -> Flask:
    """An application on the file that the server will use, with an open poll for 200 people."""
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'yehua.db'}")
    app = make_app(tmp_path, settings.database_url)
    app.secret_key = settings.secret_key()
    with app.app_context():
        upgrade()
        with transaction():
            build_world()
            place = World.load().building
            people = [enrol(key=f"hall-{n}", name=f"邻居{n:03d}", place=place) for n in range(VOTERS)]
        roll = [OnRoll(person.id, True) for person in people]
        open_poll(poll=draft(World.load()), roll=roll, actor_id=None)
        db.session.remove()
    return app


def test_every_acknowledged_vote_survives(hall: Flask, tmp_path: Path) -> None:
    chance = random.Random(9)
    port = free_port()
    with hall.app_context():
        poll_id = db.session.scalars(select(Poll.id)).one()
        people = db.session.scalars(select(Person.id).where(Person.key.like("hall-%"))).all()
    voters = [Voter(port, person, _cookie(hall, person)) for person in people]
    wishes = {voter.person_id: chance.choice(list(Choice)) for voter in voters}

    with served(tmp_path, port) as server:
        _all(lambda voter: voter.look(poll_id), voters)
        acknowledged = _vote_until_killed(server, voters, wishes, poll_id, kill_after=chance.randint(60, 140))
    assert 60 <= len(acknowledged) < VOTERS

    stored = _stored(hall, poll_id)
    lost = [person for person in acknowledged if stored.get(person) != wishes[person]]
    assert not lost, f"acknowledged and lost: {lost}"
    assert all(wishes[person] == choice for person, choice in stored.items())

    with served(tmp_path, port):
        page = next(voter for voter in voters if voter.person_id in acknowledged).look(poll_id)
        assert "Your vote is recorded" in page
        statuses = _all(lambda voter: voter.vote(poll_id, wishes[voter.person_id]), voters)
        assert set(statuses) == {303}, "those who got no answer send again, and so may those who got one"

    with hall.app_context():
        poll = close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
        assert poll.result is not None
        heads = poll.result["figures"]["heads"]
        assert {choice: heads[choice] for choice in Choice} == Counter(wishes.values())
        assert list(verify()) == []
        assert db.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        db.session.remove()
        db.engine.dispose()


def _cookie(app: Flask, person_id: int) -> str:
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    with app.app_context():
        who = identity(db.session.get_one(Person, person_id))
        db.session.remove()
    session = serializer.dumps({"_user_id": who, "_fresh": True})
    return f"{app.config['SESSION_COOKIE_NAME']}={session}"


def _all(act, voters: list[Voter]):  # type: ignore[no-untyped-def]
    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(act, voters))


def _vote_until_killed(
    server: "Popen[bytes]", voters: list[Voter], wishes: dict[int, Choice], poll_id: int, kill_after: int
) -> set[int]:
    """Who got an answer. The server is killed the moment `kill_after` have one, with others on their way."""
    acknowledged: set[int] = set()
    lock = Lock()

    def vote(voter: Voter) -> None:
        try:
            status = voter.vote(poll_id, wishes[voter.person_id])
        except (OSError, http.client.HTTPException):
            return
        assert status == 303
        with lock:
            acknowledged.add(voter.person_id)
            if len(acknowledged) == kill_after:
                server.kill()

    _all(vote, voters)
    assert server.wait(10) == -9
    return acknowledged


def _stored(app: Flask, poll_id: int) -> dict[int, str]:
    query = select(RollEntry.person_id, Ballot.choice).join(Ballot, Ballot.roll_entry_id == RollEntry.id)
    with app.app_context():
        rows = db.session.execute(query.where(Ballot.poll_id == poll_id)).all()
        db.session.remove()
        db.engine.dispose()
    return {row[0]: row[1] for row in rows}
