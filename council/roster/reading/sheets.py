"""Reading a whole file: heading, rows, and all that is wrong with them before anybody asks the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from council.roster.reading.columns import columns_of
from council.roster.reading.problems import Problem, Refused
from council.roster.reading.rows import RosterRow, row_from
from council.roster.reading.tables import open_table

#: Rows between two reports of how far the reading is.
STEP: Final = 250


@dataclass
class Sheet:
    """What a file says: its rows, its wrong cells, the headings that nobody knows."""

    rows: list[RosterRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    #: the columns that the file has
    columns: frozenset[str] = frozenset()


def read_sheet(path: Path, *, place_known: bool, progress: Callable[[int], None] = lambda _rows: None) -> Sheet:
    """Read a roster file.

    Args:
        place_known: the import is for one grid, so that the column of grid codes may be missing.
        progress: told the number of rows read, now and then.

    Raises:
        Refused: the file is no roster, or more than this reads; nothing of it is used.
    """
    sheet = Sheet()
    table = open_table(path)
    number, cells = next(table, (0, ()))
    if not number:
        raise Refused("file_empty")
    columns = columns_of(cells, row=number, place_known=place_known)
    sheet.ignored, sheet.columns = columns.ignored, frozenset(columns.at)
    sheet.problems.extend(columns.problems)
    for number, cells in table:
        row, problems = row_from(number, cells, columns.at, place_known=place_known)
        sheet.rows.append(row)
        sheet.problems.extend(problems)
        if len(sheet.rows) % STEP == 0:
            progress(len(sheet.rows))
    if not sheet.rows and not sheet.problems:
        raise Refused("no_rows")
    return sheet
