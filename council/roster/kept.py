"""What this room keeps about people: the lots they own."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from council.base import clock
from council.base.db import db
from council.organisation.models import Place
from council.privacy.hooks import Row, keeps, on_forgotten
from council.residents.models import Person
from council.roster.models import Lot, Ownership
from council.roster.queries import is_owned_now


def _lots(person: Person) -> Sequence[Row]:
    query = (
        select(Place.name, Lot, Ownership)
        .join(Lot, Lot.place_id == Place.id)
        .join(Ownership, Ownership.lot_id == Lot.id)
        .where(Ownership.person_id == person.id)
        .order_by(Ownership.since, Ownership.id)
    )
    return [
        {"place": place, "door": lot.door, "area": lot.area, "since": owned.since, "until": owned.until}
        for place, lot, owned in db.session.execute(query)
    ]


def _end_ownerships(person: Person) -> None:
    """Nobody can vote for a lot under a record without a name: the owner is entered anew from the register."""
    owned = update(Ownership).where(Ownership.person_id == person.id, is_owned_now())
    db.session.execute(owned.values(until=clock.today(), votes=False).execution_options(synchronize_session="fetch"))


on_forgotten.append(_end_ownerships)
keeps(
    "lots",
    _lots,
    title=_l("Flats, shops and parking spaces you own"),
    why=_l("Owners vote by head and by floor area. When you owned it stays, without your name."),
    columns={
        "place": _l("Building"),
        "door": _l("Flat"),
        "area": _l("Floor area, m²"),
        "since": _l("Since"),
        "until": _l("Until"),
    },
    stays=True,
)
