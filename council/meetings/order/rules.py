"""Pure decisions about points of order and appeals.

Source: Robert's Rules of Order, point of order (no second, no vote, the chair rules) and appeal (a second, hands; a
majority overturns the chair, so a tie sustains the ruling).
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from council.meetings.motions.rules import MORE_THAN_HALF

#: Points that one person may raise on one item; those that were well taken are not counted.
POINTS_EACH = 2
#: As wide as the columns.
NAME_LENGTH, WORDS_LENGTH = 40, 60


class About(StrEnum):
    """What is not in order. `other` is said in the member's own words."""

    TOPIC = "topic"
    TIME = "time"
    TURN = "turn"
    CIVIL = "civil"
    RULES = "rules"
    OTHER = "other"


class Stage(StrEnum):
    """Where a point stands: it waits its turn, or for the end of a speech; it is heard; it is over."""

    WAITING = "waiting"
    PUT_OFF = "put_off"
    HEARD = "heard"
    WELL_TAKEN = "well_taken"
    NOT_WELL_TAKEN = "not_well_taken"
    WITHDRAWN = "withdrawn"
    #: its item ended first
    LAPSED = "lapsed"


OPEN = frozenset({Stage.WAITING, Stage.PUT_OFF, Stage.HEARD})
RULED = frozenset({Stage.WELL_TAKEN, Stage.NOT_WELL_TAKEN})


class Appeal(StrEnum):
    """Where the appeal against a ruling stands; `none` where there is none."""

    NONE = ""
    #: it waits for a second
    MOVED = "moved"
    PENDING = "pending"
    #: the ruling stands
    SUSTAINED = "sustained"
    OVERTURNED = "overturned"
    NO_SECOND = "no_second"
    WITHDRAWN = "withdrawn"


APPEALED = frozenset({Appeal.MOVED, Appeal.PENDING})
Refusal = Literal["open", "not_parliamentary", "not_ruled", "business", "appealed", "raiser"]


def may_raise(stages: Sequence[tuple[str, str]]) -> bool:
    """Whether someone may raise another point on an item, after points with these (stage, appeal)."""
    return sum(not was_well_taken(stage, appeal) for stage, appeal in stages) < POINTS_EACH


def first_stage(*, busy: bool) -> Stage:
    """A new point interrupts, unless another or an appeal is being heard."""
    return Stage.WAITING if busy else Stage.HEARD


def stands(for_: int, against: int) -> bool:
    """Whether a ruling stands with `for_` hands for it and `against` it: a majority overturns, a tie does not."""
    return not MORE_THAN_HALF.holds(against, for_)


def was_well_taken(stage: str, appeal: str) -> bool:
    """What holds in the end: the ruling, or its opposite where the meeting overturned it."""
    return stage in RULED and (stage == Stage.WELL_TAKEN) != (appeal == Appeal.OVERTURNED)


def why_no_appeal(
    *, parliamentary: bool, busy: bool, stage: str, appeal: str, at_once: bool, own: bool
) -> Refusal | None:
    """Why a ruling cannot be appealed; None where it can.

    Args:
        busy: another point or an appeal is being heard.
        at_once: no business has come between.
        own: the person who appeals raised the point.
    """
    if not parliamentary:
        return "not_parliamentary"
    if stage not in RULED:
        return "not_ruled"
    if appeal:
        return "appealed"
    if busy:
        return "open"
    if not at_once:
        return "business"
    return "raiser" if own else None
