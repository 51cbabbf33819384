"""An import on its way: each step is a short transaction of its own."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import CursorResult, delete, insert, or_, select, update

from council.base import clock, ids
from council.base.db import db, locked, operation
from council.base.errors import Conflict
from council.journal.operations import Ref, record
from council.organisation.models import Place
from council.roster import files
from council.roster.models import OPEN_STATES, ImportState, RosterImport, RosterLine
from council.roster.operations.writing import write_plan
from council.roster.planning.plans import Line, Plan
from council.roster.planning.snapshot import Snapshot

#: After so long without a sign of life, somebody else takes an import up.
SILENT_FOR: Final = timedelta(minutes=2)
MOST_TRIES: Final = 3
#: How long the file and the lines stay after the end.
KEPT_FOR: Final = timedelta(days=1)
#: How long a preview waits for an answer.
WAITS_FOR: Final = timedelta(days=7)
#: From → to, when a worker takes an import up.
TAKEN: Final = {ImportState.WAITING: ImportState.READING, ImportState.CONFIRMED: ImportState.WRITING}


@operation
def upload_roster(*, place: Place, token: str, sha256: str, file_name: str, rough: int, actor_id: int) -> RosterImport:
    """Queue an uploaded file of about `rough` rows. The same file for the same place, still open, is that one."""
    locked(Place, place.id)  # two at once do not both find nothing
    same = select(RosterImport).where(RosterImport.sha256 == sha256, RosterImport.place_id == place.id)
    seen = db.session.scalar(same.where(RosterImport.state.in_(OPEN_STATES)).limit(1))
    if seen is not None:
        return seen
    upload = RosterImport(
        place_id=place.id,
        token=token,
        sha256=sha256,
        file_name=file_name[-120:],
        uploaded_by=actor_id,
        uploaded_at=clock.now(),
        counts={"rough": rough},
    )
    db.session.add(upload)
    db.session.flush()
    _note(upload, "roster.import.uploaded", actor_id)
    return upload


@operation
def confirm_import(*, upload: RosterImport, digest: str, actor_id: int) -> RosterImport:
    """Let it be written: what the preview with this digest shows.

    Raises:
        Conflict: it holds something wrong, was planned anew meanwhile, or has moved on.
    """
    upload = locked(RosterImport, upload.id)
    if upload.state in (ImportState.CONFIRMED, ImportState.WRITING, ImportState.DONE):
        return upload
    if upload.state != ImportState.READY or upload.digest != digest:
        raise Conflict(_("This preview is not the newest any more. Look at it again."))
    if upload.counts.get("errors"):
        raise Conflict(_("Nothing is written while a row is wrong. Mend the file and upload it again."))
    upload.state, upload.confirmed_by, upload.tries, upload.rows_done = ImportState.CONFIRMED, actor_id, 0, 0
    _note(upload, "roster.import.confirmed", actor_id)
    return upload


@operation
def cancel_import(*, upload: RosterImport, actor_id: int) -> RosterImport:
    """Give it up; nothing has been written.

    Raises:
        Conflict: it is on the roster already.
    """
    upload = locked(RosterImport, upload.id)
    if not upload.is_open:
        if upload.state == ImportState.DONE:
            raise Conflict(_("This file is on the roster already. It cannot be cancelled any more."))
        return upload
    upload.state, upload.ended_at = ImportState.CANCELLED, clock.now()
    _note(upload, "roster.import.cancelled", actor_id)
    return upload


@operation
def take_up() -> RosterImport | None:
    """Claim the oldest import that waits for a worker, or whose worker fell silent; None if there is none.

    The claim is one statement that names the state it was seen in, so of two workers one gets it. An import that
    was taken up too often is marked as failed.
    """
    now = clock.now()
    silent = RosterImport.state.in_(TAKEN.values()) & (RosterImport.beat_at < now - SILENT_FOR)
    query = select(RosterImport).where(or_(RosterImport.state.in_(TAKEN), silent)).order_by(RosterImport.id)
    found = db.session.scalar(query.limit(1).with_for_update(skip_locked=True))
    if found is None:
        return None
    if found.tries >= MOST_TRIES:
        _end(found, ImportState.FAILED, {"code": "gave_up", "row": 0, "column": "", "values": {}})
        _note(found, "roster.import.failed", None)
        return found
    found.state = TAKEN.get(ImportState(found.state), ImportState(found.state))
    found.tries, found.beat_at, found.worker = found.tries + 1, now, ids.token(9)
    found.rows_done = 0
    return found


@operation
def beat(*, import_id: int, worker: str, rows: int) -> bool:
    """Say how far the work is. False: it was cancelled or given to somebody else, so stop."""
    mine = RosterImport.state.in_(TAKEN.values()) & (RosterImport.worker == worker)
    change = update(RosterImport).where(RosterImport.id == import_id, mine)
    done = db.session.execute(change.values(beat_at=clock.now(), rows_done=rows))
    return isinstance(done, CursorResult) and done.rowcount == 1


@operation
def keep_lines(*, upload: RosterImport, lines: Sequence[Line]) -> None:
    """Keep some lines of the preview."""
    rows = [
        {
            "import_id": upload.id,
            "row": line.row,
            "verdict": line.verdict,
            "name": line.name[:80],
            "where": line.where[:200],
            "changes": [list(change) for change in line.changes],
            "problems": [problem.to_json() for problem in line.problems],
        }
        for line in lines
    ]
    db.session.execute(insert(RosterLine), rows)


@operation
def drop_lines(*, upload: RosterImport) -> None:
    """Forget the preview, before a new one."""
    db.session.execute(delete(RosterLine).where(RosterLine.import_id == upload.id))


@operation
def preview_ready(*, upload: RosterImport, worker: str, plan: Plan, problem: Mapping[str, Any] | None) -> bool:
    """Show the preview. `problem` says why it is shown again, if it is. False: the work was taken away."""
    upload = locked(RosterImport, upload.id)
    if upload.worker != worker or upload.state not in TAKEN.values():
        return False
    upload.state, upload.digest = ImportState.READY, plan.digest()
    upload.problem = dict(problem) if problem else None
    upload.counts = {
        "rough": upload.counts.get("rough", 0),
        **plan.counts(),
        "rows": len(plan.lines),
        "ignored_columns": list(plan.ignored),
        "places": [place.name for place in plan.places[:200]],
        "heading": [wrong.to_json() for wrong in plan.problems[:100]],
    }
    return True


@operation
def refuse_import(*, upload: RosterImport, worker: str, state: ImportState, problem: Mapping[str, Any]) -> None:
    """End it: the file cannot be read (`refused`), or the work broke down (`failed`)."""
    upload = locked(RosterImport, upload.id)
    if upload.worker != worker or upload.state not in TAKEN.values():
        return
    _end(upload, state, problem)
    _note(upload, f"roster.import.{state}", None, code=problem["code"])


@operation
def write_import(
    *, upload: RosterImport, worker: str, plan: Plan, snapshot: Snapshot, initials: dict[str, str]
) -> bool:
    """Write the plan and end the import, all at once. False: the work was taken away; nothing is written.

    Raises:
        RosterChanged: the roster is not what it was when the plan was made; nothing is written.
    """
    upload = locked(RosterImport, upload.id)
    if upload.worker != worker or upload.state != ImportState.WRITING:
        return False
    write_plan(plan, snapshot, initials)
    _end(upload, ImportState.DONE, None)
    upload.rows_done = len(plan.lines)
    upload.counts = {**upload.counts, **plan.counts()}
    _note(upload, "roster.import.written", upload.confirmed_by, **plan.counts())
    return True


@operation
def import_at_once(
    *, place: Place, plan: Plan, snapshot: Snapshot, initials: dict[str, str], sha256: str, file_name: str
) -> RosterImport:
    """Write a plan without a preview, as the command line does.

    Raises:
        RosterChanged: the roster is not what it was when the plan was made; nothing is written.
    """
    write_plan(plan, snapshot, initials)
    now = clock.now()
    upload = RosterImport(
        place_id=place.id,
        token=ids.token(),
        sha256=sha256,
        file_name=file_name[-120:],
        state=ImportState.DONE,
        uploaded_at=now,
        ended_at=now,
        cleared_at=now,
        counts={**plan.counts(), "rows": len(plan.lines)},
    )
    db.session.add(upload)
    db.session.flush()
    _note(upload, "roster.import.written", None, **plan.counts())
    return upload


@operation
def give_up_old_previews() -> int:
    """End previews that nobody answered for a week. Returns how many."""
    old = RosterImport.uploaded_at < clock.now() - WAITS_FOR
    found = db.session.scalars(select(RosterImport).where(RosterImport.state == ImportState.READY, old)).all()
    for upload in found:
        upload.state, upload.ended_at = ImportState.CANCELLED, clock.now()
        _note(upload, "roster.import.cancelled", None)
    return len(found)


@operation
def clear_ended(*, limit: int = 20) -> int:
    """Remove files and lines of imports that ended a day ago: they hold names and phone numbers. Returns how many."""
    ended = (RosterImport.ended_at < clock.now() - KEPT_FOR) & RosterImport.cleared_at.is_(None)
    found = db.session.scalars(select(RosterImport).where(ended).limit(limit)).all()
    for upload in found:
        db.session.execute(delete(RosterLine).where(RosterLine.import_id == upload.id))
        files.remove(upload.token)
        upload.cleared_at = clock.now()
    return len(found)


def _end(upload: RosterImport, state: ImportState, problem: Mapping[str, Any] | None) -> None:
    upload.state, upload.ended_at = state, clock.now()
    upload.problem = dict(problem) if problem else None


def _note(upload: RosterImport, action: str, actor_id: int | None, **data: Any) -> None:
    db.session.flush()
    place = db.session.get_one(Place, upload.place_id)
    record(
        action=action,
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("roster_import", upload.id),
        data={"place": place.id, "sha256": upload.sha256, **data},
    )
