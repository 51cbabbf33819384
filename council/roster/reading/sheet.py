"""One sheet of a workbook: from its XML to rows of texts."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from council.base.ids import row_id
from council.roster.reading.problems import Refused
from council.roster.reading.tables import LONGEST_CELL, MOST_COLUMNS, Day, ErrorValue, Formula, Row
from council.roster.reading.xml import Handler, pieces

LETTERS = {letter: place for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", start=1)}


class SheetParser(Handler):
    """Gathers the cells of a row; hands out the rows that hold anything."""

    def __init__(self, shared: Sequence[str], days: Collection[str] = ()) -> None:
        """
        Args:
            shared: the texts that cells name by number.
            days: the numbers of the styles that show a number as a day or a time.
        """
        self._shared = shared
        self._days = days
        self._ready: list[Row] = []
        self._row = 0
        self._cells: list[str] = []
        self._column = 0
        self._kind = ""
        self._styled_as_day = False
        self._formula: str | None = None
        self._aside = 0
        self._reading = False
        self._pieces: list[str] = []

    def rows(self, chunks: Iterable[bytes]) -> Iterator[Row]:
        """The rows in their order."""
        for _piece in pieces(chunks, self):
            ready, self._ready = self._ready, []
            yield from ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._kind = attributes.get("t", "n")
            self._formula = None
            self._styled_as_day = attributes.get("s") in self._days
            self._pieces = []
        elif name in ("v", "t"):
            self._reading = not self._aside
        elif name == "f":
            self._formula, self._reading = "=", True
        elif name == "rPh":
            self._aside += 1
        elif name == "row":
            self._row = row_id(attributes.get("r")) or self._row + 1
            self._cells, self._column = [], 0

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._reading = False
        elif name == "f":
            self._formula, self._reading = "=" + "".join(self._pieces)[:LONGEST_CELL], False
            self._pieces = []
        elif name == "c":
            self._end_of_cell()
        elif name == "rPh":
            self._aside -= 1
        elif name == "row" and any(map(str.strip, self._cells)):
            self._ready.append((self._row, self._cells))

    def text(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)

    def _end_of_cell(self) -> None:
        value = self._value("".join(self._pieces)[: LONGEST_CELL + 1])
        if not value:
            return
        if self._column > MOST_COLUMNS:
            raise Refused("too_many_columns", row=self._row, most=MOST_COLUMNS)
        while len(self._cells) < self._column:
            self._cells.append("")
        self._cells[self._column - 1] = value

    def _value(self, text: str) -> str:
        if self._formula is not None:
            return Formula(self._formula)
        if self._kind == "s":
            number = row_id(text)
            if number is None or number >= len(self._shared):
                raise Refused("no_workbook")
            return self._shared[number]
        if self._kind == "e":
            return ErrorValue(text)
        if text and (self._kind == "d" or (self._kind == "n" and self._styled_as_day)):
            return Day(text)
        return plain_number(text) if self._kind == "n" else text


def plain_number(text: str) -> str:
    """A number as a person writes it: spreadsheets store 78.3 as 78.299999999999997 and a phone as 1.39E10."""
    try:
        number = float(text)
    except ValueError:
        return text
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def _column(reference: str) -> int:
    """`B7` → 2; 0 without a reference."""
    column = 0
    for sign in reference[:4]:
        place = LETTERS.get(sign)
        if place is None:
            break
        column = column * 26 + place
    return column
