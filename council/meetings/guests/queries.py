"""Who came without being on the roster."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from council.base.db import db
from council.base.errors import NotVisible
from council.meetings.guests.models import Guest


def guests_of(meeting_id: int) -> Sequence[Guest]:
    """The guests of a meeting, in the order of their coming."""
    query = select(Guest).where(Guest.meeting_id == meeting_id).options(joinedload(Guest.unit))
    return db.session.scalars(query.order_by(Guest.id)).all()


def guest_of(meeting_id: int, guest_id: int) -> Guest:
    """One guest of a meeting.

    Raises:
        NotVisible: there is none like that.
    """
    guest = db.session.get(Guest, guest_id)
    if guest is None or guest.meeting_id != meeting_id:
        raise NotVisible
    return guest
