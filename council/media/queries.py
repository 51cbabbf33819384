"""Reading photos."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from council.base.db import db
from council.media.models import Photo


def photo_by_token(token: str) -> Photo | None:
    """The photo at this address."""
    return db.session.scalar(select(Photo).where(Photo.token == token))


def photo_of(sha256: str, person_id: int | None) -> Photo | None:
    """The photo with this content that this person sent before."""
    query = select(Photo).where(Photo.sha256 == sha256, Photo.uploaded_by == person_id)
    return db.session.scalar(query.order_by(Photo.id).limit(1))


def attachable(tokens: Collection[str], person_id: int) -> Sequence[Photo]:
    """Those of `tokens` that this person sent, in the order given; other people's are left out."""
    wanted = list(dict.fromkeys(tokens))[:20]
    if not wanted:
        return []
    found = db.session.scalars(select(Photo).where(Photo.token.in_(wanted), Photo.uploaded_by == person_id)).all()
    return sorted(found, key=lambda photo: wanted.index(photo.token))
