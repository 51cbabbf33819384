"""Which column is which: from the heading row."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from council.roster.reading.problems import Problem, Refused
from council.roster.reading.words import fold, headings, words
from council.roster.rules import plain

REQUIRED: Final = ("place", "building", "door", "name")
#: How alike an unknown heading and a known one must be to ask “did you mean”.
ALIKE: Final = 0.75


@dataclass(frozen=True)
class Columns:
    """Column → where it stands; the headings that nobody knows; what is wrong with the heading row."""

    at: dict[str, int]
    ignored: tuple[str, ...]
    problems: tuple[Problem, ...]


def columns_of(cells: Sequence[str], *, row: int = 1, place_known: bool) -> Columns:
    """Read the heading row. `place_known`: the column of grid codes may be missing.

    Raises:
        Refused: no heading is known at all, so this is no roster.
    """
    at: dict[str, int] = {}
    ignored: list[str] = []
    problems: list[Problem] = []
    for index, cell in enumerate(cells):
        heading = cell.strip()
        if not heading:
            continue
        column = headings().get(_folded(heading))
        if column is None:
            near = _nearest(heading)
            if near:
                problems.append(Problem(row, heading[:40], "did_you_mean", {"heading": near}))
            else:
                ignored.append(heading[:40])
        elif column in at:
            problems.append(Problem(row, column, "column_twice"))
        else:
            at[column] = index
    if not at:
        raise Refused("no_heading", row=row)
    for column in REQUIRED:
        if column not in at and not (column == "place" and place_known):
            problems.append(Problem(row, column, "column_missing"))
    return Columns(at, tuple(ignored), tuple(problems))


def _folded(heading: str) -> str:
    text = plain(heading)
    for unit in words()["units"]:
        text = text.replace(plain(unit), "")
    return fold(text)


def _nearest(heading: str) -> str:
    """The known heading that this one nearly is; empty if none."""
    found = get_close_matches(_folded(heading), list(headings()), n=1, cutoff=ALIKE)
    return found[0] if found else ""
