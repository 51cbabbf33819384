"""Pure decisions about pending questions: what is in order, what it needs, what follows when it is decided.

Source of ranks, seconds, debate and majorities: Robert's Rules of Order, the table of motions by order of precedence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Literal


class Formality(StrEnum):
    """How formally a meeting is held: no motions; one motion whose text the chair edits; seconds, amendments, ranks."""

    TALK = "talk"
    SIMPLE = "simple"
    PARLIAMENTARY = "parliamentary"


class Kind(StrEnum):
    """The motions, lowest rank first."""

    MAIN = "main"
    DROP = "postpone_indefinitely"
    AMEND = "amend"
    AMEND_AGAIN = "amend_amendment"
    POSTPONE = "postpone"
    LIMIT = "limit_debate"
    CLOSE_DEBATE = "previous_question"
    TABLE = "lay_on_table"
    RECESS = "recess"
    ADJOURN = "adjourn"


class Standing(StrEnum):
    """Where a question stands. `moved` waits for a second, `pending` is before the meeting; the others are over."""

    MOVED = "moved"
    PENDING = "pending"
    CARRIED = "carried"
    LOST = "lost"
    #: nobody seconded it
    NO_SECOND = "no_second"
    WITHDRAWN = "withdrawn"
    #: it ended undecided with what it hung on, or with its item
    FALLEN = "fallen"
    #: it goes with its item to another time
    PUT_OFF = "put_off"


ALIVE = frozenset({Standing.MOVED, Standing.PENDING})
#: The meeting has said what it wants, or declined to.
DECIDED = frozenset({Standing.CARRIED, Standing.LOST, Standing.FALLEN})


class Way(StrEnum):
    """How a question is decided: a vote by phones and paper, hands counted, or nobody objects."""

    POLL = "poll"
    HANDS = "hands"
    CONSENT = "consent"


class Effect(StrEnum):
    """What a carried motion does."""

    DECIDES = "decides"
    AMENDS = "amends"
    #: what is below falls: the meeting declines to decide on it
    DROPS = "drops"
    CLOSES_DEBATE = "closes_debate"
    LIMITS_DEBATE = "limits_debate"
    #: the item and all that hangs on it go to another time
    PUTS_OFF = "puts_off"
    PAUSES = "pauses"
    ENDS = "ends"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Majority:
    """The share of the votes cast that is needed; abstentions are not votes cast."""

    share: Fraction
    #: the share itself is enough ("at least"); else there must be more
    reached: bool

    def holds(self, for_: int, against: int) -> bool:
        """Whether `for_` of all votes cast are enough. Without a vote nothing is carried."""
        cast = for_ + against
        needed = self.share * cast
        return cast > 0 and (for_ >= needed if self.reached else for_ > needed)


MORE_THAN_HALF = Majority(Fraction(1, 2), reached=False)
#: "at least two thirds of the votes cast": whatever limits the right of members to speak (Robert's Rules)
TWO_THIRDS = Majority(Fraction(2, 3), reached=True)


@dataclass(frozen=True, slots=True)
class Order:
    """One line of the table. `majority` None: as the meeting's own procedure says."""

    rank: int
    debated: bool
    effect: Effect
    ways: tuple[Way, ...] = (Way.HANDS, Way.CONSENT)
    majority: Majority | None = MORE_THAN_HALF
    seconded: bool = True


#: The table, after Robert's Rules. Main motions and amendments are voted on as the place's procedure says.
TABLE: Mapping[Kind, Order] = MappingProxyType(
    {
        Kind.MAIN: Order(1, True, Effect.DECIDES, ways=(Way.POLL,), majority=None),
        Kind.DROP: Order(2, True, Effect.DROPS),
        Kind.AMEND: Order(3, True, Effect.AMENDS, ways=(Way.POLL, Way.CONSENT), majority=None),
        Kind.AMEND_AGAIN: Order(4, True, Effect.AMENDS, ways=(Way.POLL, Way.CONSENT), majority=None),
        Kind.POSTPONE: Order(6, True, Effect.PUTS_OFF),
        Kind.LIMIT: Order(7, False, Effect.LIMITS_DEBATE, majority=TWO_THIRDS),
        Kind.CLOSE_DEBATE: Order(8, False, Effect.CLOSES_DEBATE, majority=TWO_THIRDS),
        Kind.TABLE: Order(9, False, Effect.PUTS_OFF),
        Kind.RECESS: Order(11, False, Effect.PAUSES),
        Kind.ADJOURN: Order(12, False, Effect.ENDS),
    }
)
#: What may be moved while nothing is pending, and decided without a quorum.
ALWAYS = frozenset({Kind.RECESS, Kind.ADJOURN})
AMENDMENTS = frozenset({Kind.AMEND, Kind.AMEND_AGAIN})
#: What is moved by its rank alone, without a text of its own.
PROCEDURAL = tuple(kind for kind in reversed(Kind) if kind not in {Kind.MAIN, *AMENDMENTS})


@dataclass(frozen=True, slots=True)
class Pending:
    """A question of the stack. `seconded`: it is before the meeting; `closed`: debate on it is over."""

    id: int
    kind: Kind
    seconded: bool = True
    closed: bool = False


#: The question moved first at the bottom; the last one is immediately pending.
Stack = Sequence[Pending]
Refusal = Literal["awaits_second", "pending", "no_main", "ranks_below", "no_amendment", "debate_closed", "not_debated"]


def why_not(stack: Stack, kind: Kind) -> Refusal | None:
    """Why a motion is not in order now; None where it is. It must rank above the immediately pending question."""
    if not stack:
        return None if kind is Kind.MAIN or kind in ALWAYS else "no_main"
    top, order = stack[-1], TABLE[kind]
    if not top.seconded:
        return "awaits_second"
    if kind is Kind.MAIN:
        return "pending"
    if top.closed and order.rank <= TABLE[Kind.CLOSE_DEBATE].rank:
        return "debate_closed"
    if kind is Kind.AMEND_AGAIN and top.kind is not Kind.AMEND:
        return "no_amendment"
    if order.rank <= TABLE[top.kind].rank:
        return "ranks_below"
    return "not_debated" if kind is Kind.CLOSE_DEBATE and not TABLE[top.kind].debated else None


def target(stack: Stack, kind: Kind) -> Pending | None:
    """What a motion applies to: an amendment to the motion or amendment it changes, others to the top."""
    if kind is Kind.AMEND:
        return next((each for each in stack if each.kind is Kind.MAIN), None)
    return stack[-1] if stack else None


def in_debate(stack: Stack) -> bool:
    """Whether people may speak to what is pending; with nothing pending they may speak to the item.

    What nobody has seconded is not before the meeting, and so not debated (Robert's Rules).
    """
    if not stack:
        return True
    top = stack[-1]
    return top.seconded and not top.closed and TABLE[top.kind].debated


@dataclass(frozen=True, slots=True)
class Settled:
    """The stack after the top was decided, what ended undecided with it, and what the decision does."""

    stack: tuple[Pending, ...]
    ended: tuple[Pending, ...]
    effect: Effect


def settled(stack: Stack, *, carried: bool) -> Settled:
    """What follows when the immediately pending question is decided, or goes undecided (`carried` false)."""
    *rest, top = stack
    below = tuple(rest)
    effect = TABLE[top.kind].effect if carried else Effect.NOTHING
    if effect in (Effect.DROPS, Effect.PUTS_OFF, Effect.ENDS):
        return Settled((), below, effect)
    if effect is Effect.CLOSES_DEBATE and below:
        return Settled((*below[:-1], replace(below[-1], closed=True)), (), effect)
    return Settled(below, (), effect)
