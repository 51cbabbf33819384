"""The demo shows consents, an operator's name and one open request for deletion."""

from flask import Flask
from sqlalchemy import func, select

from council.base.db import db
from council.privacy.models import Consent, DeletionRequest, RequestState
from council.privacy.operations import sweep
from council.privacy.queries import operator


def test_the_pages_about_data_are_not_empty(demo: Flask) -> None:
    assert operator() is not None
    assert (db.session.scalar(select(func.count()).select_from(Consent)) or 0) >= 3
    waiting = db.session.scalars(select(DeletionRequest).where(DeletionRequest.state == RequestState.OPEN)).all()
    assert len(waiting) == 1


def test_nothing_of_the_demo_is_over_its_time(demo: Flask) -> None:
    assert not any(sweep(dry=True).values())
