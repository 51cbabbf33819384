"""Files with Chinese names, over a real socket."""

import http.client
from pathlib import Path
from urllib.parse import unquote

import pytest

from council.base import clock
from council.base.db import db
from tests.meetings.plans import NOW, convened
from tests.polls.arenas import arena
from tests.server.running import running
from tests.support.world import World


@pytest.mark.parametrize(("language", "name"), [("zh-CN", "第1次周末议事会.ics"), ("en", "Weekend council no. 1.ics")])
def test_a_meeting_for_the_calendar_arrives_under_its_name(tmp_path: Path, language: str, name: str) -> None:
    with arena("sqlite", tmp_path) as app, clock.stopped(NOW):
        with app.app_context():
            meeting_id = convened(World.load()).id
            db.session.remove()
            db.engine.dispose()
        with running(app) as server:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
            connection.request("GET", f"/meetings/{meeting_id}/calendar.ics", headers={"Accept-Language": language})
            answer = connection.getresponse()
            assert answer.status == 200
            assert answer.read().startswith(b"BEGIN:VCALENDAR")
        said = answer.getheader("Content-Disposition", "")
        plain, _, whole = said.partition("; filename*=UTF-8''")
        assert (unquote(whole) or plain.partition('"')[2].rstrip('"')) == name
