"""Articles as plain values, numbered from 1; a pasted text is split where an article begins.

The signs of Chinese papers are data in `numerals.json`, so this file knows no language.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

_SIGNS: dict[str, str] = json.loads(
    resources.files("council.charters").joinpath("numerals.json").read_text(encoding="utf-8")
)
_NUMERALS = _SIGNS["digits"] + _SIGNS["ten"] + _SIGNS["hundred"]
_CHINESE = re.compile(
    rf"\s*{_SIGNS['before']}\s*([{_NUMERALS}]{{1,7}}|[0-9]{{1,3}})\s*{_SIGNS['after']}(?![{_SIGNS['after']}])(.*)"
)
_ENGLISH = re.compile(r"\s*(?:Article|Art\.|§)\s*([0-9]{1,3})\b\s*(.*)", re.IGNORECASE)

HEADING_LENGTH = 60
TEXT_LENGTH = 2000
MOST_ARTICLES = 100


class Clause(NamedTuple):
    """One article without its number: that is its place in the row."""

    heading: str
    text: str


@dataclass(frozen=True)
class Split:
    """A pasted text as articles; `before` is what stood above the first one (title, preamble)."""

    clauses: tuple[Clause, ...]
    before: str = ""


def chinese_number(number: int) -> str:
    """1 to 999 in Chinese, as articles count: 12 has no “one” before its ten, 105 has a zero in the middle."""
    digits, ten, hundred = _SIGNS["digits"], _SIGNS["ten"], _SIGNS["hundred"]
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = digits[hundreds] + hundred if hundreds else ""
    if tens:
        words += ten if tens == 1 and not hundreds else digits[tens] + ten
    elif hundreds and ones:
        words += digits[0]
    return words + (digits[ones] if ones or not number else "")


def chinese_label(number: int) -> str:
    """An article's number as Chinese papers print it."""
    return f"{_SIGNS['before']}{chinese_number(number)}{_SIGNS['after']}"


def split(pasted: str) -> Split:
    """The articles of a pasted text; without any number it is one article. Nothing of the text is lost."""
    before: list[str] = []
    found: list[tuple[str, list[str]]] = []
    for line in pasted.replace("\r\n", "\n").split("\n"):
        begins = _CHINESE.match(line) or _ENGLISH.match(line)
        if begins:
            found.append((begins[2], []))
        elif found:
            found[-1][1].append(line)
        else:
            before.append(line)
    above = "\n".join(before).strip()
    if not found:
        return Split((Clause("", above),) if above else ())
    return Split(tuple(_clause(first.lstrip(_SIGNS["spaces"]).rstrip(), rest) for first, rest in found), above)


def _clause(first: str, rest: Sequence[str]) -> Clause:
    """The rest of the first line is a heading if it is short, no sentence, and text follows; or if it is bracketed."""
    below = "\n".join(line.strip() for line in rest).strip()
    if first and first[0] in _SIGNS["open"]:
        close = next((at for at, sign in enumerate(first) if sign in _SIGNS["close"]), 0)
        if 1 < close <= HEADING_LENGTH:
            after = first[close + 1 :].lstrip(_SIGNS["spaces"])
            return Clause(first[1:close].strip(), "\n".join(filter(None, (after, below))))
    if below and len(first) <= HEADING_LENGTH and not first.endswith(tuple(_SIGNS["ends"])):
        return Clause(first, below)
    return Clause("", "\n".join(filter(None, (first, below))))
