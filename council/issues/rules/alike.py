"""Which issues are alike, and which presses most."""

from datetime import datetime, timedelta
from itertools import pairwise

#: From this likeness on a neighbour is shown the other issue before raising a second one.
ALIKE = 0.5


def likeness(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1: Dice's coefficient of their pairs of neighbouring letters (Dice 1945)."""
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _pairs(text: str) -> frozenset[str]:
    letters = [sign for sign in text.casefold() if sign.isalnum()]
    return frozenset(left + right for left, right in pairwise(letters))


#: So many days of waiting weigh as much as one more neighbour.
DAYS_PER_SUPPORT = 3


#: The same in seconds, the unit of `Issue.pressing`.
SECONDS_PER_SUPPORT = int(timedelta(days=DAYS_PER_SUPPORT).total_seconds())


def pressing(*, supports: int, raised_at: datetime) -> int:
    """How much an issue presses, in seconds: three days for each support, less the moment it was raised (Unix time).

    Only the order of issues means something. It is the order of “supports, plus one for every three days it has
    waited”: comparing two issues, the present moment cancels out, so that the value can be stored.
    """
    return supports * SECONDS_PER_SUPPORT - int(raised_at.timestamp())
