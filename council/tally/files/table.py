"""`.csv`: `count,rank1,rank2,…`, an empty cell is a skipped rank, `A=B` a shared one; scores as `count,name=points,…`.

For a consent round the columns are `count,answer,reason`. The heading may be left out.
"""

import csv
import io
from collections.abc import Iterator

from council.tally.files.ballots import Answered, BallotFile, Names, Wants, count_of, points_of, ranking_of
from council.tally.sources import BadInput


def read_table(file: str, text: str, wants: Wants) -> BallotFile:
    """The ballots of a table. Raises `BadInput` with the line."""
    if wants == "budget":
        raise BadInput(file, None, "a table has no costs; a budget vote is read from .pb, or .jsonl with its poll.json")
    found = BallotFile(Names())
    for line, cells in _rows(file, text):
        count, marks = count_of(file, line, cells[0]), cells[1:]
        if wants == "scores":
            found.points.append((points_of(file, line, _pairs(file, line, marks), found.names), count))
        elif wants == "answers":
            found.answers.append(Answered(marks[0] if marks else "", ",".join(marks[1:]), count))
        else:
            found.rankings.append((ranking_of(file, line, [shared(cell) for cell in marks], found.names), count))
    return found


def shared(cell: str) -> list[str]:
    """The names of one rank: several are joined with `=`."""
    return [name.strip() for name in cell.split("=") if name.strip()]


def _pairs(file: str, line: int, cells: list[str]) -> list[tuple[str, str]]:
    pairs = []
    for cell in filter(None, cells):
        name, sign, points = cell.rpartition("=")
        if not sign or not name.strip():
            raise BadInput(file, line, f"{cell!r:.40} is not name=points")
        pairs.append((name.strip(), points.strip()))
    return pairs


def _rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line, first = 1, True
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells) and not (first and cells[0].lower() == "count"):
                yield line, cells
            first = first and not any(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(file, max(line, reader.line_num), f"is not readable as CSV: {error}") from error
