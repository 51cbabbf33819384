"""The record of a vote: one file that checks itself, and shows what was changed."""

import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from council.base.db import db
from council.base.errors import Conflict
from council.journal.models import JournalEntry
from council.polls.models import Poll, Secrecy
from council.polls.operations import close_poll, publish_result
from council.polls.record.bundle import export_record
from tests.meetings import evening
from tests.polls.kinds import begun, mark_all
from tests.support.client import Client
from tests.support.world import World

WAYS = ("东门", "西门", "北门")


def saved(poll: Poll, world: World, folder: Path) -> dict[str, str]:
    """The files of the record, unpacked into `folder`."""
    with zipfile.ZipFile(io.BytesIO(export_record(poll=poll, actor_id=world.chair.id))) as archive:
        archive.extractall(folder)
        return {name: archive.read(name).decode() for name in archive.namelist()}


def checked(folder: Path) -> tuple[int, str]:
    """What check.py says in a Python that knows nothing of us."""
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "check.py")], capture_output=True, text=True, check=False, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_a_record_checks_itself(world: World, tmp_path: Path, secrecy: Secrecy) -> None:
    poll = begun(world, "choice", WAYS, secrecy=secrecy)
    mark_all(poll, world.members, {'"b"': 6, '"a"': 3})
    close_poll(poll=poll, actor_id=world.chair.id)
    files = saved(poll, world, tmp_path)
    code, said = checked(tmp_path)
    assert (code, said.splitlines()[-1]) == (0, "PASS"), said
    named = [row for row in csv.reader(io.StringIO(files.get("ballots.csv", ""))) if row[0] not in ("person", "0")]
    assert len(named) == (9 if secrecy == Secrecy.OPEN else 0), "only a vote by name says who chose what"
    assert ("verify.py" in files) == (secrecy == Secrecy.SECRET)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("ballots.csv", '""b""', '""a""'),
        ("roll.csv", ",yes,1,", ",yes,2,"),
        ("vote.json", '"votes":{"a":3', '"votes":{"a":9'),
        ("journal.jsonl", '"ballots":9', '"ballots":8'),
    ],
)
def test_what_was_changed_is_seen(world: World, tmp_path: Path, name: str, old: str, new: str) -> None:
    poll = begun(world, "choice", WAYS)
    mark_all(poll, world.members, {'"b"': 6, '"a"': 3})
    close_poll(poll=poll, actor_id=world.chair.id)
    files = saved(poll, world, tmp_path)
    assert old in files[name]
    (tmp_path / name).write_text(files[name].replace(old, new, 1), encoding="utf-8")
    code, said = checked(tmp_path)
    assert (code, said.splitlines()[-1]) == (1, "FAIL"), said


def test_votes_of_a_meeting_and_weights(world: World, tmp_path: Path) -> None:
    poll = evening.decided(world)
    saved(poll, world, tmp_path)
    assert checked(tmp_path)[1].splitlines()[-1] == "PASS"


def test_only_who_runs_it_saves_it_and_the_journal_says_so(client: Client, world: World) -> None:
    poll = begun(world, "choice", WAYS)
    mark_all(poll, world.members, {'"b"': 6})
    with pytest.raises(Conflict):
        export_record(poll=poll, actor_id=world.chair.id)
    close_poll(poll=poll, actor_id=world.chair.id)
    publish_result(poll=poll, actor_id=world.chair.id)
    assert client.as_(world.members[2]).post(f"/polls/{poll.id}/record").status_code == 403
    answer = client.as_(world.chair).post(f"/polls/{poll.id}/record")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    actions = db.session.scalars(db.select(JournalEntry.action)).all()
    assert actions.count("polls.poll.record_exported") == 1
    assert "Save the record" in client.get(f"/polls/{poll.id}/desk").text
