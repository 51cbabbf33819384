"""A hall behind one Wi-Fi: 300 people sign in for the first time, while one of them guesses."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench.doors import PEOPLE, households_with_slips, rush_of
from bench.hall import application
from council.accounts.models import SignInSession
from council.base.db import db
from tests.server.running import running


@pytest.mark.race
def test_300_first_sign_ins_from_one_address_all_succeed(tmp_path: Path) -> None:
    app = application(tmp_path)
    tokens = households_with_slips(app, PEOPLE)
    with running(app) as server:
        rush = asyncio.run(rush_of(server.port, tokens))
    assert not rush.refused
    assert 429 in rush.wrong  # the limits were on
    with app.app_context():
        assert db.session.scalar(select(func.count(SignInSession.id))) == PEOPLE
        db.engine.dispose()
