"""Every act that can stand in the journal has a sentence, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from council.base.db import db
from council.journal.models import JournalEntry
from council.journal.sentences import known, sentence

COUNCIL = Path(__file__).resolve().parents[2] / "council"
ACTION = re.compile(r"[a-z]+\.[a-z_]+\.[a-z_]+")
#: Rooms and cellars whose entries stand in the journal.
ROOMS = {path.parent.name for path in COUNCIL.glob("*/sentences.py")} | {"residents"}


def literals() -> Iterator[tuple[Path, str]]:
    """Texts in the operations that look like an action's name."""
    for path in sorted(COUNCIL.glob("*/operations*/**/*.py")) + sorted(COUNCIL.glob("*/**/operations.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACTION.fullmatch(node.value):
                yield path, node.value


def test_each_action_in_the_code_has_a_sentence(app: Flask) -> None:
    lost = {f"{path.relative_to(COUNCIL)}: {action}" for path, action in literals() if action not in known()}
    assert not lost, "\n".join(sorted(lost))


def test_the_search_finds_them(app: Flask) -> None:
    found = {action for _path, action in literals()}
    assert len(found) > 30
    assert {action.split(".")[0] for action in found} <= ROOMS


def test_each_entry_of_the_demo_reads_as_a_sentence(demo_app: Flask) -> None:
    """Actions put together at run time (`polls.poll.…`, `followup.task.…`) show here."""
    with demo_app.app_context():
        entries = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
        unsaid = {entry.action for entry in entries} - known()
        assert not unsaid
        for locale in ("en", "zh_CN"):
            with demo_app.test_request_context(), force_locale(locale):
                assert all(sentence(entry) != entry.action for entry in entries)
        db.session.remove()
