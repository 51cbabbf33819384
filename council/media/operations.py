"""Keeping photos."""

from council.base import clock, ids
from council.base.db import db, operation
from council.media import files
from council.media.models import Photo
from council.media.queries import photo_of
from council.media.rules import Prepared


def keep(*, prepared: Prepared, uploaded_by: int | None) -> Photo:
    """Store a prepared photo, staged until something refers to it. The same photo of the same person is kept once.

    The file is on the disk before the row is written: a row never points at nothing.
    """
    files.store(prepared.sha256, prepared.body)
    return _kept(prepared, uploaded_by)


@operation
def _kept(prepared: Prepared, uploaded_by: int | None) -> Photo:
    if (seen := photo_of(prepared.sha256, uploaded_by)) is not None:
        return seen
    photo = Photo(
        token=ids.token(18),
        sha256=prepared.sha256,
        width=prepared.width,
        height=prepared.height,
        uploaded_by=uploaded_by,
        uploaded_at=clock.now(),
    )
    db.session.add(photo)
    db.session.flush()
    return photo
