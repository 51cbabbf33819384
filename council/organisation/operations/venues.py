"""Venues: where people can meet."""

from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.organisation.models import Place, Venue
from council.organisation.operations.stale import fresh


@dataclass(frozen=True)
class Facts:
    """What is known of a venue, in words; `seats` is 0 where nobody has counted."""

    name: str
    address: str = ""
    hours: str = ""
    rooms: str = ""
    seats: int = 0
    note: str = ""


@operation
def add_venue(*, place: Place, facts: Facts, actor_id: int | None = None, key: str | None = None) -> Venue:
    """Add a venue that serves `place`.

    Raises:
        Invalid: no name, or fewer than no seats.
    """
    key = own_key("organisation.add_venue", actor_id, key)
    if (seen := answered(key, Venue)) is not None:
        return seen
    _refuse(facts)
    venue = Venue(place_id=place.id, **asdict(facts))
    db.session.add(venue)
    db.session.flush()
    _note(venue, place, "organisation.venue.added", actor_id, name=facts.name)
    keep(key, venue.id)
    return venue


@operation
def change_venue(*, venue: Venue, facts: Facts, revision: int | None = None, actor_id: int | None) -> Venue:
    """Change what is known of a venue. Raises as `add_venue`, and `Stale`."""
    _refuse(facts)
    venue = fresh(Venue, venue.id, revision)
    before = {name: getattr(venue, name) for name in asdict(facts)}
    for name, value in asdict(facts).items():
        setattr(venue, name, value)
    _note(venue, venue.place, "organisation.venue.changed", actor_id, name=facts.name, before=before)
    return venue


@operation
def close_venue(*, venue: Venue, actor_id: int | None) -> Venue:
    """Say that nobody can meet there any more; meetings keep its name. A second time changes nothing."""
    if venue.closed_on is None:
        venue = fresh(Venue, venue.id, None)
        venue.closed_on = clock.today()
        _note(venue, venue.place, "organisation.venue.closed", actor_id, name=venue.name)
    return venue


@operation
def reopen_venue(*, venue: Venue, actor_id: int | None) -> Venue:
    """Say that people can meet there again. A second time changes nothing."""
    if venue.closed_on is not None:
        venue = fresh(Venue, venue.id, None)
        venue.closed_on = None
        _note(venue, venue.place, "organisation.venue.reopened", actor_id, name=venue.name)
    return venue


def _refuse(facts: Facts) -> None:
    if not facts.name.strip():
        raise Invalid(_("Give a name."), field="name")
    if facts.seats < 0:
        raise Invalid(_("Give the number of seats, or 0."), field="seats")


def _note(venue: Venue, place: Place, action: str, actor_id: int | None, **data: Any) -> None:
    chain = place.estate_id or place.id
    record(action=action, place_id=chain, actor_id=actor_id, subject=Ref("venue", venue.id), data=data)
