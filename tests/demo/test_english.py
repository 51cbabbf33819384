"""`flask demo --language en`: the same neighbourhood with nothing in Chinese."""

import re
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import select

from council.base.db import db
from council.demo.build import build_demo
from council.followup.models import Task, TaskReport
from council.issues.models import Feedback, Issue
from council.meetings.models import AgendaItem, Meeting, Motion, Resolution
from council.minutes.models import Note
from council.organisation.models import PartnerUnit, Place
from council.polls.models import Poll
from council.residents.models import Person
from tests.conftest import _database_url, make_app

TEXTS = (
    Person.name,
    Place.name,
    PartnerUnit.name,
    Issue.title,
    Issue.detail,
    Issue.spot,
    Issue.answer,
    Feedback.reason,
    Meeting.title,
    Meeting.venue,
    AgendaItem.title,
    AgendaItem.detail,
    Motion.title,
    Motion.text,
    Motion.moved_by,
    Poll.question,
    Resolution.text,
    Task.title,
    Task.origin_label,
    TaskReport.note,
    Note.text,
)


def test_the_english_neighbourhood_has_no_chinese_in_it(tmp_path: Path, worker_id: str) -> None:
    app = make_app(tmp_path, _database_url(tmp_path, f"english_{worker_id}"))
    with app.app_context():
        upgrade()
        build_demo(language="en")
        chinese = [
            (str(column), text)
            for column in TEXTS
            for text in db.session.scalars(select(column))
            if re.search(r"[\u3400-\u9fff]", text or "")
        ]
        assert not chinese
        db.session.remove()
        db.engine.dispose()
