"""Disputes: out of public sight, with a minimal record of their mediation."""

from datetime import timedelta
from enum import StrEnum

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.issues.models import Issue, Mediation
from council.issues.operations.common import note
from council.issues.operations.standing import standing_of, stands
from council.issues.operations.texts import needed
from council.issues.queries.handling import mediation_of
from council.issues.rules import AT_REST
from council.issues.states import IssueState
from council.privacy.checks import refuse_personal_numbers

#: When somebody asks again whether an agreement holds.
FOLLOW_UP = timedelta(days=7)


class MediationState(StrEnum):
    """How far a mediation is."""

    ASKED = "asked"
    AGREED = "agreed"
    PERFORMED = "performed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Level(StrEnum):
    """小矛盾不出小区，大矛盾不出社区."""

    ESTATE = "estate"
    COMMUNITY = "community"


_NEXT: dict[MediationState, frozenset[MediationState]] = {
    MediationState.ASKED: frozenset({MediationState.AGREED, MediationState.FAILED, MediationState.WITHDRAWN}),
    MediationState.AGREED: frozenset({MediationState.PERFORMED, MediationState.FAILED}),
    MediationState.FAILED: frozenset({MediationState.ASKED}),
    MediationState.PERFORMED: frozenset(),
    MediationState.WITHDRAWN: frozenset(),
}


@operation
def mark_dispute(*, actor_id: int, issue: Issue, kind: str, mediator_id: int | None = None) -> Mediation:
    """Say that an issue is a dispute between people: it leaves all public lists and goes to mediation.

    `kind` is what the public may read of it: “shop and visitor”, never a name.

    Raises:
        Invalid: no kind.
        Conflict: it is settled, merged, on an agenda, or a dispute already.
    """
    kind = needed(kind, _("Say what kind of dispute, without names."), field="kind")
    issue = locked(Issue, issue.id)
    if mediation_of(issue.id) is not None:
        raise Conflict(_("It is a dispute already."))
    if issue.state in AT_REST or issue.state == IssueState.TO_AGENDA:
        raise Conflict(_("It is settled or stands on an agenda. Take it off there first."))
    now = clock.now()
    before = standing_of(issue)
    issue.restricted = True
    stands(issue, before=before)
    row = Mediation(issue_id=issue.id, kind=kind, mediator_id=mediator_id, by_id=actor_id, at=now, changed_at=now)
    db.session.add(row)
    db.session.flush()
    note(issue, actor_id, "issues.dispute.marked")
    return row


@operation
def bring_mediation(
    *, actor_id: int, issue: Issue, state: MediationState, outcome: str = "", level: Level | None = None
) -> Mediation:
    """Bring a mediation on: agreed, performed, failed (it can start anew, a level higher), withdrawn by a party.

    Raises:
        Invalid: agreed or failed without a word about it.
        Conflict: it is no dispute, or cannot go there from where it stands.
    """
    if state in (MediationState.AGREED, MediationState.FAILED):
        outcome = needed(outcome, _("Say in a sentence what was agreed, or why not."), field="outcome")
    refuse_personal_numbers({"outcome": outcome})
    locked(Issue, issue.id)
    row = mediation_of(issue.id)
    if row is None:
        raise Conflict(_("It is no dispute."))
    if state not in _NEXT[MediationState(row.state)]:
        raise Conflict(_("The mediation has moved on meanwhile. Look at where it stands now."))
    row.state, row.changed_at = state, clock.now()
    row.outcome = outcome.strip() or row.outcome
    row.level = level or row.level
    if state is MediationState.PERFORMED:
        row.follow_up_at = clock.now() + FOLLOW_UP
    note(issue, actor_id, f"issues.dispute.{state}", level=row.level)
    return row


def state_of(code: str) -> MediationState:
    """The state with this code.

    Raises:
        Invalid: there is none.
    """
    if code not in set(MediationState):
        raise Invalid(_("Choose how the mediation ended."), field="state")
    return MediationState(code)
