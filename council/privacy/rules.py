"""Pure decisions: numbers that must not hang on a board, when an answer is due, names that must be told apart."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

#: What we promise: a request of a person is answered within so long.
ANSWER_WITHIN = timedelta(days=15)
#: Logs of who signed in are kept for six months at least (Cybersecurity Law art. 23).
SECURITY_LOG_DAYS = 183
#: Counts below this would tell about single people.
SMALLEST_GROUP = 5


class How(StrEnum):
    """How a consent was given."""

    PHONE = "phone"
    DESK = "desk"


class RequestState(StrEnum):
    """Where a deletion request stands."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


def answer_due(asked_at: datetime) -> datetime:
    """When a request must have been answered."""
    return asked_at + ANSWER_WITHIN


def told_apart(shown: Sequence[str], places: Sequence[str]) -> list[str]:
    """Names of one list, with the place behind those that stand in it twice: `周*` twice reads `周*（3栋）`."""
    counts = Counter(shown)
    return [
        f"{name} ({place})" if counts[name] > 1 and place else name for name, place in zip(shown, places, strict=True)
    ]


def masked_phone(number: str) -> str:
    """`138****1234`: the first three and the last four figures. Numbers that are not mobile ones stay as they are."""
    found = personal_numbers(number)
    return found[0].masked if len(found) == 1 and found[0].kind is NumberKind.PHONE else number


# --- personal numbers in texts for the public


class NumberKind(StrEnum):
    """What a personal number is."""

    PHONE = "phone"
    IDENTITY = "identity"


class Found(NamedTuple):
    """A personal number in a text: what it is, its figures without blanks, where it stood."""

    kind: NumberKind
    figures: str
    start: int
    end: int

    @property
    def masked(self) -> str:
        """Enough to find it in the text, not enough to use it: `138****1234`, `1101**********002X`."""
        head, tail = (3, 4) if self.kind is NumberKind.PHONE else (4, 4)
        return self.figures[:head] + "*" * (len(self.figures) - head - tail) + self.figures[-tail:]


#: Marks that people put between figures: blanks, dashes, dots of every width.
_GAP = r"[\s\-\u2010-\u2015\u2212._\u00b7]{0,2}"
_CODE = rf"(?:(?:\+|00)?86{_GAP})?"
_MOBILE = re.compile(rf"(?<![0-9]){_CODE}(1{_GAP}[3-9](?:{_GAP}[0-9]){{9}})(?![0-9])")
_IDENTITY = re.compile(rf"(?<![0-9A-Z])([1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9X])(?![0-9A-Z])", re.IGNORECASE)
_OLD_IDENTITY = re.compile(rf"(?<![0-9A-Z])([1-9](?:{_GAP}[0-9]){{14}})(?![0-9A-Z])", re.IGNORECASE)
#: Full-width signs, as Chinese keyboards write them, and their narrow twins.
_NARROW = {0xFF01 + at: 0x21 + at for at in range(94)}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def personal_numbers(text: str) -> list[Found]:
    """Mobile numbers (11 figures) and identity numbers (18 with a right check figure or X, 15 of the old kind).

    They are found with blanks, dashes, full-width figures and +86 as well. Landlines, hotlines (12345, 400-…), codes,
    dates and money are not personal numbers.
    """
    plain = text.translate(_NARROW)
    found = [
        Found(NumberKind.IDENTITY, figures, run.start(1), run.end(1))
        for pattern in (_IDENTITY, _OLD_IDENTITY)
        for run in pattern.finditer(plain)
        if _is_one_number(run[1]) and is_identity_number(figures := _bare(run[1]))
    ]
    found += [
        Found(NumberKind.PHONE, _bare(run[1]), run.start(1), run.end(1))
        for run in _MOBILE.finditer(plain)
        if _is_one_number(run[1]) and not any(each.start <= run.start(1) < each.end for each in found)
    ]
    return sorted(found, key=lambda each: each.start)


def numbers_masked(text: str) -> str:
    """A text with its personal numbers masked: `打138****1234找我`."""
    done, parts = 0, []
    for found in personal_numbers(text):
        parts += [text[done : found.start], found.masked]
        done = found.end
    return "".join([*parts, text[done:]])


def _bare(run: str) -> str:
    return re.sub(r"[^0-9X]", "", run.upper())


def _is_one_number(run: str) -> bool:
    """Whether figures with gaps between them are meant as one: groups of three and more, or each by itself.

    `13 14 15 16 17 1` is a row of small numbers, `138 0013 8000` is one.
    """
    sizes = {len(group) for group in re.split(r"[^0-9X]+", run.upper())}
    return min(sizes) >= 3 or sizes == {1}


def is_identity_number(figures: str) -> bool:
    """Whether 15 or 18 signs are an identity number (GB 11643-1999).

    Of 18, the last must be the right check figure; one that ends in X counts without: nothing else is written so.
    The old 15 have no check figure, but a birthday in the middle.
    """
    if re.fullmatch(r"[0-9]{17}[0-9X]", figures):
        return figures[17] == "X" or check_figure(figures) == figures[17]
    return bool(re.fullmatch(r"[0-9]{15}", figures)) and _is_birthday(f"19{figures[6:12]}")


def check_figure(figures: str) -> str:
    """The eighteenth sign that belongs to seventeen figures."""
    total = sum(weight * int(figure) for weight, figure in zip(_WEIGHTS, figures[:17], strict=True))
    return _CHECKS[total % 11]


def _is_birthday(eight: str) -> bool:
    try:
        date(int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    except ValueError:
        return False
    return True
