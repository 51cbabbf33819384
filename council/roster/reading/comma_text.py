"""CSV as spreadsheets write it: UTF-8 with or without a mark, or GB18030; commas, semicolons or tabs."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from council.roster.reading.problems import Refused
from council.roster.reading.tables import Row

#: Characters in one line of the file.
LONGEST_LINE = 64 * 1024
CHUNK = 1024 * 1024


def csv_rows(path: Path) -> Iterator[Row]:
    """The rows that hold anything. The number is that of the line a row begins on.

    Raises:
        Refused: neither encoding fits, a line is endless, or quotes do not close.
    """
    with path.open(encoding=encoding_of(path), newline="") as file:
        lines = _lines(file)
        first = next(lines, "")
        yield from _records(_again(first, lines), _delimiter(first))


def encoding_of(path: Path) -> str:
    """`utf-8-sig` or `gb18030`, whichever the whole file is.

    Raises:
        Refused: neither.
    """
    for name in ("utf-8-sig", "gb18030"):
        if _fits(path, name):
            return name
    raise Refused("encoding")


def _fits(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return False
        file.seek(0)
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _lines(file: IO[str]) -> Iterator[str]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise Refused("line_too_long", row=number)
        yield line


def _again(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _delimiter(heading: str) -> str:
    return max(",;\t", key=heading.count)


def _records(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise Refused("quotes", row=number) from None
        if cells is None:
            return
        if any(cells):
            yield number, cells
