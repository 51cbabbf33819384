"""The words of a roster: headings and what may stand in the cells, Chinese and English, as data (`words.json`)."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

#: The columns of a roster, in the order in which they are exported.
COLUMNS: Final = (
    "place",
    "building",
    "entrance",
    "door",
    "floor_area",
    "name",
    "phone",
    "residency",
    "owner",
    "household_rep",
    "adult",
    "office",
    "external_id",
)


@cache
def words() -> dict[str, Any]:
    """All of `words.json`."""
    text = Path(__file__).with_name("words.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def headings() -> Mapping[str, str]:
    """Heading, folded → column."""
    return {fold(word): column for column in COLUMNS for word in (column, *words()["headings"][column])}


@cache
def residencies() -> Mapping[str, str]:
    """Word, folded → residency."""
    return _by_word(words()["residency"])


@cache
def offices() -> Mapping[str, str]:
    """Word, folded → one of the seven office kinds."""
    return _by_word(words()["office"])


@cache
def yes_and_no() -> Mapping[str, bool]:
    """Word, folded → whether it says yes."""
    return {fold(word): said for said, kind in ((True, "yes"), (False, "no")) for word in words()[kind]}


@cache
def chinese(kind: str) -> Mapping[str, str]:
    """Code → the first Chinese word for it, of `headings`, `residency` or `office`: for exports."""
    return {code: found[0] for code, found in words()[kind].items()}


def _by_word(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(word): code for code, found in table.items() for word in (code, *found)}


def fold(text: str) -> str:
    """A word as it is compared: lower case, without blanks, underscores, hyphens."""
    return "".join(sign for sign in text.lower() if not sign.isspace() and sign not in "_-")
