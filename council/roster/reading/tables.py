"""A file as a table: which kind it is, its limits, its rows one after the other."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from council.roster.reading.problems import Refused

#: Rows of people in one file; the next one is refused by its number.
MOST_ROWS: Final = 50_000
#: The widest a table may be.
MOST_COLUMNS: Final = 64
#: Bytes of a file, as it is sent.
MOST_BYTES: Final = 40 * 1024 * 1024
#: Characters in one cell.
LONGEST_CELL: Final = 2000

Row = tuple[int, Sequence[str]]


class Formula(str):
    """A cell that a spreadsheet would compute. Never computed here, never stored: refused."""

    __slots__ = ()


class ErrorValue(str):
    """A cell in which a spreadsheet shows an error (`#REF!`)."""

    __slots__ = ()


class Day(str):
    """A cell that holds a day or a time: `3-2`, typed as a door, and made the second of March by a spreadsheet."""

    __slots__ = ()


def open_table(path: Path) -> Iterator[Row]:
    """The rows of a CSV or XLSX file that hold anything, each with its line number (the heading is 1).

    The kind is told by the first bytes, not by the name.

    Raises:
        Refused: it is neither, is locked, is too big in any way, or breaks off.
    """
    from council.roster.reading.comma_text import csv_rows
    from council.roster.reading.workbook import xlsx_rows

    if path.stat().st_size > MOST_BYTES:
        raise Refused("file_too_big", most=MOST_BYTES // (1024 * 1024))
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise Refused("file_empty")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("locked_or_old")
    if start.startswith(b"PK"):
        return _within_limits(xlsx_rows(path))
    for _row in _within_limits(csv_rows(path)):
        pass  # a look through it takes no time beside understanding fifty thousand rows and refusing them then
    return _within_limits(csv_rows(path))


def rough_count(path: Path) -> int:
    """About how many rows a file has, at a glance, for a progress bar: nothing is decided by it."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1024 * 1024), b""))
    return min(MOST_ROWS, path.stat().st_size // 75)  # what a row of thirteen columns comes to, packed


def _within_limits(rows: Iterator[Row]) -> Iterator[Row]:
    for number, cells in rows:
        if number > MOST_ROWS + 1:
            raise Refused("too_many_rows", row=number, most=MOST_ROWS)
        if len(cells) > MOST_COLUMNS:
            raise Refused("too_many_columns", row=number, most=MOST_COLUMNS)
        yield number, cells
