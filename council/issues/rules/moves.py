"""The moves between states, as data: what is not listed cannot be done."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from council.issues.states import IssueState, Solved


class Act(StrEnum):
    """What can be done with an issue that changes its state."""

    ACKNOWLEDGE = "acknowledge"
    REFER = "refer"
    SEND_BACK = "send_back"
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
    MERGE = "merge"
    UNMERGE = "unmerge"


_S, _A = IssueState, Act
#: (state, act) → the state after it. What is not listed cannot be done.
MOVES: Mapping[tuple[IssueState, Act], IssueState] = MappingProxyType(
    {
        (_S.SUBMITTED, _A.ACKNOWLEDGE): _S.ACKNOWLEDGED,
        (_S.SUBMITTED, _A.REFER): _S.REFERRED,
        (_S.SUBMITTED, _A.PUT_ON_AGENDA): _S.TO_AGENDA,
        (_S.SUBMITTED, _A.ASSIGN): _S.ASSIGNED,
        (_S.SUBMITTED, _A.REJECT): _S.REJECTED,
        (_S.SUBMITTED, _A.MERGE): _S.MERGED,
        (_S.ACKNOWLEDGED, _A.REFER): _S.REFERRED,
        (_S.ACKNOWLEDGED, _A.PUT_ON_AGENDA): _S.TO_AGENDA,
        (_S.ACKNOWLEDGED, _A.ASSIGN): _S.ASSIGNED,
        (_S.ACKNOWLEDGED, _A.RESOLVE): _S.RESOLVED,
        (_S.ACKNOWLEDGED, _A.REJECT): _S.REJECTED,
        (_S.ACKNOWLEDGED, _A.MERGE): _S.MERGED,
        (_S.REFERRED, _A.REFER): _S.REFERRED,  # one level further up
        (_S.REFERRED, _A.ACKNOWLEDGE): _S.ACKNOWLEDGED,
        (_S.REFERRED, _A.SEND_BACK): _S.ACKNOWLEDGED,
        (_S.REFERRED, _A.MERGE): _S.MERGED,
        (_S.TO_AGENDA, _A.PUT_ON_AGENDA): _S.TO_AGENDA,  # the next council takes it up again
        (_S.TO_AGENDA, _A.TAKE_OFF_AGENDA): _S.ACKNOWLEDGED,
        (_S.TO_AGENDA, _A.ASSIGN): _S.ASSIGNED,
        (_S.TO_AGENDA, _A.RESOLVE): _S.RESOLVED,
        (_S.ASSIGNED, _A.ASSIGN): _S.ASSIGNED,  # one more task
        (_S.ASSIGNED, _A.UNASSIGN): _S.ACKNOWLEDGED,  # no task is left
        (_S.ASSIGNED, _A.RESOLVE): _S.RESOLVED,
        (_S.RESOLVED, _A.CONFIRM): _S.CONFIRMED,
        (_S.RESOLVED, _A.REOPEN): _S.ASSIGNED,
        (_S.RESOLVED, _A.SUPERVISE): _S.SUPERVISED,
        (_S.RESOLVED, _A.CLOSE): _S.CLOSED,
        (_S.SUPERVISED, _A.PUT_ON_AGENDA): _S.TO_AGENDA,
        (_S.SUPERVISED, _A.ASSIGN): _S.ASSIGNED,
        (_S.SUPERVISED, _A.HAND_BACK): _S.ASSIGNED,
        (_S.SUPERVISED, _A.CLOSE): _S.CLOSED,
        (_S.MERGED, _A.UNMERGE): _S.ACKNOWLEDGED,  # or submitted or referred, where it stood there before
    }
)
#: Nothing more is done with these. `confirmed` is the resident's word, `closed` ours: they stay two numbers.
FINAL = frozenset({_S.CONFIRMED, _S.CLOSED, _S.REJECTED})
#: States in which nobody has to do anything: the final ones, and what another issue stands for.
AT_REST = FINAL | {_S.MERGED}
#: States in which neighbours may still say “I have it too”.
SUPPORTABLE = frozenset(IssueState) - AT_REST - {_S.RESOLVED}


def after(state: str, act: Act) -> IssueState | None:
    """The state after `act`, or None where it cannot be done."""
    return MOVES.get((IssueState(state), act))


def possible(state: str) -> tuple[Act, ...]:
    """What can be done from `state`, in the order of `Act`."""
    return tuple(act for act in Act if after(state, act))


def already(state: str, act: Act) -> bool:
    """Whether `act` was done before and nothing since: a second tap of the same button."""
    return after(state, act) is None and IssueState(state) in {end for (_, a), end in MOVES.items() if a is act}


def solved_elsewhere(state: str) -> bool:
    """Whether a meeting or a task has the issue: then it is solved there and not on the spot."""
    return state in (IssueState.TO_AGENDA, IssueState.ASSIGNED)


def act_of_feedback(solved: Solved, *, reopened: int) -> Act:
    """What the reporter's answer does: yes and partly confirm; a first no reopens, a second goes to the supervisor."""
    if solved is not Solved.NO:
        return Act.CONFIRM
    return Act.SUPERVISE if reopened else Act.REOPEN
