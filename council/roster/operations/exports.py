"""Noting that personal data left the house."""

from council.base.db import operation
from council.journal.operations import Ref, record
from council.organisation.models import Place


@operation
def note_export(*, place: Place, kind: str, people: int, sha256: str, actor_id: int) -> None:
    """Write into the journal who took the roster of `place` out as a file, and which file that was."""
    record(
        action="roster.export.made",
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("place", place.id),
        data={"kind": kind, "people": people, "sha256": sha256},
    )
