"""Roster files for tests: small ones by hand, huge ones written without a library."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from council.organisation.queries import place_by_code
from council.roster.importing import Prepared, prepare
from council.roster.snapshots import rights_of

HEAD = ("place", "building", "entrance", "door", "floor_area", "name", "phone", "residency", "owner", "household_rep")
HEAD += ("adult", "office", "external_id")


def row(**values: str) -> list[str]:
    """A row of the roster of grid 7; what is not said is empty."""
    given = {"place": "GY-G7", "building": "9栋", "door": "101", "name": "王明", **values}
    return [given.get(column, "") for column in HEAD]


def csv_bytes(rows: Iterable[Sequence[str]], *, head: Sequence[str] = HEAD, encoding: str = "utf-8-sig") -> bytes:
    """The rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def csv_file(folder: Path, rows: Iterable[Sequence[str]], **options: object) -> Path:
    """The rows as a CSV file."""
    path = folder / "roster.csv"
    path.write_bytes(csv_bytes(rows, **options))  # type: ignore[arg-type]
    return path


def xlsx_file(folder: Path, rows: Iterable[Sequence[object]], *, head: Sequence[str] = HEAD) -> Path:
    """The rows as a workbook with shared texts, as spreadsheets write it."""
    book = Workbook()
    book.active.append(list(head))
    for cells in rows:
        book.active.append(list(cells))
    path = folder / "roster.xlsx"
    book.save(path)
    return path


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


def raw_xlsx(path: Path, pieces: Iterable[str]) -> Path:
    """A workbook whose only sheet is the joined `pieces`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/workbook.xml", BOOK)
        package.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for piece in pieces:
                sheet.write(piece.encode())
    return path


def raw_row(cells: Iterable[str]) -> str:
    """A row of inline texts."""
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def planned(path: Path, code: str = "GY") -> Prepared:
    """What the file means for the roster of a place."""
    place = place_by_code(code)
    assert place is not None
    return prepare(path, place, lambda at: rights_of(None, at))


def told(prepared: Prepared) -> list[tuple[int, str, str]]:
    """Row, column and code of everything that is wrong."""
    return [(problem.row, problem.column, problem.code) for problem in prepared.plan.errors]
