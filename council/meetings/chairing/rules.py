"""Whose the chair is: pure decisions, the clock is an argument."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: The slot of the hall's own wall.
MAIN = "a"
#: A driver who has not acted for so long has gone home: whoever opens the console next need not ask.
LAPSE = timedelta(hours=6)


class Seat(StrEnum):
    """How a desk stands to the chair of a meeting."""

    FREE = "free"
    MINE = "mine"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Hold:
    """The desk that drives, with who sits at it.

    `before` is the desk it was taken over from; `wall` is the wall its view buttons speak to; `signed_out` says that
    nobody can come back to it.
    """

    desk: int
    person_id: int
    name: str
    since: datetime
    acted_at: datetime
    before: int | None = None
    wall: str = MAIN
    signed_out: bool = False


def seat_of(hold: Hold | None, desk: int, now: datetime) -> Seat:
    """How `desk` stands to the chair."""
    if hold is None or hold.signed_out or now - hold.acted_at >= LAPSE:
        return Seat.FREE
    return Seat.MINE if hold.desk == desk else Seat.OTHERS
