"""Where people agree: shares of a statement's answers, exact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Answer(StrEnum):
    """What somebody says to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"


#: Fewer voters than these say nothing about a neighbourhood, and too much about single people.
FEWEST = 5
#: From this share of those who did not pass on a statement is common ground.
COMMON = Fraction(2, 3)


@dataclass(frozen=True)
class Shares:
    """How a statement was answered."""

    agree: int
    disagree: int
    passed: int

    @property
    def voters(self) -> int:
        """How many took a side."""
        return self.agree + self.disagree

    @property
    def share(self) -> Fraction | None:
        """The share that agrees of those who took a side; None where they are too few to be shown."""
        return Fraction(self.agree, self.voters) if self.voters >= FEWEST else None

    @property
    def is_common(self) -> bool:
        """Whether two thirds or more agree, or two thirds or more disagree."""
        share = self.share
        return share is not None and (share >= COMMON or 1 - share >= COMMON)

    @property
    def divides(self) -> bool:
        """Whether neither side has three fifths."""
        share = self.share
        return share is not None and Fraction(2, 5) < share < Fraction(3, 5)


def shares(answers: Iterable[Answer]) -> Shares:
    """The shares of one statement's answers."""
    counted = list(answers)
    return Shares(counted.count(Answer.AGREE), counted.count(Answer.DISAGREE), counted.count(Answer.PASS))


def ranked(found: Mapping[int, Shares]) -> list[int]:
    """The statements with most agreement first: by how far from the middle, then by how many took a side."""
    shown = {key: each for key, each in found.items() if each.share is not None}
    return sorted(shown, key=lambda key: (-abs((shown[key].share or 0) - Fraction(1, 2)), -shown[key].voters, key))
