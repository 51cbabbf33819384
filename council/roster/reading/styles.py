"""Which styles of a workbook show a number as a day or a time."""

import re
from collections.abc import Iterable
from typing import Final

from council.roster.reading.xml import Handler, parse

#: Formats that every spreadsheet knows by number (ECMA-376 part 1, 18.8.30; 27 to 58 are the East Asian ones).
BUILT_IN: Final = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
#: What is no format but text within one: quoted, escaped, or the colour or condition in brackets.
_ASIDE: Final = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')


class DayStyles(Handler):
    """The numbers of these styles, as cells name them."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.numbers: set[str] = set()
        self._formats = set(BUILT_IN)
        self._in_cells = False
        self._style = 0
        parse(chunks, self)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and _shows_a_day(attributes.get("formatCode", "")):
            self._formats.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            if attributes.get("numFmtId") in self._formats:
                self.numbers.add(str(self._style))
            self._style += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


def _shows_a_day(code: str) -> bool:
    plain = _ASIDE.sub("", code).lower()
    return "general" not in plain and any(sign in plain for sign in "ymdhs")
