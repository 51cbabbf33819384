"""How people say a door: `3-2-102`, `3-102`, `3栋2单元102`, `Building 3, entrance 2`. Pure; the words are data.

A number alone is a door, two with a dash between them are building and door, three have the entrance in the middle.
"""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

#: Words of a search that are looked at; more would only narrow a search that has found its door.
MOST_WORDS: Final = 4
#: What may stand between an entrance's name and its building's before it.
GAPS: Final = ("", " ", ", ")
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212~/#]\s*")
_BETWEEN = re.compile(r"[\s,;\u3001]+")
_DIGITS = r"[0-9]{1,5}[a-z]?|[a-z][0-9]{1,4}"


class Spot(NamedTuple):
    """Where somebody lives, as far as it was said; what was not is the empty string."""

    building: str = ""
    entrance: str = ""
    door: str = ""


def words_of(text: str) -> list[str]:
    """The words of a search in half-width signs; `building 3`, `3 - 102` stay together."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    plain = _apart().sub(lambda found: "".join(found[0].split()), plain)
    return [word for word in _BETWEEN.split(plain) if word][:MOST_WORDS]


def spot_of(word: str) -> Spot | None:
    """The place that a word means; None where it means none."""
    for pattern in _patterns():
        if found := pattern.fullmatch(word.casefold()):
            said = {name.rstrip("_"): value for name, value in found.groupdict().items() if value}
            spot = Spot(**{part: value if part == "door" else _number(value) for part, value in said.items()})
            return spot if any(spot) else None
    return None


@cache
def names_of(part: str, number: str) -> frozenset[str]:
    """What a `building` or an `entrance` of this number may be called, in small letters."""
    signs = {number, _chinese(number)}
    ordinal = _words()["ordinal"]
    chinese = {f"{first}{sign}{suffix}" for first in ("", ordinal) for sign in signs for suffix in _words()[part]}
    return frozenset(chinese | {f"{prefix} {number}" for prefix in _words()["prefixes"][part]})


def doors_of(spot: Spot) -> frozenset[str]:
    """How the door may be written where the register ends at the building: with its entrance before it."""
    if not (spot.entrance and spot.door):
        return frozenset()
    return frozenset(f"{spot.entrance}{between}{spot.door}".upper() for between in ("-", *_words()["entrance"]))


@cache
def _words() -> dict[str, Any]:
    text = Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    words: dict[str, Any] = json.loads(text)
    return words


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A door alone (`102号`) goes before a building alone (`3号楼`)."""
    number = rf"(?:{_DIGITS}|[a-z]|[{_words()['numerals']}]{{1,3}})"
    building, entrance = (_said(part, number) for part in ("building", "entrance"))
    door = f"(?P<door>{_DIGITS})(?:{'|'.join(_words()['door'])})?|{_prefixed('door', _DIGITS)}"
    dashed = rf"(?P<building>{number})-(?:(?P<entrance>{number})-)?(?P<door>{_DIGITS})"
    whole = f"(?:{building})?-?(?:{entrance})?-?(?:{door})?"
    return tuple(re.compile(pattern) for pattern in (door, dashed, whole))


def _said(part: str, number: str) -> str:
    suffixes = "|".join(_words()[part])
    return f"{_words()['ordinal']}?(?P<{part}>{number})(?:{suffixes})|{_prefixed(part, number)}"


def _prefixed(part: str, number: str) -> str:
    return f"(?:{'|'.join(_words()['prefixes'][part])})(?P<{part}_>{number})"


@cache
def _apart() -> re.Pattern[str]:
    """Where a space stands inside of one name: `building 3`, `3 栋`."""
    prefixes = "|".join(word for words in _words()["prefixes"].values() for word in words)
    suffixes = "|".join((*_words()["building"], *_words()["entrance"]))
    return re.compile(rf"\b(?:{prefixes})\s+(?=[0-9a-z]{{1,5}}\b)|(?<=[0-9])\s+(?=(?:{suffixes}))", re.IGNORECASE)


def _number(said: str) -> str:
    """`03` and its Chinese numeral are `3`."""
    signs = _words()["numerals"]
    if not set(said) <= set(signs):
        return said.lstrip("0") or said
    tens, ten, ones = said.rpartition(signs[10])
    value = (signs.index(tens[-1]) if tens else 1) * 10 if ten else 0
    return str(value + (signs.index(ones[-1]) if ones else 0))


def _chinese(number: str) -> str:
    """A number up to 99 in Chinese numerals; others as they are."""
    if not (number.isdecimal() and 0 < int(number) < 100):
        return number
    signs, (tens, ones) = _words()["numerals"], divmod(int(number), 10)
    return f"{signs[tens] if tens > 1 else ''}{signs[10] if tens else ''}{signs[ones] if ones else ''}"
