"""From cells to a roster row: each value understood, or named as wrong."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from council.privacy.rules import is_identity_number
from council.roster import rules
from council.roster.reading.problems import Problem
from council.roster.reading.tables import LONGEST_CELL, Day, ErrorValue, Formula
from council.roster.reading.words import fold, offices, residencies, words, yes_and_no


@dataclass(slots=True)
class RosterRow:
    """One line of a roster. None or empty: the cell is empty or the column missing, which changes nothing."""

    number: int
    place: str = ""
    building: str = ""
    entrance: str = ""
    door: str = ""
    name: str = ""
    floor_area: int | None = None
    phone: str = ""
    residency: str = ""
    owner: bool | None = None
    household_rep: bool | None = None
    adult: bool | None = None
    office: tuple[str, ...] = ()
    external_id: str = ""


class Wrong(Exception):
    """A value that cannot be meant; `code` says why."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def row_from(
    number: int, cells: Sequence[str], at: Mapping[str, int], *, place_known: bool
) -> tuple[RosterRow, list[Problem]]:
    """The row that these cells say, and what is wrong with them."""
    row, problems = RosterRow(number), _bad_cells(number, cells, at)
    spoilt = {problem.column for problem in problems}
    for column, index in at.items():
        text = cells[index].strip() if index < len(cells) else ""
        if not text or column in spoilt:
            continue
        try:
            setattr(row, column, _read(column, _unguarded(text)))
        except Wrong as wrong:
            problems.append(Problem(number, column, wrong.code, wrong.values))
            spoilt.add(column)
    for column in ("building", "door", "name") if place_known else ("place", "building", "door", "name"):
        if column in at and column not in spoilt and not getattr(row, column):
            problems.append(Problem(number, column, "empty"))
    return row, problems


def _read(column: str, text: str) -> Any:
    if "+" in text and _SHORTENED.fullmatch(text):
        raise Wrong("shortened", text=text)
    return READERS[column](rules.whole(text))


#: A long number after a spreadsheet has saved it as it showed it: its last figures are gone.
_SHORTENED: Final = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]{1,3}")


def _bad_cells(number: int, cells: Sequence[str], at: Mapping[str, int]) -> list[Problem]:
    """Cells that no column may hold: formulas, errors, control characters, whole books."""
    problems: list[Problem] = []
    names: dict[int, str] | None = None
    for index, cell in enumerate(cells):
        # nearly every cell is plain text: the quick look first
        if not cell or (type(cell) is str and cell[0] not in _SUSPECT and cell.isprintable() and len(cell) < 100):
            continue
        code = _bad(cell)
        if code and not (code == "day" and index not in at.values()):  # a date beside the roster harms nobody
            if names is None:
                names = {place: column for column, place in at.items()}
            values = {"text": _shown(cell), "most": LONGEST_CELL}
            problems.append(Problem(number, names.get(index) or _letters(index), code, values))
    return problems


#: What a formula can begin with, in any width, or after a blank.
_SUSPECT: Final = frozenset("=+-@ " + "".join(map(chr, (0xFF1D, 0xFF20, 0xFE66, 0xFE6B, 0x207C, 0x208C))))


def _bad(cell: str) -> str:
    if isinstance(cell, Formula) or rules.computes(cell):
        return "formula"
    if isinstance(cell, (ErrorValue, Day)):
        return "error_value" if isinstance(cell, ErrorValue) else "day"
    if len(cell) > LONGEST_CELL:
        return "too_long"
    return "controls" if rules.has_controls(cell.strip()) else ""


def _unguarded(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing the cell."""
    return text[1:] if text[:1] == "'" and text[1:2] in rules.TRIGGERS else text


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:40])


def _letters(index: int) -> str:
    """The name of a column without a known heading, as spreadsheets call it: A … BL."""
    first, last = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _short(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        value = rules.plain(text)
        if len(value) > most:
            raise Wrong("too_long", most=most)
        return value

    return read


def _door(text: str) -> str:
    door = rules.door_of(text)
    if len(door) > rules.LONGEST_DOOR:
        raise Wrong("too_long", most=rules.LONGEST_DOOR)
    return door


def _name(text: str) -> str:
    name = rules.name_of(text)
    if len(name) > rules.LONGEST_NAME:
        raise Wrong("too_long", most=rules.LONGEST_NAME)
    return name


def _area(text: str) -> int:
    area = rules.area_from(rules.plain(text))
    if area is None:
        raise Wrong("area", text=_shown(text))
    return area


def _phone(text: str) -> str:
    phone = rules.phone_of(text)
    if phone is None:
        raise Wrong("phone", text=_shown(text))
    return phone


def _number(text: str) -> str:
    number = _short(64)(text)
    if is_identity_number(number.upper()):
        raise Wrong("identity")
    return number


def _residency(text: str) -> str:
    return _word(residencies(), text, "residency")


def _yes_or_no(text: str) -> bool:
    return _word(yes_and_no(), text, "yes_or_no")


def _offices(text: str) -> tuple[str, ...]:
    marks = str.maketrans(dict.fromkeys(words()["list_marks"], "\n"))
    return tuple(dict.fromkeys(_word(offices(), part, "office") for part in text.translate(marks).split("\n") if part))


def _word(known: Mapping[str, Any], text: str, code: str) -> Any:
    value = known.get(fold(rules.plain(text)))
    if value is None:
        raise Wrong(code, text=_shown(text))
    return value


READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "place": _short(32),
    "building": _short(40),
    "entrance": _short(40),
    "door": _door,
    "floor_area": _area,
    "name": _name,
    "phone": _phone,
    "residency": _residency,
    "owner": _yes_or_no,
    "household_rep": _yes_or_no,
    "adult": _yes_or_no,
    "office": _offices,
    "external_id": _number,
}
