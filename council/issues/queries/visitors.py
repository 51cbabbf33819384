"""Reading report points and visitors."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from council.base.db import db
from council.issues.models import ReportPoint, Visitor
from council.organisation.models import Place


def point_by_token(token: str) -> ReportPoint | None:
    """The QR code with this token."""
    query = select(ReportPoint).where(ReportPoint.token == token).options(joinedload(ReportPoint.place))
    return db.session.scalar(query)


def points_listed(paths: Sequence[str]) -> Select[ReportPoint]:
    """The query of the QR codes at or below `paths`, those in use first."""
    below = or_(*(Place.path.startswith(path) for path in paths))
    query = select(ReportPoint).join(Place, Place.id == ReportPoint.place_id).where(below)
    return query.options(joinedload(ReportPoint.place)).order_by(ReportPoint.closed_at.is_not(None), ReportPoint.id)


def visitor_of(issue_id: int) -> Visitor | None:
    """Who reported an issue without an account."""
    return db.session.scalar(select(Visitor).where(Visitor.issue_id == issue_id))


def visitor_by_key(key: str) -> Visitor | None:
    """The visitor whose secret has this hash."""
    return db.session.scalar(select(Visitor).where(Visitor.key == key).options(joinedload(Visitor.issue)))
