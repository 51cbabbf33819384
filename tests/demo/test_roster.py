"""What the demo shows of the roster: lots with owners, a file that waits for the clerk, somebody written down twice."""

from flask import Flask
from sqlalchemy import select

from council.base.db import db
from council.organisation.queries import place_by_code
from council.roster.merging import likely_doubles
from council.roster.models import ImportState, RosterImport
from council.roster.queries import owners_figures


def test_lots_a_waiting_file_and_a_double(demo_app: Flask) -> None:
    with demo_app.app_context():
        estate = place_by_code("GY")
        assert estate is not None
        figures = owners_figures(estate.path)
        assert figures.lots > 150
        assert figures.heads > 100
        assert figures.area_cm2 % 1000 == 0
        upload = db.session.scalars(select(RosterImport)).one()
        assert upload.state == ImportState.READY
        assert [upload.counts[key] for key in ("new", "changed", "wrong")] == [2, 1, 2]
        assert [pair.reason for pair in likely_doubles([estate.path])] == ["door"]
        db.session.remove()
