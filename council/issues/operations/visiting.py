"""Visitors without an account: the QR codes they scan, what they report, their own address."""

import hashlib
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock, ids
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.issues.models import Issue, ReportPoint, Visitor
from council.issues.operations.raising import Origin, raise_issue
from council.issues.states import Source
from council.journal.operations import Ref, record
from council.media.models import Photo
from council.organisation.models import Place

#: Reports that one code takes in an hour; a prankster stops nobody elsewhere.
MOST_AN_HOUR = 20


@operation
def make_point(*, actor_id: int, place: Place, spot: str, key: str | None = None) -> ReportPoint:
    """Make a QR code for a wall, by which visitors report about `place`.

    Raises:
        Invalid: no place in an estate, or no word where it hangs.
    """
    key = own_key("issues.point", actor_id, key)
    if (seen := answered(key, ReportPoint)) is not None:
        return seen
    if place.estate_id is None:
        raise Invalid(_("Choose where it hangs."), field="place")
    if not spot.strip():
        raise Invalid(_("Say where it hangs, so that it can be found again."), field="spot")
    row = ReportPoint(
        token=ids.token(12), place_id=place.id, spot=spot.strip(), made_by_id=actor_id, made_at=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    _record(row, place, actor_id, "issues.point.made")
    keep(key, row.id)
    return row


@operation
def close_point(*, actor_id: int, point: ReportPoint) -> None:
    """Take a QR code out of use; closing it twice is closing it once."""
    row = locked(ReportPoint, point.id)
    if row.closed_at is None:
        row.closed_at = clock.now()
        _record(row, row.place, actor_id, "issues.point.closed")


@operation
def report(
    *,
    point: ReportPoint,
    secret: str,
    title: str,
    detail: str = "",
    name: str = "",
    phone: str = "",
    photos: list[Photo] | None = None,
) -> Issue:
    """Report something without an account. `secret` makes the visitor's own address; sent twice it is one report.

    Raises:
        Invalid: what `raise_issue` refuses, or a name and phone that cannot be.
        Conflict: the code is out of use, or too many reports came by it.
    """
    row = locked(ReportPoint, point.id)
    seen = db.session.scalar(select(Visitor).where(Visitor.key == key_of(secret)))
    if seen is not None:
        return seen.issue
    if row.closed_at is not None:
        raise Conflict(_("This code is not in use any more. Please call the number on the notice board."))
    if _lately(row.id) >= MOST_AN_HOUR:
        raise Conflict(_("Too many reports came by this code. Please try again in an hour, or call."))
    origin = Origin(source=Source.VISITOR)
    issue = raise_issue(
        actor_id=None,
        place=row.place,
        title=title,
        detail=detail,
        spot=row.spot,
        anonymous=True,
        origin=origin,
        photos=photos or (),
    )
    visitor = Visitor(
        issue_id=issue.id,
        point_id=row.id,
        name=name.strip(),
        phone=phone.strip(),
        key=key_of(secret),
        at=clock.now(),
    )
    db.session.add(visitor)
    db.session.flush()
    return issue


def key_of(secret: str) -> str:
    """What is kept of a visitor's secret: its SHA-256, so that a copy of the database opens no address."""
    return hashlib.sha256(f"visitor|{secret}".encode()).hexdigest()


def _lately(point_id: int) -> int:
    since = clock.now() - timedelta(hours=1)
    query = select(func.count()).select_from(Visitor).where(Visitor.point_id == point_id, Visitor.at >= since)
    return db.session.scalar(query) or 0


def _record(row: ReportPoint, place: Place, actor_id: int, action: str) -> None:
    subject = Ref("report_point", row.id)
    record(
        action=action, place_id=place.estate_id or place.id, actor_id=actor_id, subject=subject, data={"spot": row.spot}
    )
