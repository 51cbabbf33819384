"""`flask import-roster`: a roster file, read, planned and written by the same code as on the pages."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from council.base.errors import Busy
from council.organisation.models import PlaceKind
from council.organisation.queries import place_by_code
from council.roster.files import digest_of
from council.roster.importing import Prepared, prepare
from council.roster.operations.imports import import_at_once
from council.roster.operations.writing import RosterChanged
from council.roster.problems import problem_words
from council.roster.reading.problems import Problem, Refused
from council.roster.snapshots import rights_of

#: Errors that are written out; a file with more has one cause.
MOST_ERRORS = 1000


@click.command("import-roster")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--place", "code", required=True, help="Code of the place: a street, community, estate or grid.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@with_appcontext
def import_roster(file: Path, code: str, dry_run: bool) -> None:
    """Import a roster from FILE (CSV or XLSX). Any error: nothing is written, exit 2."""
    place = place_by_code(code)
    if place is None or place.kind in (PlaceKind.BUILDING, PlaceKind.ENTRANCE):
        click.echo(f"{code}: there is no street, community, estate or grid with this code (see flask places)", err=True)
        sys.exit(2)
    began = time.monotonic()
    try:
        prepared = _import(file, code, dry_run=dry_run)
    except Refused as refused:
        _print({"new": 0, "changed": 0, "unchanged": 0, "errors": [_said(refused.problem)]}, began)
        sys.exit(2)
    except (RosterChanged, Busy):
        click.echo("The roster is being changed by somebody else. Nothing was written; try again.", err=True)
        sys.exit(1)
    _print(_summary(prepared), began)
    if prepared.plan.errors:
        sys.exit(2)


def _import(file: Path, code: str, *, dry_run: bool) -> Prepared:
    """Read, plan and, if all is well, write.

    Raises:
        Refused: no roster.
        RosterChanged: somebody was faster, three times.
    """
    for tries_left in (2, 1, 0):
        place = place_by_code(code)
        assert place is not None
        prepared = prepare(file, place, lambda at: rights_of(None, at))
        if dry_run or prepared.plan.errors:
            return prepared
        try:
            import_at_once(
                place=place,
                plan=prepared.plan,
                snapshot=prepared.snapshot,
                initials=prepared.initials,
                sha256=digest_of(file),
                file_name=file.name,
            )
            return prepared
        except RosterChanged:
            if not tries_left:
                raise
    raise AssertionError("unreachable")


def _summary(prepared: Prepared) -> dict[str, Any]:
    plan = prepared.plan
    counts, errors = plan.counts(), plan.errors
    return {
        "new": counts["new"],
        "changed": counts["changed"],
        "unchanged": counts["unchanged"],
        "wrong": counts["wrong"],
        "errors": [_said(problem) for problem in errors[:MOST_ERRORS]],
        "errors_left_out": max(0, len(errors) - MOST_ERRORS),
        "ignored_columns": list(plan.ignored),
        "not_in_file": plan.not_in_file,
        "new_places": [place.name for place in plan.places],
    }


def _said(problem: Problem) -> dict[str, Any]:
    with force_locale("en"):
        return {"row": problem.row, "column": problem.column, "problem": problem_words(problem), "code": problem.code}


def _print(summary: dict[str, Any], began: float) -> None:
    summary = {**summary, "seconds": round(time.monotonic() - began, 2)}
    click.echo(json.dumps(summary, ensure_ascii=False, indent=1))


COMMANDS = (import_roster,)
