"""Reading photos."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select

from council.base import clock
from council.base.db import db
from council.media import hooks
from council.media.models import Photo
from council.media.rules import ATTACHABLE_FOR, STAGED_FOR


def photo_by_token(token: str) -> Photo | None:
    """The photo at this address."""
    return db.session.scalar(select(Photo).where(Photo.token == token))


def photo_of(sha256: str, person_id: int | None) -> Photo | None:
    """The photo with this content that this person sent before, locked: it may be about to be removed."""
    query = select(Photo).where(Photo.sha256 == sha256, Photo.uploaded_by == person_id)
    return db.session.scalar(query.order_by(Photo.id).limit(1).with_for_update())


def strays(*, before: datetime, limit: int) -> Sequence[Photo]:
    """Photos last sent before a moment that nothing refers to, locked; those being referred to now are left out."""
    query = select(Photo).where(Photo.uploaded_at < before, _unused()).order_by(Photo.id).limit(limit)
    return db.session.scalars(query.with_for_update(skip_locked=True)).all()


def staged_count(person_id: int | None) -> int:
    """How many photos this person sent within the last day that nothing refers to."""
    since = clock.now() - STAGED_FOR
    query = select(func.count()).where(Photo.uploaded_by == person_id, Photo.uploaded_at >= since, _unused())
    return db.session.scalar(query) or 0


def shown_elsewhere(digests: Collection[str]) -> set[str]:
    """Those of some pictures (SHA-256) that a photo shows."""
    return set(db.session.scalars(select(Photo.sha256).where(Photo.sha256.in_(digests))))


def _unused() -> ColumnElement[bool]:
    return and_(*(~exists().where(column == Photo.id) for column in hooks.referring))


def attachable(tokens: Collection[str], person_id: int | None) -> Sequence[Photo]:
    """Those of `tokens` that this person sent within the last hours, in the order given; others are left out."""
    wanted = list(dict.fromkeys(tokens))[:20]
    if not wanted:
        return []
    since = clock.now() - ATTACHABLE_FOR
    query = select(Photo).where(Photo.token.in_(wanted), Photo.uploaded_by == person_id, Photo.uploaded_at >= since)
    return sorted(db.session.scalars(query), key=lambda photo: wanted.index(photo.token))
