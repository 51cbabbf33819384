"""What is counted of issues, and the rates made from it. Pure: from the facts of one issue to its counts.

The three rates (三率): 响应率 answered in time / answered, 解决率 confirmed by the resident / judged, 满意率 satisfied
/ judged. “Resolved by us” and “confirmed by the resident” are two numbers and stay two.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from council.base import clock
from council.issues.rules.moves import Act
from council.issues.states import Clock, Solved


class What(StrEnum):
    """What is counted."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    ACKNOWLEDGED_IN_TIME = "acknowledged_in_time"
    ANSWERED = "answered"
    ANSWERED_IN_TIME = "answered_in_time"
    RESOLVED = "resolved"
    RESOLVED_IN_TIME = "resolved_in_time"
    RESOLVED_INSIDE = "resolved_inside"
    REJECTED = "rejected"
    JUDGED = "judged"
    CONFIRMED = "confirmed"
    SATISFIED = "satisfied"
    REOPENED = "reopened"
    TOOK_ACKNOWLEDGE = "took_acknowledge"
    TOOK_ANSWER = "took_answer"
    TOOK_SOLVE = "took_solve"


TOOK: Mapping[Clock, What] = {
    Clock.ACKNOWLEDGE: What.TOOK_ACKNOWLEDGE,
    Clock.ANSWER: What.TOOK_ANSWER,
    Clock.SOLVE: What.TOOK_SOLVE,
}
#: Acts that answer an issue: from then on the resident knows what becomes of it.
ANSWERS = frozenset({Act.PUT_ON_AGENDA, Act.ASSIGN, Act.RESOLVE, Act.REJECT})
#: Which ends of a step say how long it took; the others broke it off.
_WORTH: Mapping[Clock, frozenset[Act]] = {
    Clock.ACKNOWLEDGE: ANSWERS | {Act.ACKNOWLEDGE},
    Clock.ANSWER: ANSWERS,
    Clock.SOLVE: frozenset({Act.RESOLVE}),
}
#: From this score on a resident is satisfied.
SATISFIED_FROM = 4


@dataclass(frozen=True)
class Ended:
    """A clock that has ended."""

    step: Clock
    started_at: datetime
    due_at: datetime | None
    ended_at: datetime
    ended_by: Act
    level: str

    @property
    def in_time(self) -> bool:
        """Whether it ended before it was due."""
        return self.due_at is None or self.ended_at <= self.due_at

    @property
    def hours(self) -> int:
        """Whole hours it ran, the last one begun counting as whole."""
        return -(-(self.ended_at - self.started_at) // timedelta(hours=1))


@dataclass(frozen=True)
class Judged:
    """What the reporter said."""

    solved: Solved
    score: int | None
    at: datetime

    @property
    def satisfied(self) -> bool:
        """A good score; without one, that it is solved."""
        return self.solved is Solved.YES if self.score is None else self.score >= SATISFIED_FROM


#: (first day of the month, what, hours) → how often
Counts = Counter[tuple[date, What, int]]


def month_of(moment: datetime) -> date:
    """The first day of the month of a moment, where the councils meet."""
    return clock.local(moment).date().replace(day=1)


def counts_of(raised_at: datetime, ended: Iterable[Ended], judged: Iterable[Judged]) -> Counts:
    """All that one issue adds to the counters, from its facts."""
    counts: Counts = Counter({(month_of(raised_at), What.RAISED, 0): 1})
    for each in ended:
        counts += of_clock(each)
    for said in judged:
        counts += of_feedback(said)
    return counts


def of_clock(ended: Ended) -> Counts:
    """What the end of one clock adds."""
    if ended.ended_by in (Act.MERGE, Act.UNMERGE):
        return Counter()
    taken = ended.step is Clock.ACKNOWLEDGE and ended.ended_by in _WORTH[Clock.ACKNOWLEDGE]
    counted = [What.ACKNOWLEDGED] if taken else []
    if ended.step in (Clock.ACKNOWLEDGE, Clock.ANSWER) and ended.ended_by in ANSWERS:
        counted.append(What.ANSWERED)
    if ended.ended_by is Act.RESOLVE:
        counted.append(What.RESOLVED)
    if ended.in_time:
        counted += [What(f"{what}_in_time") for what in counted]
    if ended.ended_by is Act.RESOLVE and ended.level == "estate":
        counted.append(What.RESOLVED_INSIDE)
    if ended.ended_by is Act.REJECT:
        counted.append(What.REJECTED)
    month = month_of(ended.ended_at)
    counts: Counts = Counter({(month, what, 0): 1 for what in counted})
    if ended.step in TOOK and ended.ended_by in _WORTH[ended.step]:
        counts[month, TOOK[ended.step], ended.hours] = 1
    return counts


def of_feedback(judged: Judged) -> Counts:
    """What one answer of the reporter adds."""
    counted = [What.JUDGED, What.REOPENED if judged.solved is Solved.NO else What.CONFIRMED]
    if judged.satisfied:
        counted.append(What.SATISFIED)
    return Counter({(month_of(judged.at), what, 0): 1 for what in counted})


def rate(part: int, whole: int) -> Fraction | None:
    """A share; None where there is nothing to share."""
    return Fraction(part, whole) if whole else None


def median_hours(took: Mapping[int, int]) -> int | None:
    """The median of hours → how often (the lower middle of an even number); None where nothing was counted."""
    middle = (sum(took.values()) + 1) // 2
    for hours in sorted(took):
        middle -= took[hours]
        if middle <= 0:
            return hours
    return None
