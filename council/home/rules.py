"""Pure decisions about what a tile shows."""

import re
from typing import Literal

Light = Literal["late", "soon", "ok"]

_NUMBERED = re.compile(r"\D*\d+\D*?\s+(.+)$")


def short_name(name: str) -> str:
    """A name without the number that stands beside it: `Grid 01 Guiyuli` reads “Guiyuli”."""
    numbered = _NUMBERED.match(name)
    return numbered.group(1) if numbered else name


def light_of(late: int, soon: int) -> Light:
    """The light of a place with so many things late, and so many that fall due soon."""
    return "late" if late else "soon" if soon else "ok"
