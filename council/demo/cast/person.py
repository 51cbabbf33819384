"""A person and the household behind a door."""

from dataclasses import dataclass
from typing import Literal

from council.demo.cast.text import Text

Residency = Literal["registered", "resident", "tenant", "shop", "outside"]


@dataclass(frozen=True)
class Household:
    """The people behind one door; `floor_area` in m² as decimal text."""

    key: str
    entrance_code: str
    door: str
    floor_area: str


@dataclass(frozen=True)
class Person:
    """One invented person. `household` is None for people who only work here; `phone` is "" without one."""

    key: str
    name_zh: str
    name_en: str
    age: int
    residency: Residency
    household: Household | None
    phone: str
    owner: bool = False
    household_rep: bool = False
    smartphone: bool = True

    @property
    def adult(self) -> bool:
        """Whether they are 18 or over."""
        return self.age >= 18

    @property
    def place_code(self) -> str | None:
        """The entrance they live in; None for people who only work here."""
        return self.household.entrance_code if self.household else None

    def name(self, language: str) -> str:
        """Their name in a language, family name first in both."""
        return Text(self.name_zh, self.name_en).say(language)


def mobile(number: int) -> str:
    """The n-th mobile number of the demo.

    154 is a prefix that no Chinese operator has been given, so the number looks real, passes the usual checks and
    rings nowhere.
    """
    return f"154{number:08d}"


def floor_area(door: str, floors: int) -> str:
    """A flat's floor area; in the seven-floor blocks 92.50 and 78.30 m², as in the lift scenario."""
    first = door.endswith("01")
    if floors == 7:
        return "92.50" if first else "78.30"
    return "68.40" if first else "61.20"
