"""From a file to a plan, and the worker that brings imports from one state to the next.

The long work, reading and planning, runs outside any transaction; what is written is a plan, all at once.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from council.base.db import db
from council.organisation.models import Place, PlaceKind
from council.organisation.queries import place_by_code
from council.permits.permission import allows
from council.residents.names import initials_of
from council.residents.queries import load_actor
from council.roster import files
from council.roster.models import ImportState, RosterImport
from council.roster.operations import imports
from council.roster.operations.writing import RosterChanged
from council.roster.permissions import RosterAct
from council.roster.planning.plan import plan_import
from council.roster.planning.plans import Plan
from council.roster.planning.snapshot import Rights, Snapshot
from council.roster.reading.problems import Problem, Refused
from council.roster.reading.sheets import Sheet, read_sheet
from council.roster.snapshots import rights_of, take_snapshot

log = logging.getLogger(__name__)

#: Seconds between two signs of life.
BEAT: Final = 1.0
#: Lines of the preview that go into the database at once: each such write holds others up.
CHUNK: Final = 1000
#: Seconds for the others, each few hundred rows: the pages of a meeting are served by the same process.
COURTESY: Final = 0.002


class Stopped(Exception):
    """The import was cancelled, or given to somebody else."""


@dataclass(frozen=True)
class Prepared:
    """A file, understood against today's roster."""

    plan: Plan
    snapshot: Snapshot
    initials: dict[str, str]


def prepare(
    path: Path, place: Place, rights: Callable[[Place], Rights], *, progress: Callable[[int], None] = lambda _rows: None
) -> Prepared:
    """Read and plan. Nothing is written; the session's transaction ends, since planning takes seconds.

    Raises:
        Refused: the file cannot be read as a roster.
    """
    sheet = read_sheet(path, place_known=needs_no_codes(place), progress=progress)
    return _planned(sheet, place.code, rights, lambda rows: progress(len(sheet.rows) + rows))


def _planned(sheet: Sheet, code: str, rights: Callable[[Place], Rights], progress: Callable[[int], None]) -> Prepared:
    place = place_by_code(code)
    assert place is not None
    may = rights(place)
    snapshot = take_snapshot(place)
    db.session.rollback()  # planning takes seconds: no transaction stays open for it
    plan = plan_import(sheet, snapshot, may, progress=progress)
    names = {person.values["name"] for person in plan.people} | {row["name"] for row in plan.updates if "name" in row}
    return Prepared(plan, snapshot, {name: initials_of(name) for name in names})


def needs_no_codes(place: Place) -> bool:
    """Whether a file for `place` may do without the column of grid codes."""
    if place.kind == PlaceKind.GRID:
        return True
    if place.kind != PlaceKind.ESTATE:
        return False
    grid = db.select(Place.id).where(Place.parent_id == place.id, Place.kind == PlaceKind.GRID).limit(1)
    return db.session.scalar(grid) is None


def work_imports() -> int:
    """Do the next step of the import that waits longest. Returns 1 if there was one, else 0."""
    upload = imports.take_up()
    if upload is None:
        return 0
    if upload.state in (ImportState.READING, ImportState.WRITING):
        _step(upload)
    return 1


def _step(upload: RosterImport) -> None:
    worker, import_id = upload.worker, upload.id
    try:
        _write(upload, worker) if upload.state == ImportState.WRITING else _read(upload, worker)
    except Stopped:
        log.info("roster import %s was stopped", import_id)
    except Refused as refused:
        _refuse(import_id, worker, ImportState.REFUSED, refused.problem)
    except Exception:
        db.session.rollback()
        log.exception("roster import %s broke down", import_id)
        _refuse(import_id, worker, ImportState.FAILED, Problem(0, "", "broke_down"))


def _refuse(import_id: int, worker: str, state: ImportState, problem: Problem) -> None:
    upload = db.session.get_one(RosterImport, import_id)
    imports.refuse_import(upload=upload, worker=worker, state=state, problem=problem.to_json())


def _read(upload: RosterImport, worker: str) -> None:
    _preview(upload, worker, _prepare(upload, worker).plan, None)


def _write(upload: RosterImport, worker: str) -> None:
    """Plan anew; write it if it is what the preview showed, else show the new preview."""
    shown = upload.digest
    for _try in range(3):
        prepared = _prepare(upload, worker)
        if prepared.plan.digest() != shown or prepared.plan.errors:
            _preview(upload, worker, prepared.plan, Problem(0, "", "look_again"))
            return
        try:
            imports.write_import(
                upload=upload,
                worker=worker,
                plan=prepared.plan,
                snapshot=prepared.snapshot,
                initials=prepared.initials,
            )
            return
        except RosterChanged:
            continue  # of another household perhaps: the new plan tells
    _preview(upload, worker, prepared.plan, Problem(0, "", "look_again"))


def _prepare(upload: RosterImport, worker: str) -> Prepared:
    path = files.path_of(upload.token)
    if not path.exists() or files.digest_of(path) != upload.sha256:
        raise Refused("file_gone")
    place = db.session.get_one(Place, upload.place_id)
    return prepare(path, place, _rights_of_uploader(upload), progress=_progress(upload.id, worker))


def _rights_of_uploader(upload: RosterImport) -> Callable[[Place], Rights]:
    """What the one who uploaded may change, as things stand now."""

    def rights(place: Place) -> Rights:
        actor = load_actor(upload.uploaded_by or 0)
        if actor is None or not allows(actor, RosterAct.IMPORT, place):
            raise Refused("no_right")
        return rights_of(actor, place)

    return rights


def _progress(import_id: int, worker: str) -> Callable[[int], None]:
    last = time.monotonic()

    def tell(rows: int) -> None:
        nonlocal last
        time.sleep(COURTESY)
        if time.monotonic() - last < BEAT:
            return
        last = time.monotonic()
        if not imports.beat(import_id=import_id, worker=worker, rows=rows):
            raise Stopped

    return tell


def _preview(upload: RosterImport, worker: str, plan: Plan, problem: Problem | None) -> None:
    imports.drop_lines(upload=upload)
    for start in range(0, len(plan.lines), CHUNK):
        if not imports.beat(import_id=upload.id, worker=worker, rows=2 * len(plan.lines) + start):
            raise Stopped
        imports.keep_lines(upload=upload, lines=plan.lines[start : start + CHUNK])
    imports.preview_ready(upload=upload, worker=worker, plan=plan, problem=problem.to_json() if problem else None)
