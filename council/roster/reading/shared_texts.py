"""The texts that the cells of a workbook share."""

from collections.abc import Iterable

from council.roster.reading.tables import LONGEST_CELL
from council.roster.reading.xml import Handler, parse


class SharedTexts(Handler):
    """The texts by number. Reading aids above Chinese characters (`rPh`) are no part of a text."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._aside = 0
        parse(chunks, self)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._aside += 1
        elif name == "t":
            self._in_text = not self._aside

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._aside -= 1
        elif name == "si":
            self.texts.append("".join(self._pieces)[: LONGEST_CELL + 1])

    def text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)
