"""The demo's votes outside meetings: the budget of S6 by its rule, a sealed election that anybody can check."""

from pathlib import Path

import pytest
from flask import Flask

from council.base.db import db
from council.polls.box import keys, verify
from council.polls.box.models import Bulletin
from council.polls.box.queries import confirmations
from council.polls.models import Poll

pytestmark = pytest.mark.usefixtures("demo")


def test_the_program_passes_on_every_sealed_poll(tmp_path: Path) -> None:
    bulletins = db.session.scalars(db.select(Bulletin)).all()
    assert bulletins
    for bulletin in bulletins:
        (tmp_path / "poll.json").write_bytes(bulletin.about.encode())
        (tmp_path / "ballots.jsonl").write_bytes(bulletin.ballots.encode())
        assert verify.check(tmp_path, bulletin.seal) == bulletin.seal
        assert len(confirmations(bulletin.poll_id)) == 2
        assert not keys.path_of(bulletin.poll_id).exists()


def test_the_budget_is_spent_as_the_rule_says(demo: Flask) -> None:
    poll = db.session.scalars(db.select(Poll).where(Poll.template == "budget")).one()
    count = (poll.result or {})["count"]
    assert (count["spent"], count["left"], count["passed"]["h"]) == (118_400, 1_600, "excluded")


def test_one_vote_is_still_open(demo: Flask) -> None:
    open_now = db.session.scalars(db.select(Poll).where(Poll.state == "open", Poll.subject_kind == "place")).all()
    assert [poll.template for poll in open_now] == ["ranking"]
    assert open_now[0].closes_at is not None
