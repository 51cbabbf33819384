"""What is kept about seat cards: for a month after the meeting, in case somebody asks who came in with which."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select

from council.base.db import db
from council.meetings.cards.models import SeatCard
from council.meetings.models import Meeting
from council.meetings.words import meeting_name
from council.privacy.hooks import Row, Sweep, expires, keeps, on_forgotten
from council.privacy.kept import removing
from council.residents.models import Person


def _cards(person: Person) -> Sequence[Row]:
    query = select(Meeting, SeatCard).join(SeatCard, SeatCard.meeting_id == Meeting.id)
    query = query.where(SeatCard.person_id == person.id).order_by(SeatCard.id)
    return [
        {"meeting": meeting_name(meeting), "made_at": card.made_at, "used_at": card.used_at}
        | {"withdrawn_at": card.withdrawn_at}
        for meeting, card in db.session.execute(query).unique()
    ]


def _old(before: datetime) -> Select[Any]:
    held = select(Meeting.id).where(Meeting.starts_at < before)
    return select(SeatCard.id).where(SeatCard.meeting_id.in_(held))


def _without(person: Person) -> None:
    db.session.execute(delete(SeatCard).where(SeatCard.person_id == person.id))


on_forgotten.append(_without)
keeps(
    "seat_cards",
    _cards,
    title=_l("Your seat cards"),
    why=_l("A card opens one meeting without signing in; withdrawn ones open nothing."),
    columns={
        "meeting": _l("Meeting"),
        "made_at": _l("Made"),
        "used_at": _l("Used"),
        "withdrawn_at": _l("Withdrawn"),
    },
)
expires(
    "seat_cards",
    30,
    Sweep(_old, removing(SeatCard)),
    title=_l("Seat cards of past meetings"),
    reason=_l("They open nothing any more; who came stands in the meeting's own list."),
    minimum=7,
)
