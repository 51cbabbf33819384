"""Pure decisions about single values: areas, doors, names, phone numbers, cells that a spreadsheet would compute."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final

from council.roster.reading.words import words

#: Square centimetres of a square metre.
CM2: Final = 10_000
#: The largest lot, in m²: what lies above is a slip of the finger.
LARGEST: Final = 100_000
LONGEST_NAME: Final = 60
LONGEST_DOOR: Final = 32

_AREA = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{9,11}|[2-8][0-9]{6,7}|\+[1-9][0-9]{6,14}")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\W_]+(?=[0-9])")
_WHOLE = re.compile(r"([0-9]+)\.0+")
_SIGNED_DIGITS = re.compile(r"[+-][0-9]+")
#: What a spreadsheet takes for the beginning of a formula.
TRIGGERS: Final = ("=", "+", "-", "@")


@lru_cache(maxsize=1024)
def area_from(text: str) -> int | None:
    """m² with at most two decimals, as whole square centimetres, exactly; None where it is no such number.

    >>> area_from("92.50")
    925000
    """
    if not _AREA.fullmatch(text):
        return None
    area = int(Decimal(text) * CM2)
    return area if 0 < area <= LARGEST * CM2 else None


def area_text(cm2: int | None) -> str:
    """Square centimetres as m² with two decimals, as the register writes them: `92.50`. Empty for None.

    What a lot has beyond the second decimal is cut off; no way to enter it exists.
    """
    if cm2 is None:
        return ""
    whole, rest = divmod(cm2 // (CM2 // 100), 100)
    return f"{whole}.{rest:02d}"


def plain(text: str) -> str:
    """Text as it is compared and stored: full-width letters and digits made plain, blanks around it gone."""
    text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return text.strip()


def whole(text: str) -> str:
    """A whole number without the point that programs put behind it: `302` for `302.0`; other text as it is."""
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def name_of(text: str) -> str:
    """A name, tidied: no blanks between Chinese characters (a usual way to line names up), one blank elsewhere.

    Not NFKC: it would replace rare characters by others, and a name is a name.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split())
    return _BETWEEN_CHINESE.sub("", text) if " " in text else text


_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\u2e7f]) (?=[^\x00-\u2e7f])")


@lru_cache(maxsize=8192)
def door_of(text: str) -> str:
    """A door number as doors are compared: plain digits, upper case, no blanks, no “room” or “no.” at its end."""
    door = "".join(plain(text).upper().split())
    for suffix in words()["door_suffixes"]:
        if len(door) > len(suffix):
            door = door.removesuffix(suffix)
    return door


@lru_cache(maxsize=8192)
def spot_of(text: str) -> str:
    """What tells one building or entrance from the next: `3` for Building 3, however the word for building reads."""
    parts = _BETWEEN_DIGITS.split(plain(text).lower())  # 1-1 is not 11
    spot = "-".join("".join(filter(str.isalnum, part)) for part in parts)
    for prefix in words()["spot_prefixes"]:
        spot = spot.removeprefix(prefix)
    for suffix in words()["spot_suffixes"]:
        if len(spot) > len(suffix):
            spot = spot.removesuffix(suffix)
    return spot.lstrip("0") or spot


def entrance_words(name: str, building: str) -> str:
    """An entrance's name without its building's: what stands in a roster's column."""
    return plain(name).removeprefix(plain(building)).lstrip(", ") or name


def phone_of(text: str) -> str | None:
    """A phone number as it is stored: digits, a plus before a foreign one; None where it cannot be one."""
    number = "".join(sign for sign in plain(text) if sign not in " -()./")
    for country in ("+86", "0086"):
        if number.startswith(country):
            number = number[len(country) :]
    return number if _PHONE.fullmatch(number) else None


def computes(text: str) -> bool:
    """Whether a spreadsheet would compute this text: it begins with =, @, or + or - and more than digits."""
    start = text.lstrip()[:1]
    if start in ("+", "-"):
        return not _SIGNED_DIGITS.fullmatch(plain(text).replace(" ", ""))
    return plain(start) in ("=", "@") if start else False


def has_controls(text: str) -> bool:
    """Whether it holds NUL, control characters, line ends or marks that turn the direction of writing."""
    return not text.isprintable() and any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in text)


def guarded(text: str) -> str:
    """A text as it goes into a spreadsheet: an apostrophe first where it would be taken for a formula."""
    return f"'{text}" if text.startswith(TRIGGERS) else text
