"""The first visible sheet of an XLSX file, row by row, read with the plain XML parser of the standard library.

It reads texts and numbers as they stand, marks formulas and errors, and refuses document types, so entities cannot
swell. Memory holds the shared texts and a piece of the sheet, never the sheet.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from council.roster.reading.problems import Refused
from council.roster.reading.shared_texts import SharedTexts
from council.roster.reading.sheet import SheetParser
from council.roster.reading.styles import DayStyles
from council.roster.reading.tables import Row
from council.roster.reading.xml import Handler, local, parse
from council.roster.reading.zipped import Package

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"


def xlsx_rows(path: Path) -> Iterator[Row]:
    """The rows of the first visible sheet that hold anything.

    Raises:
        Refused: no workbook, locked, a bomb, broken XML, or too wide.
    """
    with Package(path) as package:
        parts = _parts(package)
        texts = SharedTexts(package.chunks(parts.texts)).texts if parts.texts else []
        days = DayStyles(package.chunks(parts.styles)).numbers if parts.styles else ()
        yield from SheetParser(texts, days).rows(package.chunks(parts.sheet))


class _Parts(NamedTuple):
    """The names of the sheet, of the shared texts and of the styles (empty without any)."""

    sheet: str
    texts: str
    styles: str


def _parts(package: Package) -> _Parts:
    if not (package.has(WORKBOOK) and package.has(RELATIONS)):
        raise Refused("no_workbook")
    relations = _Relations()
    parse(package.chunks(RELATIONS), relations)
    book = _Workbook()
    parse(package.chunks(WORKBOOK), book)
    sheet = next((relations.targets[key] for key in book.sheets if key in relations.targets), "")
    if not sheet or not package.has(sheet):
        raise Refused("no_workbook")
    return _Parts(sheet, *(part if package.has(part) else "" for part in (relations.texts, relations.styles)))


class _Relations(Handler):
    """Relation id → the part it names."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.texts = self.styles = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        target = attributes.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        self.targets[attributes.get("Id", "")] = part
        if attributes.get("Type", "").endswith("/sharedStrings"):
            self.texts = part
        elif attributes.get("Type", "").endswith("/styles"):
            self.styles = part


class _Workbook(Handler):
    """Relation ids of the visible sheets, in their order."""

    def __init__(self) -> None:
        self.sheets: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            self.sheets += [value for key, value in attributes.items() if local(key) == "id"]
