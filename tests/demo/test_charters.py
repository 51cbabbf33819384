"""Charters, compacts and procedures of the demo."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db
from council.charters.models import Document, PlaceProcedure, Reading, Remark, Standing, Version
from council.charters.procedures import procedure_for
from council.charters.queries import places_with_in_force
from council.organisation.models import Place
from council.organisation.queries import place_by_code


def grids_with(kind: str) -> int:
    grids = set(db.session.scalars(select(Place.id).where(Place.kind == "grid")))
    return len(places_with_in_force(kind) & grids)


def compact_of_guiyuli() -> list[Version]:
    query = select(Version).join(Version.document).join(Place, Place.id == Document.place_id)
    query = query.where(Place.code == "GY", Document.kind == "compact").order_by(Version.number)
    return list(db.session.scalars(query))


def test_most_grids_have_both_and_some_lack_one(demo: Flask) -> None:
    assert grids_with("charter") == 34
    assert grids_with("compact") == 34


def test_the_compact_of_guiyuli_has_a_history_and_a_proposal(demo: Flask) -> None:
    today = clock.today()
    versions = compact_of_guiyuli()
    standing = [version.standing(today) for version in versions]
    assert standing == [Standing.SUPERSEDED, Standing.IN_FORCE, Standing.CONSULTED]
    assert versions[2].consulted_until == today + timedelta(days=13)
    assert "义务巡防" in [clause.heading for clause in versions[2].clauses]
    assert db.session.scalar(select(func.count()).where(Reading.version_id == versions[1].id)) == 48
    assert db.session.scalar(select(func.count()).where(Remark.version_id == versions[2].id)) == 2


def test_one_estate_has_tightened_its_council(demo: Flask) -> None:
    place = place_by_code("TQ")
    assert place is not None
    held = procedure_for(place, "weekend_council")
    assert (held.rules.notice_days, held.chosen.number if held.chosen else 0) == (5, 2)
    assert db.session.scalar(select(func.count()).select_from(PlaceProcedure)) == 2
