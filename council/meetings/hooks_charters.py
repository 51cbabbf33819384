"""What meetings tell the charters' room: the resolutions that can adopt a text."""

from flask import url_for
from sqlalchemy import select

from council.base.db import db
from council.charters import hooks
from council.charters.hooks import Decision
from council.meetings.models import Resolution
from council.organisation.models import Place

KIND = "resolution"


def _find(number: str, place: Place) -> Decision | None:
    """The resolution with this number, if it was taken for the place or for a place above."""
    found = db.session.scalar(select(Resolution).where(Resolution.number == number.strip().upper()))
    return _told(found) if found is not None and place.path.startswith(found.place.path) else None


def _tell(kind: str, thing_id: int) -> Decision | None:
    found = db.session.get(Resolution, thing_id) if kind == KIND else None
    return _told(found) if found else None


def _told(resolution: Resolution) -> Decision:
    return Decision(
        kind=KIND,
        id=resolution.id,
        number=resolution.number,
        url=url_for("meetings.resolution", resolution_id=resolution.id),
        day=resolution.adopted_on,
        force=resolution.force,
    )


hooks.find_decision.append(_find)
hooks.tell_decision.append(_tell)
