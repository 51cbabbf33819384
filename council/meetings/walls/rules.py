"""Walls by their letters, and whether the back row can scan the code: pure decisions."""

import math
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from council.meetings.chairing.rules import MAIN

#: One letter a wall; the first is the hall's own. So many walls a meeting may have.
SLOTS = "abcdefgh"
MOST = len(SLOTS)


def free_slot(taken: Collection[str]) -> str | None:
    """The first letter that no wall has; None when all walls are there."""
    return next((slot for slot in SLOTS if slot != MAIN and slot not in taken), None)


def topic_of(slot: str) -> str:
    """What the stream calls the picture of a wall. All of a meeting wake together, each is drawn once."""
    return "wall" if slot == MAIN else f"wall_{slot}"


#: The side of the code on the welcome view as a share of the picture's width. The style sheet gives 41 to 44 of a
#: hundred from 4:3 to 16:9 (tests/journeys/test_walls.py measures it); screens.md B3 asks for 40.
SHARE = 0.41
#: A code can be scanned from ten times its side, if it has no more than so many squares a side (QR version 4).
TIMES, SQUARES = 10, 33
#: What halls and pictures measure, in centimetres.
DEPTHS, WIDTHS = (100, 10_000), (50, 2_000)
#: Behind the number may stand `m` or one sign of another script: the unit as it is typed there.
_METRES = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?(?:m|[^\W\da-z_])?")


@dataclass(frozen=True, slots=True)
class Scan:
    """Whether a code reaches the back row; sides in centimetres."""

    side: int
    needed: int

    @property
    def enough(self) -> bool:
        """Whether the code is big enough."""
        return self.side >= self.needed

    @property
    def picture_needed(self) -> int:
        """The width of a picture whose code would be enough, in centimetres, up to the next ten."""
        return math.ceil(self.needed / SHARE / 10) * 10


def scan_from(*, depth_cm: int, picture_cm: int, squares: int = SQUARES) -> Scan:
    """Whether the code can be scanned from the back row. More squares a side need a bigger code."""
    needed = depth_cm / TIMES * max(1.0, squares / SQUARES)
    return Scan(side=math.floor(picture_cm * SHARE + 1e-9), needed=math.ceil(needed - 1e-9))


def read_metres(text: str) -> int | None:
    """Centimetres of what was typed in metres: `12`, `3.5`, `3,5`, `3.5 m`, in full width too; else None."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    found = _METRES.fullmatch("".join(plain.split()))
    if found is None:
        return None
    whole, part = found.groups()
    return int(whole) * 100 + int((part or "").ljust(2, "0"))
