"""Pure decisions about issues: the moves between states, what comes next, what is due, which one presses most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from council.base import clock
from council.issues.states import IssueState, Solved


class Act(StrEnum):
    """What can be done with an issue that changes its state."""

    ACKNOWLEDGE = "acknowledge"
    PUT_ON_AGENDA = "put_on_agenda"
    TAKE_OFF_AGENDA = "take_off_agenda"
    ASSIGN = "assign"
    UNASSIGN = "unassign"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    CLOSE = "close"
    REJECT = "reject"
    REOPEN = "reopen"
    SUPERVISE = "supervise"
    HAND_BACK = "hand_back"
    REFER = "refer"
    SEND_BACK = "send_back"
    MERGE = "merge"
    UNMERGE = "unmerge"


#: (state, act) → the state after it. What is not listed cannot be done.
MOVES: Mapping[tuple[IssueState, Act], IssueState] = MappingProxyType(
    {
        (IssueState.SUBMITTED, Act.ACKNOWLEDGE): IssueState.ACKNOWLEDGED,
        (IssueState.SUBMITTED, Act.PUT_ON_AGENDA): IssueState.TO_AGENDA,
        (IssueState.SUBMITTED, Act.ASSIGN): IssueState.ASSIGNED,
        (IssueState.SUBMITTED, Act.REJECT): IssueState.REJECTED,
        (IssueState.ACKNOWLEDGED, Act.PUT_ON_AGENDA): IssueState.TO_AGENDA,
        (IssueState.ACKNOWLEDGED, Act.ASSIGN): IssueState.ASSIGNED,
        (IssueState.ACKNOWLEDGED, Act.RESOLVE): IssueState.RESOLVED,
        (IssueState.ACKNOWLEDGED, Act.REJECT): IssueState.REJECTED,
        (IssueState.TO_AGENDA, Act.PUT_ON_AGENDA): IssueState.TO_AGENDA,  # the next council takes it up again
        (IssueState.TO_AGENDA, Act.TAKE_OFF_AGENDA): IssueState.ACKNOWLEDGED,
        (IssueState.TO_AGENDA, Act.ASSIGN): IssueState.ASSIGNED,
        (IssueState.TO_AGENDA, Act.RESOLVE): IssueState.RESOLVED,
        (IssueState.ASSIGNED, Act.ASSIGN): IssueState.ASSIGNED,  # one more task
        (IssueState.ASSIGNED, Act.UNASSIGN): IssueState.ACKNOWLEDGED,  # no task is left
        (IssueState.ASSIGNED, Act.RESOLVE): IssueState.RESOLVED,
        (IssueState.RESOLVED, Act.CONFIRM): IssueState.CONFIRMED,
        (IssueState.RESOLVED, Act.REOPEN): IssueState.ASSIGNED,
        (IssueState.RESOLVED, Act.SUPERVISE): IssueState.SUPERVISED,
        (IssueState.RESOLVED, Act.CLOSE): IssueState.CLOSED,
        (IssueState.SUPERVISED, Act.PUT_ON_AGENDA): IssueState.TO_AGENDA,
        (IssueState.SUPERVISED, Act.ASSIGN): IssueState.ASSIGNED,
        (IssueState.SUPERVISED, Act.HAND_BACK): IssueState.ASSIGNED,
        (IssueState.SUPERVISED, Act.CLOSE): IssueState.CLOSED,
        (IssueState.CONFIRMED, Act.CLOSE): IssueState.CLOSED,
        (IssueState.SUBMITTED, Act.REFER): IssueState.REFERRED,
        (IssueState.ACKNOWLEDGED, Act.REFER): IssueState.REFERRED,
        (IssueState.SUPERVISED, Act.REFER): IssueState.REFERRED,
        (IssueState.REFERRED, Act.REFER): IssueState.REFERRED,  # one level further up
        (IssueState.REFERRED, Act.ACKNOWLEDGE): IssueState.ACKNOWLEDGED,
        (IssueState.REFERRED, Act.ASSIGN): IssueState.ASSIGNED,
        (IssueState.REFERRED, Act.SEND_BACK): IssueState.ACKNOWLEDGED,
        (IssueState.SUBMITTED, Act.MERGE): IssueState.MERGED,
        (IssueState.ACKNOWLEDGED, Act.MERGE): IssueState.MERGED,
        (IssueState.REFERRED, Act.MERGE): IssueState.MERGED,
        (IssueState.MERGED, Act.UNMERGE): IssueState.ACKNOWLEDGED,  # or where it stood before, if that was elsewhere
    }
)
FINAL = frozenset({IssueState.CONFIRMED, IssueState.CLOSED, IssueState.REJECTED, IssueState.MERGED})
#: States in which neighbours may still say “I have it too”.
SUPPORTABLE = frozenset(IssueState) - FINAL - {IssueState.RESOLVED}


def after(state: str, act: Act) -> IssueState | None:
    """The state after `act`, or None where it cannot be done."""
    return MOVES.get((IssueState(state), act))


def already(state: str, act: Act) -> bool:
    """Whether `act` was done before and nothing since: a second tap of the same button."""
    return after(state, act) is None and IssueState(state) in {end for (_, a), end in MOVES.items() if a is act}


def solved_elsewhere(state: str) -> bool:
    """Whether a meeting or a task has the issue: then it is solved there and not on the spot."""
    return state in (IssueState.TO_AGENDA, IssueState.ASSIGNED)


# --- due times (docs: acknowledge within a day, answer within three working days)

ACKNOWLEDGE_WITHIN = timedelta(days=1)
ANSWER_WORKING_DAYS = 3
#: How long the reporter is asked before an officer may close the issue without an answer.
JUDGE_DAYS = 7
#: The hour at which a working day ends.
OFFICE_CLOSES = 18


def working_days_after(moment: datetime, days: int) -> datetime:
    """The end of the `days`-th working day after `moment`; the first day does not count (民法典 art. 201).

    Monday to Friday; public holidays are not known here, so a due time may come early, never late.
    """
    day = clock.local(moment)
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return end_of_day(day)


def due_after(state: IssueState, now: datetime) -> datetime | None:
    """By when the next step of an issue that came into `state` at `now` is due; None where nothing is.

    `to_agenda` and `assigned` are due when the meeting or the task says so; without that, like any answer.
    """
    if state in FINAL:
        return None
    if state is IssueState.SUBMITTED:
        return now + ACKNOWLEDGE_WITHIN
    if state is IssueState.RESOLVED:
        return end_of_day(now + timedelta(days=JUDGE_DAYS))
    return working_days_after(now, ANSWER_WORKING_DAYS)


def end_of_day(moment: datetime) -> datetime:
    """When office hours end on the day of `moment`."""
    close = clock.local(moment).replace(hour=OFFICE_CLOSES, minute=0, second=0, microsecond=0, tzinfo=None)
    return clock.from_local(close)


def may_close_unanswered(state: str, due_at: datetime | None, now: datetime) -> bool:
    """Whether an officer may close: the reporter had time to answer, or the supervisor has looked into it."""
    return state != IssueState.RESOLVED or due_at is None or now >= due_at


# --- what comes next


class Step(StrEnum):
    """What happens next with an issue; the words stand in `issues/_words.html`."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    DISCUSS = "discuss"
    DO = "do"
    JUDGE = "judge"
    SUPERVISE = "supervise"
    NONE = "none"


class Party(StrEnum):
    """Who has to take the next step."""

    GRID_OFFICER = "grid_officer"
    ESTATE_HEAD = "estate_head"
    COUNCIL = "council"
    IN_CHARGE = "in_charge"
    REPORTER = "reporter"
    SUPERVISOR = "supervisor"
    NOBODY = "nobody"


@dataclass(frozen=True)
class NextStep:
    """What comes next, who does it, by when."""

    step: Step
    who: Party
    by: datetime | None


_NEXT: Mapping[IssueState, tuple[Step, Party]] = MappingProxyType(
    {
        IssueState.SUBMITTED: (Step.ACKNOWLEDGE, Party.GRID_OFFICER),
        IssueState.ACKNOWLEDGED: (Step.ANSWER, Party.ESTATE_HEAD),
        IssueState.TO_AGENDA: (Step.DISCUSS, Party.COUNCIL),
        IssueState.ASSIGNED: (Step.DO, Party.IN_CHARGE),
        IssueState.RESOLVED: (Step.JUDGE, Party.REPORTER),
        IssueState.SUPERVISED: (Step.SUPERVISE, Party.SUPERVISOR),
    }
)


def next_step(state: str, due_at: datetime | None) -> NextStep:
    """What comes next for an issue in `state`, due at `due_at`."""
    step, who = _NEXT.get(IssueState(state), (Step.NONE, Party.NOBODY))
    return NextStep(step, who, due_at if step is not Step.NONE else None)


# --- feedback


def act_of_feedback(solved: Solved, *, reopened: int) -> Act:
    """What the reporter's answer does: yes and partly confirm; a first no reopens, a second goes to the supervisor."""
    if solved is not Solved.NO:
        return Act.CONFIRM
    return Act.SUPERVISE if reopened else Act.REOPEN


# --- which are alike

#: From this likeness on a neighbour is shown the other issue before raising a second one.
ALIKE = 0.5


def likeness(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1: Dice's coefficient of their pairs of neighbouring letters (Dice 1945)."""
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _pairs(text: str) -> frozenset[str]:
    letters = [sign for sign in text.casefold() if sign.isalnum()]
    return frozenset(left + right for left, right in pairwise(letters))


# --- which presses most

#: So many days of waiting weigh as much as one more neighbour.
DAYS_PER_SUPPORT = 3


def pressing(*, supports: int, raised_at: datetime, now: datetime) -> float:
    """How much an issue presses: its supports, plus one for every three days it has waited."""
    waited = (now - raised_at) / timedelta(days=1)
    return supports + waited / DAYS_PER_SUPPORT
