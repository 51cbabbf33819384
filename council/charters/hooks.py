"""What higher rooms say about their things: which decision adopted a text, and which votes are open under a procedure.

They fill the lists when they are loaded; charters know no meeting and no poll.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from council.organisation.models import Place


@dataclass(frozen=True)
class Decision:
    """A decision of a higher room: what it is called, where it stands, on which day it was taken, with what force."""

    kind: str
    id: int
    number: str
    url: str
    day: date
    force: str


#: Finds a decision by the number that somebody typed, for a place (of it or of a place above); the first answer counts.
find_decision: list[Callable[[str, Place], Decision | None]] = []
#: Tells of a decision again by its kind and id, so that a page can link it.
tell_decision: list[Callable[[str, int], Decision | None]] = []
#: Counts the votes open at or below a place (its path) by a preset's code, under another version than `chosen_id`.
open_votes: list[Callable[[str, str, int | None], int]] = []


#: What the number of a decision looks like within a sentence.
_NUMBER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")


def decision(named: str, place: Place) -> Decision | None:
    """The decision that a text names, if any room knows it: by its number, alone or within a sentence."""
    numbers = (named, *_NUMBER.findall(named))
    return next((found for number in numbers for find in find_decision if (found := find(number, place))), None)


def decision_of(kind: str, thing_id: int | None) -> Decision | None:
    """The decision that adopted something, if any room knows it."""
    if not kind or thing_id is None:
        return None
    return next((found for tell in tell_decision if (found := tell(kind, thing_id))), None)


def votes_open(path: str, code: str, chosen_id: int | None) -> int:
    """How many votes go on under an older version of a procedure than the one that holds now."""
    return sum(count(path, code, chosen_id) for count in open_votes)
