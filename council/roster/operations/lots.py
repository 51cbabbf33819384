"""Entering lots, floor areas, owners, and who votes for several owners."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Invalid
from council.journal.operations import Ref, record
from council.organisation.models import Place, PlaceKind
from council.residents.models import Person
from council.roster.models import Lot, LotKind, Ownership
from council.roster.queries import is_owned_now
from council.roster.rules import door_of


@operation
def enter_lot(*, place: Place, door: str, kind: LotKind, area_cm2: int | None, actor_id: int | None) -> Lot:
    """Enter a lot of an entrance or a building.

    Raises:
        Invalid: the place is neither, or the lot is there already.
    """
    if place.kind not in (PlaceKind.ENTRANCE, PlaceKind.BUILDING):
        raise Invalid(_("Choose an entrance, or a building without entrances."), field="place")
    lot = Lot(place_id=place.id, door=door_of(door), kind=kind, area_cm2=area_cm2)
    try:
        with db.session.begin_nested():
            db.session.add(lot)
    except IntegrityError:
        raise Invalid(_("This lot is entered already."), field="door") from None
    _note(lot, "roster.lot.entered", actor_id, area=area_cm2)
    return lot


@operation
def measure_lot(*, lot: Lot, area_cm2: int, actor_id: int) -> Lot:
    """Set the floor area."""
    lot = locked(Lot, lot.id)
    before = lot.area_cm2
    if before != area_cm2:
        lot.area_cm2 = area_cm2
        _note(lot, "roster.lot.measured", actor_id, before=before, after=area_cm2)
    return lot


@operation
def add_owner(*, lot: Lot, person: Person, since: date | None, actor_id: int) -> Ownership:
    """Enter an owner; one who is entered already stays.

    Raises:
        Invalid: the day lies ahead.
    """
    since = since or clock.today()
    if since > clock.today():
        raise Invalid(_("This day lies ahead. Enter the owner when the day has come."), field="since")
    locked(Lot, lot.id)
    same = select(Ownership).where(Ownership.lot_id == lot.id, Ownership.person_id == person.id, is_owned_now())
    seen = db.session.scalar(same)
    if seen is not None:
        return seen
    ownership = Ownership(lot_id=lot.id, person_id=person.id, since=since)
    db.session.add(ownership)
    _note(lot, "roster.ownership.begun", actor_id, person=person.id, since=since.isoformat())
    return ownership


@operation
def end_ownership(*, ownership: Ownership, actor_id: int) -> Ownership:
    """They own it no more, from today. Ended is ended: a second time changes nothing."""
    ownership = locked(Ownership, ownership.id)
    if ownership.until is None:
        ownership.until, ownership.votes = max(clock.today(), ownership.since), False
        _note(ownership.lot, "roster.ownership.ended", actor_id, person=ownership.person_id)
    return ownership


@operation
def name_voter(*, ownership: Ownership, actor_id: int) -> Ownership:
    """Of the owners of a lot, this one votes for it. Who did before does no more."""
    locked(Lot, ownership.lot_id)
    ownership = locked(Ownership, ownership.id)
    if ownership.until is not None or ownership.votes:
        return ownership
    for other in db.session.scalars(select(Ownership).where(Ownership.lot_id == ownership.lot_id, Ownership.votes)):
        other.votes = False
    ownership.votes = True
    _note(ownership.lot, "roster.voter.named", actor_id, person=ownership.person_id)
    return ownership


def _note(lot: Lot, action: str, actor_id: int | None, **data: object) -> None:
    db.session.flush()
    place = db.session.get_one(Place, lot.place_id)
    person = data.get("person")
    record(
        action=action,
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("lot", lot.id),
        touched=[Ref("person", person)] if isinstance(person, int) else [],
        data={"place": place.id, "door": lot.door, **data},
    )
