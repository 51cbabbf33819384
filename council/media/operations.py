"""Keeping photos."""

from council.base import clock, ids
from council.base.db import db, operation
from council.media import files
from council.media.models import Photo
from council.media.queries import photo_of, shown_elsewhere, strays
from council.media.rules import STAGED_FOR, Prepared


def keep(*, prepared: Prepared, uploaded_by: int | None) -> Photo:
    """Store a prepared photo, staged until something refers to it. The same photo of the same person is kept once.

    The file is on the disk before the row is written, and looked for once more afterwards, because `remove_strays`
    may just have taken an older one away: a row never points at nothing.

    Raises:
        OSError: the disk is full.
    """
    files.store(prepared.sha256, prepared.body)
    photo = _kept(prepared, uploaded_by)
    files.store(prepared.sha256, prepared.body)
    return photo


@operation
def remove_strays(*, limit: int = 200) -> int:
    """Remove photos that nothing has referred to for a day, their pictures too. Returns how many."""
    gone = strays(before=clock.now() - STAGED_FOR, limit=limit)
    if not gone:
        return 0
    digests = {photo.sha256 for photo in gone}
    for photo in gone:
        db.session.delete(photo)
    db.session.flush()
    for sha256 in digests - shown_elsewhere(digests):
        files.remove(sha256)  # before the commit: after a crash the row is still there and is removed again
    return len(gone)


@operation
def _kept(prepared: Prepared, uploaded_by: int | None) -> Photo:
    if (seen := photo_of(prepared.sha256, uploaded_by)) is not None:
        seen.uploaded_at = clock.now()
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
