"""What comes next with an issue, who does it, by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from council.issues.states import IssueState


class Step(StrEnum):
    """What happens next with an issue; the words stand in `issues/_words.html`."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    DISCUSS = "discuss"
    DO = "do"
    JUDGE = "judge"
    SUPERVISE = "supervise"
    TAKE_OVER = "take_over"
    NONE = "none"


class Party(StrEnum):
    """Who has to take the next step."""

    GRID_OFFICER = "grid_officer"
    ESTATE_HEAD = "estate_head"
    COUNCIL = "council"
    IN_CHARGE = "in_charge"
    REPORTER = "reporter"
    SUPERVISOR = "supervisor"
    ABOVE = "above"
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
        IssueState.REFERRED: (Step.TAKE_OVER, Party.ABOVE),
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
