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
    broken = 0
    for name in ("utf-8-sig", "gb18030"):
        row = _broken_in(path, name)
        if not row:
            return name
        broken = max(broken, row)
    raise Refused("encoding", row=broken)


def _broken_in(path: Path, name: str) -> int:
    """The line in which a file stops being text in this encoding; 0 where it is that to its end."""
    decoder, line = codecs.getincrementaldecoder(name)(), 1
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return 1
        file.seek(0)
        try:
            while chunk := file.read(CHUNK):
                line += decoder.decode(chunk).count("\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as wrong:
            return line + bytes(wrong.object[: wrong.start]).count(b"\n")
    return 0


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
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise Refused("quotes", row=number) from None
        if cells is None:
            return
        if any(map(str.strip, cells)):
            yield number, cells
