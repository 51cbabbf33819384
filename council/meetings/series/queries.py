"""Reading series, and whether a body meets as often as its rules ask."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from council.base import clock
from council.base.db import db
from council.base.errors import NotVisible
from council.charters.procedures import bodies_of
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import Meeting, MeetingState
from council.meetings.permissions import MeetingAct
from council.meetings.series.models import Series
from council.organisation.models import Place
from council.permits.actor import Actor
from council.permits.permission import allows

A_YEAR = timedelta(days=365)


def series_in(places: Sequence[Place]) -> Sequence[Series]:
    """The series of `places` that go on, in the order of their beginning."""
    query = select(Series).where(Series.place_id.in_([place.id for place in places]), Series.ended_on.is_(None))
    return db.session.scalars(query.order_by(Series.place_id, Series.id)).all()


def series_for(actor: Actor, series_id: int) -> Series:
    """A series that `actor` may change.

    Raises:
        NotVisible: unknown, or of a place where they do not plan.
    """
    series = db.session.get(Series, series_id)
    if series is None or not allows(actor, MeetingAct.PLAN, series):
        raise NotVisible
    return series


def going_on() -> Sequence[Series]:
    """All series that have not ended."""
    return db.session.scalars(select(Series).where(Series.ended_on.is_(None)).order_by(Series.id)).all()


class TooSeldom(NamedTuple):
    """A body of a place that met less often in a year, or is called to, than its rules ask."""

    place: str
    kind: str
    held: int
    wanted: int


def too_seldom(places: Sequence[Place]) -> Sequence[TooSeldom]:
    """What met too seldom in the last 365 days, meetings that are called counted in; one query, and one a place.

    Source of the number: `Procedure.meetings_a_year` (Organic Law of Urban Residents' Committees, art. 28).
    """
    counts = select(Meeting.place_id, Meeting.kind, func.count()).where(
        Meeting.place_id.in_([place.id for place in places]),
        Meeting.state.in_((MeetingState.CONVENED, MeetingState.IN_SESSION, MeetingState.CLOSED)),
        Meeting.starts_at >= clock.now() - A_YEAR,
    )
    held = {(row[0], row[1]): row[2] for row in db.session.execute(counts.group_by(Meeting.place_id, Meeting.kind))}
    found = []
    for place in places:
        # of a body with several presets the first is its usual one
        rules = {each.rules.kind: each.rules for each in reversed(bodies_of(place, clock.today()))}
        for kind, blueprint in BLUEPRINTS.items():
            wanted = rules[blueprint.body].meetings_a_year
            if wanted and held.get((place.id, kind), 0) < wanted:
                found.append(TooSeldom(place.name, kind, held.get((place.id, kind), 0), wanted))
    return found
