"""What the real server writes down while people vote: no line joins a person and a choice, no line holds a ballot."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask_migrate import upgrade

from council.base.db import db, transaction
from council.base.settings import Settings
from council.polls.box.trackers import made
from council.polls.models import Poll, Secrecy
from council.polls.operations import close_poll
from tests.conftest import make_app
from tests.polls.kinds import begun
from tests.polls.server import Voter, _ask, free_port, served
from tests.polls.test_crash import _cookie
from tests.support.world import World, build_world

pytestmark = pytest.mark.race

VOTERS = 12


def test_no_line_of_the_log_holds_a_ballot(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'yehua.db'}")
    app = make_app(tmp_path, settings.database_url)
    app.secret_key = settings.secret_key()
    with app.app_context():
        upgrade()
        with transaction():
            build_world()
        world = World.load()
        poll_id = begun(world, "choice", ("甲", "乙", "丙"), secrecy=Secrecy.SECRET).id
        named_id = begun(world, "straw").id
        people = [(member.id, member.name) for member in world.members[:VOTERS]]
        db.session.remove()
    port = free_port()
    trackers = []
    with served(tmp_path, port):
        for person_id, _name in people:
            voter = Voter(port, person_id, _cookie(app, person_id))
            voter.look(named_id)
            assert voter.vote(named_id, "against") == 303
            trackers.append(_secret_vote(voter, poll_id))
    log = (tmp_path / "server.log").read_text(encoding="utf-8", errors="replace")
    for line in log.splitlines():
        assert not any(tracker in line for tracker in trackers), line
        assert not any(word in line for word in ("choice=", "option=", "against", "tracker")), line
    with app.app_context():
        close_poll(poll=db.session.get_one(Poll, poll_id), actor_id=None)
        journal = json.dumps([dict(row._mapping) for row in db.session.execute(_journal())], default=str)
        assert not any(tracker in journal for tracker in trackers), "nor does the journal"
        db.session.remove()
        db.engine.dispose()


def _secret_vote(voter: Voter, poll_id: int) -> str:
    """Put a ballot into the box over HTTP; its code."""
    voter.look(poll_id)
    tracker = made()
    form = {"csrf_token": voter.token, "marking": "pick", "option": "b", "sure": "1", "tracker": tracker}
    connection = voter._connection()
    status, _headers, page = _ask(connection, "POST", f"/polls/{poll_id}/ballots", voter.cookie, urlencode(form))
    assert status == 200, page
    assert 'data-test="boxed"' in page
    return tracker


def _journal():  # type: ignore[no-untyped-def]
    return db.text("SELECT action, data, actor_id FROM journal_entry")
