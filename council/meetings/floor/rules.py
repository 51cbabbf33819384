"""Pure decisions about the floor: who comes next, and how much of a speech's time is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar


class Stance(StrEnum):
    """What someone says first: for, against, a question, or a piece of information (先说立场，再说理由)."""

    FOR = "for"
    AGAINST = "against"
    QUESTION = "question"
    INFORMATION = "information"


class Turn(StrEnum):
    """Where a hand stands: it waits, it speaks, it has spoken, it was taken down, or its item ended first."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    SPOKEN = "spoken"
    TAKEN_DOWN = "taken_down"
    NOT_REACHED = "not_reached"


class Reminder(StrEnum):
    """What the chair says into a speech: 回到正题, 文明提醒."""

    TOPIC = "topic"
    CIVIL = "civil"


@dataclass(frozen=True, slots=True)
class Hand:
    """One raised hand. `who` is the same for all hands of one person; `id` grows in the order of raising."""

    id: int
    who: str
    stance: str


H = TypeVar("H", bound=Hand)
_SIDES = (Stance.FOR, Stance.AGAINST)


def in_order(hands: Iterable[H], *, spoken: Mapping[str, int], last: str | None) -> list[H]:
    """The order in which hands get the floor.

    Sides alternate: after a speech for, one against (or a question) comes before another for, whoever raised first.
    Within what may come next those who have spoken fewer times on this item come first, then who raised first.

    Args:
        spoken: how often each `who` has spoken on this item.
        last: the side, `for` or `against`, that last had the floor; None before either had it.
    """
    left, order = sorted(hands, key=lambda hand: hand.id), []
    while left:
        turn = min(left, key=lambda hand: (last is not None and hand.stance == last, spoken.get(hand.who, 0), hand.id))
        left.remove(turn)
        order.append(turn)
        last = turn.stance if turn.stance in _SIDES else last
    return order


def last_side(stances: Iterable[str]) -> str | None:
    """Of stances in the order they had the floor, the side that had it last."""
    return next((stance for stance in reversed(list(stances)) if stance in _SIDES), None)


def may_raise(spoken: int, *, turns_each: int | None) -> bool:
    """Whether someone who has spoken so often on an item may raise a hand again; None sets no limit."""
    return turns_each is None or spoken < turns_each


@dataclass(frozen=True, slots=True)
class SpeechClock:
    """A speech's clock, in whole seconds: `given` at all, `spent` before the last pause, running `since` or paused."""

    given: int
    spent: int = 0
    since: datetime | None = None

    def spent_at(self, now: datetime) -> int:
        """Seconds spoken by `now`. A server clock set back counts nothing rather than less than nothing."""
        running = int((now - self.since).total_seconds()) if self.since is not None else 0
        return self.spent + max(0, running)

    def left_at(self, now: datetime) -> int:
        """Seconds left at `now`, never negative."""
        return max(0, self.given - self.spent_at(now))

    def ends_at(self, now: datetime) -> datetime | None:
        """When its time is up; None while it is paused."""
        return now + timedelta(seconds=self.given - self.spent_at(now)) if self.since is not None else None


#: One tap on + or −, in seconds; the shortest and the longest time a speech may have.
STEP = 30
SHORTEST, LONGEST = 30, 30 * 60


def given_after(given: int, seconds: int) -> int:
    """A speech's time after adding `seconds` (negative: taking), within the shortest and the longest."""
    return min(LONGEST, max(SHORTEST, given + seconds))
