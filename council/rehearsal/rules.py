"""How long and how many, who arrives, how the invented members vote. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

#: A rehearsal that nobody ends is dropped after this.
LONGEST = timedelta(hours=2)
#: How many a server holds at the same time.
AT_ONCE = 3
#: How long walls and phones hear nothing, in seconds.
SILENCE = 20
#: The votes of a hall come in over so many seconds, not all at once.
SPREAD = 6
#: Hands that go up at one press.
HANDS = 5
#: Invented members where nobody is called by name.
CROWD = 40
#: More would only take time.
MOST = 3000
#: So many check in together; in between others may write, the real meeting of the same server among them.
STEP = 20
#: Seconds between two steps: locks are not fair, and who lets go and takes again at once is often the first.
BREATH = 0.005

#: The first part of the keys of invented people, in the rehearsal's own roster.
INVENTED = "invented-"


class Arrival(StrEnum):
    """How many come at one press."""

    TEN = "ten"
    QUORUM = "quorum"
    ALL = "all"


class Mood(StrEnum):
    """How the invented members vote."""

    FOR = "for"
    SPLIT = "split"
    AGAINST = "against"


#: Out of twenty who vote: in favour, against; the rest abstain.
OF_TWENTY = {Mood.FOR: (16, 2), Mood.SPLIT: (10, 9), Mood.AGAINST: (3, 15)}


class Missing(NamedTuple):
    """What a quorum still needs: heads, and what their votes weigh together (owners: floor area)."""

    heads: int = 0
    weight: int = 0


def arrivals(how: Arrival, *, missing: Missing | None, away: Sequence[int]) -> int:
    """How many come now, in their order; `away` is what the vote of each weighs. Without a quorum to reach, ten."""
    if how is Arrival.ALL:
        return len(away)
    if how is Arrival.TEN or missing is None:
        return min(10, len(away))
    there = enumerate(accumulate(away, initial=0))
    enough = (count for count, weight in there if count >= missing.heads and weight >= missing.weight)
    return next(enough, len(away))


def choices(mood: Mood, voters: int) -> list[str]:
    """What each of so many voters marks, mixed evenly, the same every time."""
    for_, against = OF_TWENTY[mood]
    found = []
    for number in range(voters):
        place = number * 7 % 20  # 7 and 20 have no common divisor, so twenty in a row take each place once
        found.append("for" if place < for_ else "against" if place < for_ + against else "abstain")
    return found


def next_share(waiting: Sequence[object], rounds_left: int) -> int:
    """How many of the ballots that wait go in this second."""
    return -(-len(waiting) // max(1, rounds_left))
